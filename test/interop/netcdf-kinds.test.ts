import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Dataset, type DType, dtypes } from '../../src/dataset/index.ts'
import { createDatasetWriter, openDataset, saveDataset } from '../../src/stores/index.ts'
import { grid, sparse, valuesOfKinds } from './kinds.ts'
import { runPython, withoutPython } from './project.ts'

/** What `through_xarray.py` prints: dtypes, and elements as texts. */
interface Seen {
  readonly dtypes: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, readonly (string | null)[]>>
  readonly stored: Readonly<Record<string, readonly (string | null)[]>>
  readonly h5py: Readonly<Record<string, string>>
  readonly unstacked: Readonly<Record<string, readonly (string | null)[]>>
}

for (const [shape, make] of [
  ['a grid', grid],
  ['cases', sparse],
] as const) {
  describe(`every kind over ${shape}, written here`, { skip: withoutPython }, () => {
    const ds = make()
    let folder = ''
    let seen: Seen
    const file = (name: string): string => join(folder, name)
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'windrow-'))
      await saveDataset(ds, file('ours.nc'))
      seen = JSON.parse(
        await runPython('through_xarray.py', file('ours.nc'), file('decoded.nc'), file('raw.nc')),
      ) as Seen
    })
    after(() => rm(folder, { recursive: true, force: true }))

    it('has in xarray the kind that numpy calls so, and floats or objects where some are missing', () => {
      const expected = Object.fromEntries(
        dtypes.flatMap((dtype) => [
          [dtype, inXarray[dtype][0]],
          [`${dtype}_gap`, inXarray[dtype][1]],
        ]),
      )
      const own = Object.entries(seen.dtypes).filter(([name]) => Object.hasOwn(ds.vars, name))
      assert.deepEqual(Object.fromEntries(own), expected)
      assert.deepEqual(
        [seen.h5py.complex128, seen.h5py.bigint64, seen.h5py.biguint64],
        ['complex128', 'int64', 'uint64'],
      )
    })

    it('has in xarray the same elements, and missing ones where they are missing', () => {
      for (const [name, { dtype }] of Object.entries(ds.vars)) {
        if (name.startsWith('big') && name.endsWith('_gap')) continue
        assert.deepEqual(
          seen.values[name]?.map((text) => parse(dtype, text)),
          elementsOf(ds, name),
          name,
        )
      }
    })

    it('has every bit of bigints that miss some, as they are stored', () => {
      for (const name of ['bigint64_gap', 'biguint64_gap'] as const) {
        const fill = name === 'bigint64_gap' ? -(2n ** 63n) + 1n : 2n ** 64n - 1n
        const stored = seen.stored[name]?.map((text) => BigInt(text ?? 0))
        assert.deepEqual(
          stored?.map((value) => (value === fill ? null : value)),
          elementsOf(ds, name),
        )
      }
    })

    it('comes back from xarray as it was, where xarray can hold it', async () => {
      const back = await openDataset(file('decoded.nc'))
      for (const name of Object.keys(ds.vars)) {
        if (name.startsWith('big') && name.endsWith('_gap')) continue
        assertSame(back, ds, name)
      }
    })

    it('comes back from xarray as it was to the last bit, when it is not decoded there', async () => {
      const back = await openDataset(file('raw.nc'))
      for (const name of [...Object.keys(ds.vars), ...Object.keys(ds.coords)]) assertSame(back, ds, name)
    })

    if (shape === 'cases') {
      it('becomes a table of its parameters by set_index and unstack', () => {
        for (const [name, { dtype }] of Object.entries(ds.vars)) {
          if (dtype === 'bigint64' || dtype === 'biguint64') continue
          const table = [...elementsOf(ds, name), null]
          assert.deepEqual(
            seen.unstacked[name]?.map((text) => parse(dtype, text)),
            table,
            name,
          )
        }
      })
    }
  })
}

describe('complex numbers and bigints written as they come', { skip: withoutPython }, () => {
  for (const compression of [0, 1]) {
    it(`are read by xarray with chunks and missing points, level ${compression}`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'windrow-'))
      try {
        const path = join(folder, 'stream.nc')
        const size = 150_000
        const labels = { dims: [{ name: 'i', size }], coords: {}, innerDims: {}, varAttrs: {}, attrs: {} }
        const writer = await createDatasetWriter(path, labels, { compression })
        for (let lo = size - 5000; lo >= 5000; lo -= 5000) {
          const indices = { lo, hi: lo + 5000 }
          const z = Float64Array.from({ length: 10_000 }, (_, i) => lo + (i >> 1))
          const late = Float64Array.from({ length: 5000 }, (_, i) => lo + i)
          const n = BigInt64Array.from({ length: 5000 }, (_, i) => 2n ** 60n + BigInt(lo + i))
          writer.write({
            indices,
            columns: [
              { name: 'z', dtype: 'complex128', shape: [], values: z },
              { name: 'n', dtype: 'bigint64', shape: [], values: n },
              lo > 70_000
                ? { name: 'late', dtype: 'float64', shape: [], values: late }
                : { name: 'late', dtype: 'complex128', shape: [], values: z },
            ],
          })
        }
        await writer.finish({ attrs: {}, failures: [] })
        assert.deepEqual(JSON.parse(await runPython('read_kinds.py', path)), {
          dtypes: { z: 'complex128', late: 'complex128', n: 'int64' },
          missing: { z: 5000, late: 5000, n: 5000 },
          packed: compression === 0 ? [null, null] : ['gzip', 'gzip'],
          z: [5000, 149_999],
          late: [
            [5000, 5000],
            [149_999, 0],
          ],
          n: [String(2n ** 60n + 5000n), String(2n ** 60n + 149_999n)],
        })
      } finally {
        await rm(folder, { recursive: true })
      }
    })
  }
})

