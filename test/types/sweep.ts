/** What calls of `sweep` and `Runner` infer, and what does not compile. Nothing here is run. */
import {
  type Context,
  type Dataset,
  dryRun,
  type Estimate,
  label,
  linspace,
  openDataset,
  Runner,
  range,
  sweep,
  zip,
} from 'windrow'

interface Params {
  T: number
  L: number
  method?: string
}

declare const ising: (params: Params, context: Context) => { m: number; name: string; ok: boolean; wave: Float64Array }
declare const wait: (params: { ms: number }) => Promise<number>

// infers coordinates and outputs
const ds = await sweep(ising, { T: linspace(1, 2, 3), L: [16, 32] })
const m: number = ds.get('m').item()
const name: string | null = ds.get('name').item()
const ok: boolean | null = ds.get('ok').sel({ T: 1, L: 16 }).item()
const wave: number = ds.get('wave').isel({ T: 0, L: 0, wave_dim_0: 0 }).item()
const Ls: number = ds.get('L').max().item()
console.log(m, name, ok, wave, Ls)

// parameters that are not axes
await sweep(ising, { T: [1] }, { constants: { L: 16 } })
await sweep(ising, { T: [1] }, { unrecorded: { L: 16 } })
await sweep(ising, {}, { cases: [{ T: 1, L: 16 }] })
await sweep(ising, { L: [16] }, { cases: zip({ T: [1, 2] }) })
const byCase = await sweep(ising, { L: [16] }, { cases: { T: [1, 2] } })
byCase.get('m').sel({ T: 1 })
await sweep(ising, { T: range(3), L: [16], method: ['wolff'] })

// cases have the same coordinates as rows and as a grid
const grid = await sweep(ising, { L: [16] }, { cases: [{ T: 1, method: 'wolff' }], grid: true })
grid.get('m').sel({ T: 1, method: 'wolff' }).mean('L')
await new Runner(ising, { grid: true }).runCases([{ T: 1, L: 16 }])
label({ grid: true })(ising)

// callbacks among the options do not hide the others
await sweep(
  ising,
  { T: [1] },
  { constants: { L: 1 }, progress: (event, progress) => console.log(event.type, progress.done) },
)

// inline functions get their parameters from the axes
await sweep(({ a, b }) => a * b, { a: [1, 2], b: range(3) })
await sweep(async ({ ms }) => ms, { ms: [1] }, { concurrency: 10 })

// names of outputs
const waited: number = (await sweep(wait, { ms: [1] }, { vars: 'waited' })).get('waited').item()
const pair = await sweep(({ x }: { x: number }) => [x, x] as [number, number], { x: [1] }, { vars: ['one', 'two'] })
const two: number = pair.get('two').item()
const inner = await sweep(ising, { T: [1], L: [1] }, { dims: { wave: 't' }, coords: { t: [0, 1] } })
inner.get('wave').sel({ t: 1 })
console.log(waited, two)

// runners
const runner = new Runner(ising, { constants: { L: 16 }, attrs: { title: 'x' } })
const run = await runner.runCombos({ T: [1, 2] })
run.get('m').sel({ T: 1 })
const named = new Runner(({ x }: { x: number }) => [x, `${x}`] as [number, string], { vars: ['n', 's'] })
;(await named.runCombos({ x: [1] })).get('s')
;(await named.runCases([{ x: 1 }])).get('n')
const area = label({ vars: 'area' })(({ a, b }: { a: number; b: number }) => a * b)
const total: number = (await area.runCombos({ a: [1], b: [2] })).get('area').sum().item()
console.log(total)

