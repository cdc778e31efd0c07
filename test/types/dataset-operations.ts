// What operations must infer and what must not compile; compiled, never run.
import type { NumericValues, Variable } from '../../src/dataset/index.ts'
import { concat, type DataArray, type Dataset } from '../../src/dataset/index.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
declare function same<A, B>(proof: Equal<A, B>): void
declare function takeNumber(value: number): void

declare const ds: Dataset<
  { T: number; L: number; method: 'wolff' | 'metropolis'; day: Date },
  { m: number; ok: boolean; note: string; when: Date }
>
const m = ds.get('m')

// Reductions.
takeNumber(ds.var('T', { ddof: 1 }).get('m').item())
same<typeof middle, Date | null>(true)
const middle = ds.median().get('when').item()
// @ts-expect-error strings have no median
ds.median('T').get('note')
const spread = ds.quantile([0.1, 0.9], 'T')
spread.sel({ quantile: 0.1, L: 16 }).get('m')
takeNumber(spread.get('quantile').item())
m.quantile(0.5, 'T').median('L').item()
// @ts-expect-error T is reduced
spread.sel({ T: 1 })
// @ts-expect-error a quantile is a number
ds.quantile('0.5', 'T')
// @ts-expect-error only std and var have it
ds.median('T', { ddof: 1 })

// Merge and concat know the variables and coordinates of both.
declare const other: Dataset<{ T: number; run: string }, { m: number; extra: boolean }, 'site'>
const merged = ds.merge(other, { overwrite: true })
same<typeof extra, boolean | null>(true)
const extra = merged.get('extra').item()
merged.sel({ run: 'a', L: 8 }).isel({ site: 0 }).get('note')
// @ts-expect-error neither has it
merged.get('energy')
// @ts-expect-error true or false
ds.merge(other, { overwrite: 'new' })
const runs = concat([ds, ds], { dim: 'run', values: ['a', 'b'] })
runs.sel({ run: 'a' }).get('m').mean('run')
// @ts-expect-error labels of run are strings
runs.sel({ run: 1 })
concat([ds, ds], 'replica').isel({ replica: 0 })
// @ts-expect-error no such dim
concat([ds, ds], 'T').isel({ replica: 0 })

// Reshaping.
const renamed = ds.rename({ T: 'temperature', m: 'magnetisation' })
takeNumber(renamed.sel({ temperature: 2 }).get('magnetisation').item())
// @ts-expect-error it has another name now
renamed.get('m')
// @ts-expect-error it has another name now
renamed.sel({ T: 1 })
// @ts-expect-error no such variable
ds.rename({ bta: 'beta' })
m.rename('M').rename({ T: 'temperature' }).sel({ temperature: 1 })
ds.transpose('L', '...')
  .sortBy(['T', 'note'], { ascending: false })
  .dropSel({ L: [16], method: 'wolff' })
// @ts-expect-error no such dim
ds.transpose('bta', '...')
// @ts-expect-error no such coordinate or variable
ds.sortBy('bta')
// @ts-expect-error no such value
ds.dropSel({ method: 'glauber' })
ds.expandDims({ model: ['ising', 'potts'] })
  .sel({ model: 'ising' })
  .mean('model')
ds.expandDims('copy').isel({ copy: 0 }).expandDims({ again: 3 }).isel({ again: 2 })
// @ts-expect-error labels of model are strings
ds.expandDims({ model: ['ising'] }).sel({ model: 1 })
ds.select(['m', 'ok']).get('ok')
// @ts-expect-error it was not selected
ds.select(['m', 'ok']).get('note')
// @ts-expect-error no such variable
ds.select('energy')
// @ts-expect-error it was left out
ds.dropVars('note').get('note')

// Computing.
same<
  typeof squares,
  DataArray<
    { T: number; L: number; method: 'wolff' | 'metropolis'; day: Date },
    number,
    'case' | `m_dim_${number}` | `ok_dim_${number}` | `note_dim_${number}` | `when_dim_${number}`
  >
>(true)
const squares = m.map((value) => value * value)
const positive: DataArray<{ T: number; L: number; method: 'wolff' | 'metropolis'; day: Date }, boolean, string> = m.map(
  (value) => value > 0,
)
const texts: readonly string[] = ds.get('ok').zipWith(m, (ok, value) => (ok ? String(value) : '-')).values
// @ts-expect-error results are strings
const numbers: NumericValues = m.map(String).values
// @ts-expect-error elements are numbers
m.map((value: string) => value)
m.where((value) => value > 0, 0).fillMissing(1)
ds.where(positive).where((d) => d.get('ok'), 0)
// @ts-expect-error a condition holds booleans
ds.where(m)
// @ts-expect-error another number
m.where(positive, 'none')
declare const weights: Variable
const more = ds.assign({
  squares,
  flag: (d) => d.get('m').map((value) => value > 1),
  list: { dims: ['T', 'bin'], values: [[1, 2]] },
  single: 'text',
  weights,
})
same<typeof flag, boolean | null>(true)
const flag = more.get('flag').item()
takeNumber(more.get('squares').item())
takeNumber(more.get('list').item())
same<typeof single, string | null>(true)
const single = more.get('single').item()
more.isel({ bin: 0 }).get('note')
// @ts-expect-error no such variable
ds.assign({ e: (d) => d.get('energy') })
// @ts-expect-error lists come with their dims
ds.assign({ list: [1, 2] })
ds.assignCoords({ T: ['cold', 'hot'], beta: { dims: ['T'], values: [1, 2] } }).sel({ T: 'cold', beta: 1 })
// @ts-expect-error the labels are strings now
ds.assignCoords({ T: ['cold', 'hot'] }).sel({ T: 1 })

// Groups.
for (const [L, part] of ds.groupBy('L')) takeNumber(L + part.get('m').item())
same<(typeof methods)[number], 'wolff' | 'metropolis'>(true)
const methods = ds.groupBy('method').keys
takeNumber(ds.groupBy('note').mean().sel({ note: 'a' }).get('m').item())
ds.groupBy('L').quantile([0.5]).sel({ L: 8, quantile: 0.5 }).get('ok')
ds.get('m').groupBy('method').max().sel({ method: 'wolff' })
// @ts-expect-error strings have no sum
ds.groupBy('L').sum().get('note')
// @ts-expect-error the key is a coordinate now and no variable
ds.groupBy('ok').count().vars.ok
// @ts-expect-error no such coordinate or variable
ds.groupBy('bta')

// Where nothing is known, every name will do; what is known fits there.
const open: Dataset = more
const rest = open.merge(ds).rename({ any: 'thing' }).assign({ x: 1 }).groupBy('some').mean().quantile(0.5)
const assignedOpen: Dataset = open.assign({ m2: (d) => d.get('m').map((m) => m) })
const opened: Dataset = merged
const renamedOpen: Dataset = renamed

export { assignedOpen, extra, flag, methods, middle, numbers, open, opened, renamedOpen, rest, runs, single, texts }
