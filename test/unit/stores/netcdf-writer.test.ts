import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { type Block, type Column, createAssembler, Dataset, type Labels } from '../../../src/dataset/index.ts'
import { type H5, loadH5 } from '../../../src/stores/netcdf/h5.ts'
import { openParts } from '../../../src/stores/netcdf/read/open-parts.ts'
import { createNetcdfWriter } from '../../../src/stores/netcdf/write/netcdf-writer.ts'
import { runArbitrary } from '../../contract/datasets.ts'
import { assertSame } from '../../contract/store.ts'

describe('netcdf writer', () => {
  let folder = ''
  let path = ''
  let h5: H5

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'windrow-'))
    path = join(folder, 'w.nc')
    h5 = await loadH5()
  })
  after(() => rm(folder, { recursive: true }))

  it('cuts into chunks, spools and begins anew without changing a value', async () => {
    const chunkings = fc.constantFrom(1, 2, 5, 16, 64)
    await fc.assert(
      fc.asyncProperty(runArbitrary, chunkings, async ({ labels, blocks, outputs, memoryBytes }, chunkElements) => {
        const assembler = createAssembler(labels, { expected: outputs })
        const writer = createNetcdfWriter(h5, { path, labels, memoryBytes, outputs, chunkElements })
        try {
          for (const block of blocks) {
            assembler.write(block)
            writer.write(block)
          }
          await writer.finish({ attrs: {}, failures: [] })
        } finally {
          await writer.abort()
        }
        assertSame(new Dataset(openParts(h5, path)), assembler.finish({ attrs: {}, failures: [] }))
      }),
      { numRuns: 200 },
    )
    assert.deepEqual(await readdir(folder), ['w.nc'])
  })

  it('keeps bytes that use every value and miss some, by a wider type in the file', async () => {
    const values = Uint8Array.from({ length: 600 }, (_, i) => i % 256)
    const ds = await written(600, [
      range(0, { name: 'y', dtype: 'uint8', shape: [], values: values.slice(0, 300), missing: marks(300, [7]) }),
      range(300, { name: 'y', dtype: 'uint8', shape: [], values: values.slice(300, 590) }),
    ])
    const { y } = ds.vars
    assert.equal(y?.dtype, 'uint8')
    assert.deepEqual(indicesOfMissing(y?.missing), [7, ...Array.from({ length: 10 }, (_, i) => 590 + i)])
    assert.deepEqual(Array.from(y?.values as Uint8Array).slice(8, 590), Array.from(values.slice(8, 590)))
    assert.deepEqual(y?.attrs, {})
  })

  it('mends the marks of missing integers when their value comes as data later', async () => {
    const first = -(2 ** 31)
    const ds = await written(96, [
      range(0, { name: 'y', dtype: 'int32', shape: [], values: new Int32Array(32), missing: marks(32, [0, 5]) }),
      range(32, { name: 'y', dtype: 'int32', shape: [], values: new Int32Array(32).fill(first) }),
      range(64, {
        name: 'y',
        dtype: 'int32',
        shape: [],
        values: new Int32Array(32).fill(first + 1),
        missing: marks(32, [1]),
      }),
    ])
    assert.deepEqual(indicesOfMissing(ds.vars.y?.missing), [0, 5, 65])
    assert.equal(ds.vars.y?.values[40], first)
    assert.equal(ds.vars.y?.values[70], first + 1)
  })

  it('turns whole numbers that are already in the file into floating-point ones', async () => {
    const ds = await written(64, [
      range(0, {
        name: 'y',
        dtype: 'int64',
        shape: [],
        values: new Float64Array(32).fill(2 ** 40),
        missing: marks(32, [3]),
      }),
      range(32, { name: 'y', dtype: 'float64', shape: [], values: new Float64Array(32).fill(0.5) }),
    ])
    assert.equal(ds.vars.y?.dtype, 'float64')
    assert.deepEqual(Array.from(ds.vars.y?.values as Float64Array).slice(2, 5), [2 ** 40, Number.NaN, 2 ** 40])
  })

  it('turns real numbers that are already in the file, open and in the spool into complex ones', async () => {
    const size = 200
    for (const memoryBytes of [1, 2 ** 27]) {
      const writer = createNetcdfWriter(h5, { path, labels: labelsOf(size), chunkElements: 8, memoryBytes })
      const order = Float64Array.from({ length: 100 }, (_, i) => (i * 37) % 100)
      const real = order.map((index) => (index === 50 ? Number.NaN : index))
      const late = Float64Array.from({ length: 90 }, (_, i) => 199 - i)
      const pairs = Float64Array.from([...late].flatMap((index) => [index, -index]))
      writer.write({ indices: order, columns: [{ name: 'y', dtype: 'float64', shape: [], values: real }] })
      writer.write({ indices: late, columns: [{ name: 'y', dtype: 'complex128', shape: [], values: pairs }] })
      const last = { name: 'y', dtype: 'float64', shape: [], values: Float64Array.of(100) } as const
      writer.write({ indices: Float64Array.of(100), columns: [last] })
      await writer.finish({ attrs: {}, failures: [] })
      const { y } = openParts(h5, path).vars
      const wanted = Array.from({ length: size }, (_, i) => (i > 109 ? [i, -i] : [i, 0]))
      for (const gap of [50, ...Array.from({ length: 9 }, (_, i) => 101 + i)]) wanted[gap] = [Number.NaN, Number.NaN]
      assert.equal(y?.dtype, 'complex128')
      assert.deepEqual(y?.values, Float64Array.from(wanted.flat()))
    }
    assert.deepEqual(await readdir(folder), ['w.nc'])
  })

  it('mends the marks of missing bigints, and refuses when every mark is a value', async () => {
    const least = -(2n ** 63n)
    const big = (first: number, values: BigInt64Array, missing?: Uint8Array): Block =>
      range(first, { name: 'y', dtype: 'bigint64', shape: [], values, ...(missing === undefined ? {} : { missing }) })
    const ds = await written(96, [
      big(0, new BigInt64Array(32), marks(32, [0, 5])),
      big(32, new BigInt64Array(32).fill(least)),
      big(64, new BigInt64Array(32).fill(least + 1n), marks(32, [1])),
    ])
    assert.deepEqual(indicesOfMissing(ds.vars.y?.missing), [0, 5, 65])
    assert.deepEqual([ds.vars.y?.values[40], ds.vars.y?.values[70]], [least, least + 1n])
    const all = BigInt64Array.from({ length: 65_536 }, (_, i) => least + BigInt(i))
    await assert.rejects(written(65_537, [big(0, all)]), {
      name: 'StoreError',
      message: `Cannot write ${path}: \`y\` holds every integer that could mark a missing one.\nReturn the integers as strings, or none of the least 65,536 (for unsigned ones: the greatest).`,
    })
    assert.deepEqual(await readdir(folder), ['w.nc'])
  })

  it('writes points of which each is larger than a chunk', async () => {
    const values = Float64Array.from({ length: 3 * 40 }, (_, i) => i)
    const ds = await written(4, [
      { indices: Float64Array.of(3, 0, 2), columns: [{ name: 'y', dtype: 'float64', shape: [40], values }] },
    ])
    assert.deepEqual(
      ds.vars.y?.values,
      Float64Array.of(
        ...values.slice(40, 80),
        ...new Array(40).fill(Number.NaN),
        ...values.slice(80),
        ...values.slice(0, 40),
      ),
    )
  })

  it('gives outputs that no point gave as missing floating-point numbers', async () => {
    const writer = createNetcdfWriter(h5, { path, labels: labelsOf(2), outputs: ['y'] })
    await writer.finish({ attrs: {}, failures: [] })
    assert.deepEqual(openParts(h5, path).vars.y?.values, Float64Array.of(Number.NaN, Number.NaN))
  })

  it('refuses names and texts that NetCDF cannot hold, each with a sentence', async () => {
    const labels = labelsOf(1)
    const nil = new Float64Array(1)
    const refused =
      (request: Partial<Labels>): (() => void) =>
      () =>
        createNetcdfWriter(h5, { path, labels: { ...labels, ...request } })
    assert.throws(refused({ dims: [{ name: 'a/b', size: 1 }] }), {
      name: 'TypeError',
      message: 'Dim "a/b" holds a slash, which NetCDF refuses: give it another name.',
    })
    assert.throws(refused({ varAttrs: { y: { _FillValue: 3 } } }), {
      name: 'TypeError',
      message: 'Attribute `_FillValue` of `y` is set by the file format itself: give it another name.',
    })
    const writer = createNetcdfWriter(h5, { path, labels })
    assert.throws(() => writer.write(range(0, { name: ' y', dtype: 'float64', shape: [], values: nil })), {
      name: 'OutputError',
      message:
        'Output " y" does not begin with a letter, a digit or an underscore, which NetCDF refuses.\nGive it another name.',
    })
    assert.throws(() => writer.write(range(0, { name: 'y', dtype: 'string', shape: [], values: ['a\0b'] })), {
      name: 'OutputError',
      message: 'A string of output `y` holds a zero character, where NetCDF ends strings.\nRemove it.',
    })
    await writer.abort()
    assert.equal((await readdir(folder)).length, 1)
  })

  it('is closed after it was finished or aborted, and closing twice does nothing', async () => {
    const writer = createNetcdfWriter(h5, { path, labels: labelsOf(1) })
    await writer.abort()
    await writer.abort()
    const block = range(0, { name: 'y', dtype: 'float64', shape: [], values: new Float64Array(1) })
    assert.throws(() => writer.write(block), {
      name: 'TypeError',
      message: `The writer of ${path} is closed: make a new one.`,
    })
  })

  async function written(points: number, blocks: readonly Block[]): Promise<Dataset> {
    const writer = createNetcdfWriter(h5, { path, labels: labelsOf(points), chunkElements: 16 })
    for (const block of blocks) writer.write(block)
    await writer.finish({ attrs: {}, failures: [] })
    return new Dataset(openParts(h5, path))
  }
})

function labelsOf(size: number): Labels {
  return { dims: [{ name: 'i', size }], coords: {}, innerDims: {}, varAttrs: {}, attrs: {} }
}

function range(lo: number, column: Column): Block {
  return { indices: { lo, hi: lo + column.values.length }, columns: [column] }
}

function marks(length: number, places: readonly number[]): Uint8Array {
  const missing = new Uint8Array(length)
  for (const place of places) missing[place] = 1
  return missing
}

function indicesOfMissing(missing: Uint8Array | undefined): number[] {
  return Array.from(missing ?? []).flatMap((mark, i) => (mark === 1 ? [i] : []))
}
