import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openDataset } from '../../src/stores/index.ts'
import { assertExpected, readExpected } from '../contract/store-expected.ts'
import { runPython, withoutPython } from './project.ts'

describe('files that Python writes now', { skip: withoutPython }, () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'windrow-'))
    await runPython('write_files.py', folder)
  })
  after(() => rm(folder, { recursive: true, force: true }))

  for (const name of ['xarray-netcdf4.nc', 'xarray-h5netcdf.nc', 'netcdf4.nc']) {
    it(`${name} reads here as xarray reads it`, async () => {
      assertExpected(await openDataset(join(folder, name)), await readExpected(join(folder, `${name}.json`)))
    })
  }
})
