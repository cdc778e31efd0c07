export type { ExportRef, ShippedFunction, ShippedTask, SourceRef, TaskRef } from './task-ref.ts'
