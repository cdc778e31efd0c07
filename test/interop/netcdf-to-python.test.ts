import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { createDatasetWriter, saveDataset } from '../../src/stores/index.ts'
import { root, run, runPython, without, withoutPython } from './project.ts'
import { everyKind } from './written.ts'

const withoutNcdump = await without('ncdump', 'install netcdf-bin')
const withoutH5dump = await without('h5dump', 'install hdf5-tools')

describe('a file with every kind of variable, written here', () => {
  let folder = ''
  let path = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'windrow-'))
    path = join(folder, 'every-kind.nc')
    await saveDataset(everyKind(), path)
  })
  after(() => rm(folder, { recursive: true, force: true }))

  it('is the same to both engines of xarray, to netCDF4 and to h5py', { skip: withoutPython }, async () => {
    const seen = JSON.parse(await runPython('read_file.py', path)) as unknown
    assert.deepEqual(seen, {
      scales: { energy: [['/x'], ['/method'], ['/rep']], result: [['/case']] },
      dimensions: { x: 3, method: 2, rep: 2, case: 4 },
      coords: ['a', 'b', 'beta', 'method', 'start', 'x'],
      dtypes: expectedTypes,
      values: expectedValues,
      attrs: {
        title: 'sweep é',
        count: 3,
        large: 2 ** 40,
        half: 0.5,
        list: [1, 2, 3],
        fractions: [0.5, 1],
        words: ['a', 'b'],
        flag: 1,
        empty: '',
      },
      long: 100_000,
      failures: 'no convergence',
      energy: { units: 'eV', note: 'größer' },
      unstacked: 4,
    })
  })

  it('has the header that is recorded, by ncdump', { skip: withoutNcdump }, async () => {
    const header = await run('ncdump', '-h', path)
    const recorded = await readFile(join(root, 'test/fixtures/netcdf/every-kind.cdl'), 'utf8')
    assert.equal(header.replaceAll(/x{1000,}/g, '…'), recorded)
  })

  it('is taken by h5dump, elements and all', { skip: withoutH5dump }, async () => {
    assert.match(await run('h5dump', '-d', '/energy', path), /DATASPACE {2}SIMPLE \{ \( 3, 2, 2 \) \/ \( 3, 2, 2 \) \}/)
  })
})

describe('results written as they come', { skip: withoutPython }, () => {
  it('are read by xarray with chunks, missing points and packed numbers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'windrow-'))
    try {
      const path = join(folder, 'stream.nc')
      const labels = {
        dims: [{ name: 'i', size: 3000 }],
        coords: {},
        innerDims: { y: ['k'] },
        varAttrs: { y: { units: 'eV' } },
        attrs: {},
      }
      const writer = await createDatasetWriter(path, labels)
      for (let lo = 0; lo < 2900; lo += 100) {
        const values = Float64Array.from({ length: 100 * 100 }, (_, i) => lo + Math.floor(i / 100))
        const n = Int32Array.from({ length: 100 }, (_, i) => lo + i)
        writer.write({
          indices: { lo, hi: lo + 100 },
          columns: [
            { name: 'y', dtype: 'float64', shape: [100], values },
            { name: 'n', dtype: 'int32', shape: [], values: n },
          ],
        })
      }
      await writer.finish({ attrs: {}, failures: [] })
      assert.deepEqual(JSON.parse(await runPython('read_stream.py', path)), {
        dims: { i: 3000, k: 100 },
        chunks: [655, 100],
        compression: 'gzip',
        sums: [(2899 * 2900) / 2, ((2899 * 2900) / 2) * 100],
        missing: [100, 10_000],
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

/** Kinds of numpy: integers that miss some become floating-point in xarray, dates with the precision of nanoseconds. */
const expectedTypes = {
  a: 'int64',
  b: '<U1',
  beta: 'float64',
  big: 'int64',
  big_gap: 'float64',
  energy: 'float64',
  i16: 'int16',
  i32: 'float64',
  i64: 'int64',
  i64_gap: 'float64',
  i8: 'float32',
  label: '<U2',
  label_gap: 'object',
  method: '<U7',
  ok: 'bool',
  ok_gap: 'float32',
  result: 'float64',
  scalar: 'int32',
  single: 'float32',
  start: 'datetime64[ns]',
  u16: 'uint16',
  u32: 'uint32',
  u8: 'uint8',
  when: 'datetime64[ns]',
  x: 'float64',
}
const expectedValues = {
  a: [1, 1, 2, 2],
  b: ['u', 'v', 'u', 'v'],
  beta: [2.5],
  big: [-1, 2 ** 40, 0],
  big_gap: [1, 2 ** 40, null],
  energy: Array.from({ length: 12 }, (_, i) => (i === 3 ? null : i / 3)),
  i16: [-5, 0, 3],
  i32: [-5, 0, null],
  i64: [-1, -(2 ** 53 - 1), 2 ** 53 - 1, 0],
  i64_gap: [2 ** 40, 1, null],
  i8: [-128, 127, null],
  label: ['a', '', 'é😀'],
  label_gap: ['a', 'b', null],
  method: ['rk4', 'Störmer'],
  ok: [true, false, true],
  ok_gap: [1, 0, null],
  result: [1, 2, 3, 4],
  scalar: [7],
  single: [1.5, null, -2],
  start: [1_600_000_000_000],
  u16: [0, 65535, 3],
  u32: [0, 2 ** 32 - 1, 3],
  u8: [0, 255, 3],
  when: [0, 1_700_000_000_001, null],
  x: [0.1, 0.2, 0.3],
}
