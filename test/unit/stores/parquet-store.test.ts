import { describeStore } from '../../contract/store.ts'

describeStore('parquet', async () => (await import('../../../src/stores/parquet/index.ts')).parquet, {
  extension: '.parquet',
  isLazy: false,
})
