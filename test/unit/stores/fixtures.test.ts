import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { openDataset, readTable } from '../../../src/stores/index.ts'
import { assertExpected, readExpected } from '../../contract/store-expected.ts'
import { rootOf } from '../../support/root.ts'

const folder = join(rootOf(import.meta.url), 'test/fixtures/netcdf')
const parquetFolder = join(rootOf(import.meta.url), 'test/fixtures/parquet')

describe('files that Python wrote', () => {
  for (const name of ['xarray-netcdf4.nc', 'xarray-h5netcdf.nc', 'netcdf4.nc']) {
    it(`${name} reads as xarray reads it`, async () => {
      assertExpected(await openDataset(join(folder, name)), await readExpected(join(folder, `${name}.json`)))
    })
  }

  for (const name of readdirSync(parquetFolder).filter((file) => file.endsWith('.parquet'))) {
    it(`${name} has the rows that Arrow was given`, async () => {
      const { columns } = await readTable(join(parquetFolder, name))
      const rows = Array.from({ length: 300 }, (_, i) => i)
      const seen = Object.entries(columns).map(([column, { values, missing }]) => [
        column,
        rows.map((i) => (missing?.[i] === 1 || Number.isNaN(values[i]) ? null : values[i])),
      ])
      assert.deepEqual(Object.fromEntries(seen), {
        i32: rows.map((i) => (i * 7) % 251),
        i64: rows.map((i) => (i % 5 === 0 ? null : i * i)),
        f64: rows.map((i) => i / 3),
        f32: rows.map((i) => (i % 7 === 0 ? null : i / 4)),
        flag: rows.map((i) => (i % 11 === 0 ? null : Number(i % 3 === 0))),
        word: rows.map((i) => (i % 13 === 0 ? null : `word ${i % 17}`)),
        text: rows.map((i) => `a longer text, number ${i}`),
        same: rows.map(() => 3),
      })
    })
  }

  it('of h5py without dims get dims by length, and every type that has a counterpart', async () => {
    const ds = await openDataset(join(folder, 'h5py.h5'))
    const seen = Object.fromEntries(
      Object.entries({ ...ds.coords, ...ds.vars })
        .filter(([name]) => name !== 'checked')
        .map(([name, { dtype, values }]) => [name, [dtype, ...Array.from<unknown>(values as ArrayLike<unknown>)]]),
    )
    assert.deepEqual(seen, {
      row: ['float64', 1, 2],
      ascii: ['string', 'x', 'y'],
      big: ['float64', 0, 1, 2, 3],
      big_int: ['int64', 1, -2, 3, 4],
      complex: ['complex128', 1, 2, 0, 3],
      fixed: ['string', 'ab', 'cde'],
      fixed_utf8: ['string', 'ä', 'bc'],
      grid: ['float64', 0, 1, 2, 3, 4, 5],
      half: ['float32', 0.5, -1.25, Number.POSITIVE_INFINITY, 2 ** -24],
      ok: ['bool', 1, 0],
      scalar: ['float64', 2.5],
      square: ['int64', 0, 1, 2, 3, 4, 5, 6, 7, 8],
      text: ['string', 'one'],
      utf8: ['string', 'ä', 'b'],
    })
    assert.deepEqual(
      ds.vars.checked?.values,
      Float64Array.from({ length: 1000 }, (_, i) => i),
    )
    assert.deepEqual(ds.vars.grid?.dims[0], 'row')
    assert.deepEqual(new Set(ds.vars.square?.dims).size, 2)
    assert.deepEqual(ds.attrs, { fixed: 'bytes', title: 'by h5py' })
  })

  it('list what has no counterpart and throw when it is touched, not before', async () => {
    const path = join(folder, 'netcdf4.nc')
    const ds = await openDataset(path)
    const remedy = 'The other variables can be read; convert this one with xarray or h5py.'
    const reasons = {
      records: 'it holds records of several members',
      ragged: 'it holds lists of varying length',
    }
    for (const [name, reason] of Object.entries(reasons)) {
      assert.throws(() => ds.vars[name]?.values, {
        name: 'StoreError',
        path,
        message: `Cannot read \`${name}\` of ${path}: ${reason}.\n${remedy}`,
      })
    }
    assert.equal(ds.vars.records?.attrs.windrow_note, 'holds records of several members, which cannot be read here')
  })

  it('give integers beyond 2^53 as bigints where they are asked for, and say how otherwise', async () => {
    const path = join(folder, 'netcdf4.nc')
    const ds = await openDataset(path)
    assert.throws(() => ds.vars.beyond?.values, {
      name: 'StoreError',
      path,
      message: `Cannot read \`beyond\` of ${path}: it holds 1152921504606846976, which no number holds exactly.\nOpen the file with \`openDataset(path, { bigints: ['beyond'] })\` to get its integers as bigints.`,
    })
    for (const bigints of [true, ['beyond']]) {
      const { beyond, whole } = (await openDataset(path, { bigints })).vars
      assert.deepEqual([beyond?.dtype, beyond?.values], ['bigint64', BigInt64Array.of(2n ** 60n, 1n)])
      assert.equal(whole?.dtype, 'int16')
    }
    const { u64, i64 } = (await openDataset(join(folder, 'xarray-h5netcdf.nc'), { bigints: ['u64', 'i64'] })).vars
    assert.deepEqual([u64?.dtype, u64?.values], ['biguint64', BigUint64Array.of(0n, 1n, 2n ** 53n - 1n)])
    assert.deepEqual([i64?.dtype, i64?.values[0]], ['bigint64', -(2n ** 53n) + 1n])
  })

  it('refuse names of bigints that are no integers of 64 bits', async () => {
    const path = join(folder, 'netcdf4.nc')
    const start = 'Expected `bigints` to name variables of 64-bit integers, got'
    await assert.rejects(
      openDataset(path, { bigints: ['beyonf'] }),
      new TypeError(`${start} \`beyonf\`: no variable has this name. Perhaps \`beyond\` is meant.`),
    )
    await assert.rejects(
      openDataset(path, { bigints: ['whole'] }),
      new TypeError(`${start} \`whole\`: it is int16. Such are: beyond.`),
    )
    await assert.rejects(
      openDataset(path, { bigints: 'beyond' as never }),
      new TypeError('Expected `bigints` to be true, false or a list of names, got `beyond` (string).'),
    )
  })

  it('leave dates of other calendars as numbers with a note', async () => {
    const { noleap, months } = (await openDataset(join(folder, 'netcdf4.nc'))).vars
    assert.deepEqual([noleap?.dtype, ...(noleap?.values ?? [])], ['int32', 1, 2])
    assert.equal(noleap?.attrs.windrow_note, 'calendar `noleap` has no dates here, so these are numbers')
    assert.equal(months?.attrs.windrow_note, 'unit `months` has no fixed length, so these are numbers, not dates')
  })

  it('of which nothing is in the root, or that are NetCDF-3, are refused with what to do', async () => {
    const groups = join(folder, 'groups.h5')
    await assert.rejects(openDataset(groups), {
      name: 'StoreError',
      message: `Cannot open ${groups}: its variables lie in groups (a), and only those of the root are read.\nWrite the group you need into a file of its own, for example with xarray.`,
    })
    const old = join(folder, 'netcdf3.nc')
    await assert.rejects(openDataset(old), {
      name: 'StoreError',
      message: `Cannot open ${old}: it is NetCDF-3, and only NetCDF-4 can be read.\nConvert it with \`nccopy -k nc4 ${old} new.nc\`.`,
    })
  })
})
