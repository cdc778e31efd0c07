import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isSweepError, linspace, range, sweep } from 'windrow'
import { criticalTemperature } from './critical-temperature.ts'
import { renderFigure } from './figure.ts'
import { ising } from './ising.ts'
import { renderReport } from './report.ts'

const USAGE = `Usage: main [--quick] [--out DIR]

  --quick    two small lattices, a few seconds
  --out DIR  where ising.nc and ising.svg go (default: out)`

/** Denser where the curves bend. */
const full = {
  T: [...linspace(1.5, 2.1, 7), 2.16, 2.2, ...linspace(2.23, 2.31, 9), 2.34, 2.38, 2.44, ...linspace(2.5, 3.5, 6)],
  L: [16, 32, 64],
  seed: range(8),
}
const quick = {
  T: [1.6, 2, ...linspace(2.22, 2.32, 5), 2.5, 3.2],
  L: [16, 32],
  seed: range(6),
}

const options = readOptions()
const axes = options.quick ? quick : full
const size = axes.T.length * axes.L.length * axes.seed.length
const files = { netcdf: join(options.out, 'ising.nc'), figure: join(options.out, 'ising.svg') }

await mkdir(options.out, { recursive: true })
console.log(
  `Two-dimensional Ising model: ${axes.T.length} temperatures × ${axes.L.length} sizes × ${axes.seed.length} seeds`,
)
const started = performance.now()
const { ds, isComplete } = await runSweep()
const elapsedS = (performance.now() - started) / 1000
if (!('m' in ds.vars)) {
  console.log('Stopped before the first point was done.')
  process.exit(130)
}

const T = Array.from(ds.get('T').values, Number)
const L = Array.from(ds.get('L').values, Number)
const grid = { T, L, seeds: axes.seed.length }
const values = (name: 'm' | 'e' | 'm2' | 'm4' | 'chi' | 'binder') => Float64Array.from(ds.get(name).values, Number)
const m = values('m')
const estimate = criticalTemperature({ ...grid, m2: values('m2'), m4: values('m4') })
const content = { ...grid, m, e: values('e'), chi: values('chi'), binder: values('binder') }
await writeFile(files.figure, renderFigure(content))

const done = m.filter(Number.isFinite).length
console.log(renderReport({ dataset: String(ds), estimate, done, size, elapsedS, files: relativeFiles() }))
if (!isComplete) process.exitCode = 130

/** Runs the sweep until it ends or Ctrl-C stops it; what was done by then is kept. */
async function runSweep() {
  const stop = new AbortController()
  process.on('SIGINT', () => {
    if (stop.signal.aborted) process.exit(130)
    console.error('\nStopping: no new points start, what is done will be saved. Press Ctrl-C again to stop at once.')
    stop.abort()
  })
  const run = sweep(ising, axes, {
    out: files.netcdf,
    seed: 1944,
    progress: true,
    signal: stop.signal,
    attrs: { title: 'Two-dimensional Ising model on an L x L torus' },
    varAttrs: {
      T: { long_name: 'temperature', units: 'J/k_B' },
      L: { long_name: 'length of the lattice' },
      seed: { long_name: 'repetition' },
      m: { long_name: 'magnetisation per spin' },
      e: { long_name: 'energy per spin', units: 'J' },
      m2: { long_name: 'square of the magnetisation per spin' },
      m4: { long_name: 'fourth power of the magnetisation per spin' },
      chi: { long_name: 'magnetic susceptibility per spin', units: '1/J' },
      binder: { long_name: 'Binder cumulant' },
    },
  })
  try {
    return { ds: await run, isComplete: true }
  } catch (error) {
    if (!isSweepError(error, 'SweepAbortedError')) throw error
    return { ds: error.dataset as Awaited<typeof run>, isComplete: false }
  }
}

function readOptions(): { quick: boolean; out: string } {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        out: { type: 'string', default: 'out' },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    })
    if (!values.help) return values
    console.log(USAGE)
    process.exit(0)
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`)
    process.exit(2)
  }
}

function relativeFiles() {
  const short = (path: string) => {
    const below = relative(process.cwd(), path)
    return below === '' || below.startsWith('..') ? resolve(path) : below
  }
  return { netcdf: short(files.netcdf), figure: short(files.figure) }
}
