// What must infer and what must not compile; compiled, never run.
import type { Attrs, DatasetParts, DType, NumericValues, Variable } from '../../src/dataset/index.ts'
import { type DataArray, Dataset } from '../../src/dataset/index.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
declare function takeNumber(value: number): void
declare function same<A, B>(proof: Equal<A, B>): void

declare const ds: Dataset<
  { T: number; L: number; method: 'wolff' | 'metropolis'; day: Date },
  { m: number; ok: boolean; note: string; when: Date }
>

// Variables and coordinates are known by name, with their element types.
same<ReturnType<typeof m.item>, number>(true)
const m = ds.get('m')
const values: NumericValues = m.values
const texts: readonly string[] = ds.get('note').values
same<ReturnType<(typeof flag)['item']>, boolean | null>(true)
const flag = ds.get('ok')
const sizes: number = ds.get('L').item()
const dtype: DType = m.dtype
const attrs: Attrs = ds.attrs
const variable: Variable = ds.vars.m
const axis: Variable = ds.coords.T
// @ts-expect-error there is no such variable
ds.vars.energy
// @ts-expect-error there is no such coordinate
ds.coords.beta
// @ts-expect-error there is no such variable
ds.get('energy')
// @ts-expect-error values of strings are no numbers
const numbers: NumericValues = ds.get('note').values

// Bigints and complex numbers keep their types through selections and reductions.
declare const exact: Dataset<
  { id: bigint; w: { re: number; im: number } },
  { n: bigint; z: { re: number; im: number }; m: number }
>
same<ReturnType<typeof n.item>, bigint | null>(true)
const n = exact.get('n')
const bits: BigInt64Array | BigUint64Array = n.values
const parts: Float64Array = exact.get('z').values
exact.sel({ id: 1n, w: { re: 0, im: 1 } }).sel({ id: [1n] })
exact.sel({ id: { from: 1n, to: 5n }, w: [{ re: 0, im: 1 }] })
const sum: bigint | null = exact.sum('id').get('n').item()
const mean: number = exact.mean('id').get('n').item()
const meanZ: { re: number; im: number } | null = exact.mean().get('z').item()
const spread: number = exact.std('id').get('z').item()
const middle: number = exact.median('id').get('n').item()
const bySign: bigint | null = exact.groupBy('id').max().get('n').item()
const moved: bigint | null = n
  .where((value) => value > 1n, 0n)
  .fillMissing(1n)
  .item()
console.log(bits, parts, sum, mean, meanZ, spread, middle, bySign, moved)
// @ts-expect-error a number is no bigint
exact.sel({ id: 1 })
// @ts-expect-error complex numbers have no greatest
exact.max('id').get('z')
// @ts-expect-error complex numbers have no median
exact.median('id').get('z')
// @ts-expect-error a number does not fill bigints
n.fillMissing(1)
declare function takeNumbers(values: NumericValues): void
// @ts-expect-error values of bigints are no numbers
takeNumbers(n.values)

// Selections know the axes and the types of their values.
ds.sel({ T: 2, L: [16, 32] }).get('m')
ds.sel({ T: { from: 1, to: 2 } }).sel({ T: { nearest: 2.269, tolerance: 0.1 }, method: 'wolff' })
ds.sel({ T: { nearest: [1, 2] }, day: new Date(0) })
ds.sel({ method: ['wolff'] })
m.sel({ T: 2 }).mean('L').item()
// @ts-expect-error no such axis
ds.sel({ bta: 1 })
// @ts-expect-error a string is no number
ds.sel({ T: '2' })
// @ts-expect-error no such value
ds.sel({ method: 'glauber' })
// @ts-expect-error an interval of strings on an axis of numbers
ds.sel({ T: { from: 'a' } })
// @ts-expect-error no such axis
m.sel({ bta: 1 })

// Positions know the dims, those without coordinates too.
ds.isel({ T: 0, L: [-1], method: { start: 1, step: 2 } })
ds.isel({ case: 0, m_dim_0: 1 })
// @ts-expect-error no such dim
ds.isel({ bta: 0 })
// @ts-expect-error a position is a number
ds.isel({ T: '0' })
// @ts-expect-error only variables have inner dims
ds.isel({ x_dim_0: 1 })
declare const named: Dataset<{ T: number }, { psi: number }, 'site'>
named.isel({ site: 0 }).get('psi').mean('site').toArray()

// Reductions take dims away and change element types.
const overSeed = ds.mean('T')
overSeed.sel({ L: 16 })
// @ts-expect-error T is reduced
overSeed.sel({ T: 1 })
// @ts-expect-error T is reduced
m.mean('T').mean('T')
// @ts-expect-error no such dim
ds.mean('bta')
// @ts-expect-error no such dim
m.std(['T', 'bta'])
ds.mean(['T', 'L'], { skipMissing: false }).get('ok').item().toFixed()
ds.std('T', { ddof: 1 }).get('m')
// @ts-expect-error strings have no mean
ds.mean('T').get('note')
// @ts-expect-error dates have no sum
ds.sum('T').get('when')
const day: Date | null = ds.mean().get('when').item()
const count: number = ds.count().get('note').item()
const least: boolean | null = ds.min().get('ok').item()
// @ts-expect-error no such option
m.mean('T', { skipna: true })
// @ts-expect-error only the standard deviation has it
m.mean('T', { ddof: 1 })

// Rows know their columns.
const [row] = ds.toRows()
if (row !== undefined) {
  takeNumber(row.T)
  same<typeof row.note, string | null>(true)
  // @ts-expect-error a variable may be missing
  takeNumber(row.m)
  // @ts-expect-error no such column
  row.energy
}

// Where nothing is known, every name will do; what is known fits there.
const open: Dataset = ds
open.get('anything').sel({ any: 1, other: 'x' }).mean('some').item()
open.isel({ some: 0 }).sum(['a', 'b']).get('x').values
const array: DataArray = m
const made: Dataset<{ x: number }, { y: number }> = new Dataset({
  sizes: {},
  coords: {},
  vars: {},
  attrs: {},
  failures: [],
})
declare const meshes: Dataset<{ mesh: { n: number } }, { y: number }>
const plain: DatasetParts = meshes
meshes.sel({ mesh: { n: 3 } })
// @ts-expect-error nothing changes in place
made.attrs = {}
// @ts-expect-error failures are part of a dataset
new Dataset({ sizes: {}, coords: {}, vars: {}, attrs: {} })

export { array, attrs, axis, count, day, dtype, least, numbers, open, plain, sizes, texts, values, variable }
