export { taskChecks } from './checks.ts'
export { command } from './command/command.ts'
export type { CommandRef } from './command/command-ref.ts'
export { placeholdersOf } from './command/parameters.ts'
export type {
  CommandContext,
  CommandOptions,
  CommandOutput,
  CommandTask,
  CommandValue,
  FolderOptions,
  JsonOutputs,
  JsonValue,
  Parser,
  TextParser,
} from './command/types.ts'
export { hashOfCode } from './hash-of-code.ts'
export { loadTask } from './load/load-task.ts'
export { importTasks, shipExportOf } from './module-tasks.ts'
export { findUncopyable } from './ship/captured-value.ts'
export { shipTask } from './ship-task.ts'
export { taskName } from './task-name.ts'
export type { ExportRef, ShippedFunction, ShippedTask, SourceRef, TaskRef } from './task-ref.ts'
