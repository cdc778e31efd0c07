export { storeChecks } from './checks.ts'
export { createDatasetWriter, openDataset, saveDataset } from './dataset-file.ts'
export type { DatasetStore, DatasetWriter, SaveOptions, WriterOptions } from './store.ts'