// functions that return datasets: their coordinates and variables join the axes
declare const inside: (point: {
  T: number
  path?: string
}) => Dataset<{ x: number; tag: string }, { y: number; at: Date }>
const joined: Dataset<{ T: number; x: number; tag: string }, { y: number; at: Date }> = await sweep(inside, { T: [1] })
joined.get('y').sel({ T: 1, x: 2 }).mean('x').sel({ tag: 'a' })
const when: Date | null = joined.get('at').isel({ x: 0 }).item()
const nested = await sweep(async ({ L }: { L: number }) => sweep(ising, { T: [1] }, { constants: { L } }), { L: [1] })
const nestedM: number = nested.get('m').sel({ L: 1, T: 1 }).item()
const maybe = await sweep(({ T }: { T: number }) => (T > 1 ? null : inside({ T })), { T: [1] })
maybe.get('y').mean(['T', 'x'])
const picked = await sweep(inside, { T: [1] }, { vars: ['y'] })
picked.get('y').sel({ x: 1 })
const opened = await sweep(({ path }: { path: string }) => openDataset(path), { path: ['a.nc'] })
opened.get('anything').sel({ path: 'a.nc' })
const array = await sweep(({ T }: { T: number }) => inside({ T }).get('y'), { T: [1] }, { vars: 'height' })
const height: number = array.get('height').sel({ T: 1, x: 1 }).item()
const byName = await new Runner(inside, { vars: ['at'] }).runCombos({ T: [1] })
byName.get('at').sel({ tag: 'b' })
const effects = await sweep(({ T }: { T: number }) => console.log(T), { T: [1] }, { vars: [] })
effects.get('T')
console.log(when, nestedM, height)
// @ts-expect-error a coordinate that neither the axes nor the datasets have
joined.get('y').sel({ L: 1 })
// @ts-expect-error a label of the wrong type
joined.get('y').sel({ x: 'one' })
// @ts-expect-error a variable that the datasets have none of
joined.get('z')
// @ts-expect-error a variable that was not picked
picked.get('at')
// @ts-expect-error a sweep without outputs has no variable
effects.get('energy')

// a dry run takes what a sweep takes
const estimate: Estimate = await dryRun(ising, { T: [1] }, { constants: { L: 16 }, samples: 3, budgetMs: 100 })
const slowest: number | undefined = estimate.perPoint?.maxMs
console.log(slowest)
// @ts-expect-error a dry run without a parameter
await dryRun(ising, { T: [1] })
// @ts-expect-error an axis of a dry run that the function does not take
await dryRun(ising, { T: [1], L: [1], beta: [1] })
// @ts-expect-error an estimate is read, not written
estimate.points = 3

// @ts-expect-error an axis that the function does not take
await sweep(ising, { T: [1], L: [1], beta: [1] })
// @ts-expect-error a parameter without values
await sweep(ising, { T: [1] })
// @ts-expect-error a misspelt axis
await sweep(ising, { T: [1], l: [1] })
// @ts-expect-error values of the wrong type
await sweep(ising, { T: ['hot'], L: [1] })
// @ts-expect-error a single value is not an axis
await sweep(ising, { T: 1, L: [1] })
// @ts-expect-error a constant that the function does not take
await sweep(ising, { T: [1], L: [1] }, { constants: { beta: 1 } })
// @ts-expect-error a constant of the wrong type
await sweep(ising, { T: [1] }, { constants: { L: 'large' } })
// @ts-expect-error an unrecorded value that the function does not take
await sweep(ising, { T: [1], L: [1] }, { unrecorded: { table: [1] } })
// @ts-expect-error cases that leave a parameter without values
await sweep(ising, {}, { cases: [{ T: 1 }] })
// @ts-expect-error an unknown option
await sweep(ising, { T: [1], L: [1] }, { retrys: 1 })
// @ts-expect-error a grid is asked for by true alone
await sweep(ising, {}, { cases: [{ T: 1, L: 16 }], grid: 'dense' })
// @ts-expect-error an option of the wrong kind
await sweep(ising, { T: [1], L: [1] }, { onError: 'ignore' })
// @ts-expect-error an output that there is none of
ds.get('energy')
// @ts-expect-error a coordinate that there is none of
ds.get('m').sel({ beta: 1 })
// @ts-expect-error a coordinate value of the wrong type
ds.get('m').sel({ T: 'hot' })
// @ts-expect-error a dim that is gone
ds.get('m').mean('T').sel({ T: 1 })
// @ts-expect-error a name that `vars` does not have
pair.get('three')
// @ts-expect-error a runner's constant that the function does not take
new Runner(ising, { constants: { beta: 1 } })
// @ts-expect-error a runner without a parameter
await new Runner(ising).runCombos({ T: [1] })
// @ts-expect-error a runner's axis of the wrong type
await runner.runCombos({ T: ['hot'] })
// @ts-expect-error an output of a runner that there is none of
run.get('energy')
