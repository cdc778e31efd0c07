export { createDatasetWriter, openDataset, saveDataset } from './dataset-file.ts'
export type { DatasetStore, DatasetWriter, SaveOptions, WriterOptions } from './store.ts'
export { readTable, saveTable } from './table-file.ts'
export type { ReadTableOptions, SaveTableOptions, TableStore } from './table-store.ts'
