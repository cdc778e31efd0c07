// What must infer and what must not compile; compiled, never run.
import { type DataArray, Dataset, Table } from '../../src/dataset/index.ts'
import { readTable, saveTable } from '../../src/stores/index.ts'
import { sweep } from '../../src/sweep/index.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
declare function same<A, B>(proof: Equal<A, B>): void

// Rows say the types of columns.
const runs = Table.fromRows([{ T: 1.5, L: 16, note: 'slow' as string | null, ok: true, day: new Date(0) }])
same<typeof runs, Table<{ T: number; L: number; note: string | null; ok: boolean; day: Date }>>(true)
const [row] = runs.toRows()
same<typeof row, { T: number; L: number; note: string | null; ok: boolean; day: Date } | undefined>(true)
interface Sparse {
  readonly a: number
  readonly b?: string
}
declare const sparse: readonly Sparse[]
same<ReturnType<ReturnType<typeof fromSparse>['toRows']>[number], { a: number; b: string | null }>(true)
const fromSparse = () => Table.fromRows(sparse)

// Columns do, too.
const columns = Table.fromColumns({ x: Float64Array.of(1), id: ['a'], big: BigInt64Array.of(1n), gap: [1, null] })
same<typeof columns, Table<{ x: number; id: string; big: bigint; gap: number | null }>>(true)
// @ts-expect-error a column is a list
Table.fromColumns({ a: 1 })

// Names are known.
const T: DataArray<Record<never, never>, number, 'row'> = runs.get('T')
const texts: readonly string[] = runs.get('note').values
// @ts-expect-error there is no such column
runs.get('bta')
// @ts-expect-error there is no such column
runs.sortBy('bta')
runs.sortBy(['T', 'L'], { descending: true }).slice(0, 5)
// @ts-expect-error there is no such option
runs.sortBy('T', { reverse: true })
same<ReturnType<typeof few>, Table<{ T: number; ok: boolean }>>(true)
const few = () => runs.select(['T', 'ok']) as Table<{ T: number; ok: boolean }>
// @ts-expect-error there is no such column
runs.select(['T', 'bta'])
runs.filter(({ note, T }) => note !== null && note.length > 3 && T.toFixed() === '1')
// @ts-expect-error a note may be missing
runs.filter(({ note }) => note.length > 3)
for (const { day } of runs) day.getTime()
// @ts-expect-error other columns
runs.concat(Table.fromColumns({ x: [1] }))

// A dataset knows its dims, coordinates and variables.
const ds = runs.toDataset({ dims: ['T', 'L'] })
ds.sel({ T: 1.5 }).get('note').toArray()
const flag: boolean | null = ds.get('ok').item()
// @ts-expect-error no such dim
ds.sel({ ok: true })
// @ts-expect-error no such column
runs.toDataset({ dims: ['bta'] })
runs
  .toDataset({ coords: ['T'] })
  .sel({ T: 1.5 })
  .isel({ case: 0 })
const made = Dataset.fromRows([{ T: 1, m: 0.5 }], { dims: ['T'] })
made.sel({ T: 1 }).get('m').item().toFixed()
// @ts-expect-error no such column
Dataset.fromRows([{ T: 1, m: 0.5 }], { dims: ['L'] })

// A dataset's table knows its columns.
declare const grid: Dataset<{ T: number; L: number }, { m: number; note: string }>
same<ReturnType<ReturnType<typeof ofGrid>['toRows']>[number]['note'], string | null>(true)
const ofGrid = () => grid.toTable()
grid.toTable().get('m').mean().item().toFixed()
grid.failuresTable().get('message').toArray()
grid.failuresTable().filter(({ T, error }) => T === 1.5 && error === 'RangeError')

// Files: nothing is known until it is checked.
const file = await readTable('cases.csv', { types: { id: 'string' } })
file.get('anything')
// @ts-expect-error no such kind
await readTable('cases.csv', { types: { id: 'text' } })
// @ts-expect-error no such option
await readTable('cases.csv', { sep: ';' })
const cases = file.as({ T: 'number', L: 'number | null' })
same<typeof cases, Table<{ T: number; L: number | null }>>(true)
// @ts-expect-error no such type
file.as({ T: 'float64' })
await saveTable(cases, 'cases.parquet')
const anyTable: Table = runs
// @ts-expect-error a dataset is no table
await saveTable(grid, 'x.csv')

// Cases of a sweep.
const swept = await sweep(
  ({ T, size }: { T: number; size: number }) => ({ m: T * size }),
  { size: [1, 2] },
  { cases: file.as({ T: 'number' }).toColumns() },
)
swept.sel({ size: 1 }).get('T').values
// @ts-expect-error the parameter is a number
await sweep(({ T }: { T: number }) => T, {}, { cases: file.as({ T: 'string' }).toColumns() })

export { anyTable, flag, T, texts }
