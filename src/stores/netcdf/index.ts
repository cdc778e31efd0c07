import { Dataset } from '../../dataset/index.ts'
import type { DatasetStore } from '../store.ts'
import { loadH5 } from './h5.ts'
import { openParts } from './read/open-parts.ts'
import { createNetcdfWriter } from './write/netcdf-writer.ts'
import { saveParts } from './write/save-parts.ts'

/** NetCDF-4, which is HDF5 with conventions: xarray, ncdump, MATLAB, Julia and h5py open it. */
export const netcdf: DatasetStore = {
  name: 'netcdf',
  extensions: ['.nc', '.nc4', '.h5', '.hdf5'],
  async save(ds, path, options) {
    saveParts(await loadH5(), { parts: ds, path, ...options })
  },
  async open(path, options) {
    return new Dataset(openParts(await loadH5(), path, options))
  },
  async createWriter(path, labels, options) {
    return createNetcdfWriter(await loadH5(), { path, labels, ...options })
  },
}