describe('complex numbers and long integers that Python writes', { skip: withoutPython }, () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'windrow-'))
    await runPython('write_kinds.py', folder)
  })
  after(() => rm(folder, { recursive: true, force: true }))
  const z = (re: number, im: number): unknown => ({ re, im })

  it('by xarray over a grid are read with what is missing', async () => {
    const ds = await openDataset(join(folder, 'grid.nc'), { bigints: ['big', 'unsigned', 'big_gap', 'id'] })
    const read = (name: string): unknown => [ds.get(name).dtype, ds.get(name).toArray()]
    assert.deepEqual(read('z'), [
      'complex128',
      [
        [z(0, 0), z(1, -0.5), z(2, -1)],
        [z(3, -1.5), z(4, -2), z(5, -2.5)],
      ],
    ])
    assert.deepEqual(ds.get('z').attrs, { units: 'V' })
    assert.deepEqual(read('z_gap'), ['complex128', [z(1, 2), null, z(-0, -3.5)]])
    assert.deepEqual(read('z32'), ['complex128', [z(1, 2), null, z(-0, -3.5)]])
    assert.deepEqual(
      ds
        .get('packed')
        .isel({ t: [0, 699, 700, 19_999] })
        .toArray(),
      [0, 699, 700, 19_999].map((t) => z(t, t)),
    )
    assert.deepEqual(read('big'), ['bigint64', [2n ** 60n + 1n, -(2n ** 63n), 2n ** 63n - 1n]])
    assert.deepEqual(read('unsigned'), ['biguint64', [2n ** 64n - 1n, 0n, 2n ** 63n + 1n]])
    assert.deepEqual(read('big_gap'), ['bigint64', [2n ** 60n + 1n, null, 5n]])
    assert.deepEqual(
      ds
        .sel({ id: 2n ** 60n + 1n })
        .get('z_gap')
        .toArray(),
      [z(1, 2)],
    )
    assert.deepEqual(
      ds
        .sel({ phase: { re: 0, im: -1 } })
        .get('unsigned')
        .toArray(),
      [0n],
    )
  })

  it('by xarray over cases are read with their parameters', async () => {
    const ds = await openDataset(join(folder, 'sparse.nc'), { bigints: ['n'] })
    assert.deepEqual(Object.keys(ds.coords).sort(), ['a', 'b'])
    assert.deepEqual(ds.toRows(), [
      { a: 1, b: 0.5, z: z(1, 2), n: 2n ** 60n + 1n },
      { a: 1, b: 1.5, z: null, n: -(2n ** 63n) },
      { a: 2, b: 0.5, z: z(-0, -3.5), n: 2n ** 63n - 1n },
    ])
  })

  it('by h5py are read under every pair of names, size and order', async () => {
    const ds = await openDataset(join(folder, 'records.h5'))
    for (const name of ['r_i', 're_im', 'real_imag', 'Real_Imaginary', 'turned', 'single', 'padded', 'big_endian']) {
      assert.deepEqual([ds.get(name).dtype, ds.get(name).toArray()], ['complex128', [z(1, 2), z(3, -4)]], name)
      assert.deepEqual(ds.get(name).isel({ phony_dim_0: [1] }).values, Float64Array.of(3, -4), name)
    }
    assert.deepEqual(ds.get('scalar').item(), z(1, 2))
    for (const name of ['whole', 'three']) assert.throws(() => ds.get(name).values, { name: 'StoreError' })
  })
})

/** Kinds of numpy in xarray, whole and with missing elements. */
const inXarray: Readonly<Record<DType, readonly [string, string]>> = {
  float64: ['float64', 'float64'],
  float32: ['float32', 'float32'],
  int8: ['int8', 'float32'],
  uint8: ['uint8', 'float32'],
  int16: ['int16', 'float32'],
  uint16: ['uint16', 'float32'],
  int32: ['int32', 'float64'],
  uint32: ['uint32', 'float64'],
  int64: ['int64', 'float64'],
  bigint64: ['int64', 'float64'],
  biguint64: ['uint64', 'float64'],
  complex128: ['complex128', 'complex128'],
  bool: ['bool', 'float32'],
  datetime: ['datetime64[ns]', 'datetime64[ns]'],
  string: ['<U22', 'object'],
}

/** An element from Python's text. */
function parse(dtype: DType, text: string | null): unknown {
  if (text === null) return null
  if (dtype === 'string') return text
  if (dtype === 'bool') return text === 'True' || text === '1.0'
  if (dtype === 'datetime') return new Date(`${text}Z`)
  if (dtype === 'bigint64' || dtype === 'biguint64') return BigInt(text)
  const [re = Number.NaN, im = Number.NaN] = text.split(' ').map((part) => Number(part.replace('inf', 'Infinity')))
  return dtype === 'complex128' ? { re, im } : re
}

function elementsOf(ds: Dataset, name: string): unknown[] {
  return (ds.get(name).toArray() as unknown[]).flat()
}

function assertSame(back: Dataset, ds: Dataset, name: string): void {
  const [is, was] = [back.get(name), ds.get(name)]
  assert.deepEqual([is.dtype, is.dims, is.toArray()], [was.dtype, was.dims, was.toArray()], name)
}

assert.deepEqual(Object.keys(valuesOfKinds).sort(), [...dtypes].sort())
