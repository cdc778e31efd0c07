import { netcdf } from '../../../src/stores/netcdf/index.ts'
import { describeStore } from '../../contract/store.ts'

describeStore('netcdf', async () => netcdf, {
  extension: '.nc',
  isLazy: true,
})
