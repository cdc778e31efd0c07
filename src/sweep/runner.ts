import type { Dataset } from '../dataset/index.ts'
import type { SweepOptions } from './options.ts'
import { sweep } from './sweep.ts'
import type { CasesOf, CheckedCombos, CombosOf, CoordsOf, SweepFunction, VarsOf } from './types.ts'

/** Options of a `Runner`: how its outputs are labelled, and defaults for its runs. */
export type RunnerOptions<Params = Record<string, unknown>> = Omit<SweepOptions<Params>, 'cases'>

type AnyDataset = Dataset<Record<string, unknown>, Record<string, unknown>>

/**
 * A function with its labels: names of outputs, dims, constants and defaults for its runs are said once.
 *
 * Options of a run win over those of the runner; `constants`, `unrecorded`, `attrs`, `dims` and `coords` are merged name by name.
 *
 * @example
 * ```ts
 * import { range, Runner } from 'windrow'
 * const wave = ({ k, n }: { k: number; n: number }) => Float64Array.from({ length: n }, (_, i) => Math.sin(k * i))
 * const runner = new Runner(wave, { vars: 'height', dims: { height: 'x' }, constants: { n: 64 } })
 * const ds = await runner.runCombos({ k: range(1, 5) })
 * console.log(ds.sizes) // { k: 4, x: 64 }
 * ```
 */
// biome-ignore lint/complexity/noBannedTypes: an empty object type says that no option names anything
export class Runner<Params extends object, Result, Options extends RunnerOptions<Params> = {}> {
  readonly fn: SweepFunction<Params, Result>
  readonly options: Options
  #lastDs: AnyDataset | undefined

  constructor(fn: SweepFunction<Params, Result>, options?: Options) {
    if (typeof fn !== 'function') throw new TypeError(`Expected \`fn\` to be a function, got \`${String(fn)}\` (${typeof fn}).`)
    this.fn = fn
    this.options = (options ?? {}) as Options
  }

  /** The dataset of the last run that finished; `undefined` before. */
  get lastDs(): AnyDataset | undefined {
    return this.#lastDs
  }

  /** Runs every combination of the values; the dataset has one dim an axis. */
  // biome-ignore lint/complexity/noBannedTypes: an empty object type says that no option names anything
  async runCombos<Combos extends CombosOf<Params>, RunOptions extends SweepOptions<Params> = {}>(
    combos: Combos & CombosOf<Params> & CheckedCombos<Params, Combos, Options & RunOptions>,
    options?: RunOptions,
  ): Promise<Dataset<CoordsOf<Combos, Options & RunOptions>, VarsOf<Awaited<Result>, Options & RunOptions>>> {
    const merged = mergeOptions(this.options, options ?? {}) as Options & RunOptions
    const ds = await sweep(this.fn, combos as never, merged)
    this.#lastDs = ds as unknown as AnyDataset
    return ds as never
  }

  /** Runs the given points; the dataset has one dim `case`, along which the parameters are coordinates. */
  // biome-ignore lint/complexity/noBannedTypes: an empty object type says that no option names anything
  async runCases<Cases extends CasesOf<Params>, RunOptions extends Omit<SweepOptions<Params>, 'cases'> = {}>(
    cases: Cases,
    options?: RunOptions,
  ): Promise<Dataset<CoordsOf<object, { cases: Cases }>, VarsOf<Awaited<Result>, Options & RunOptions>>> {
    return (await this.runCombos({} as never, { ...options, cases } as never)) as never
  }
}

/**
 * Makes a `Runner` of a function, for those who like to say the labels first.
 *
 * @example
 * ```ts
 * import { label } from 'windrow'
 * const area = label({ vars: 'area' })(({ a, b }: { a: number; b: number }) => a * b)
 * const ds = await area.runCombos({ a: [1, 2], b: [3] })
 * ```
 */
export function label<const Options extends RunnerOptions>(
  options: Options,
): <Params extends object, Result>(fn: SweepFunction<Params, Result>) => Runner<Params, Result, Options & RunnerOptions<Params>> {
  return (fn) => new Runner(fn, options as never) as never
}

const MERGED = ['constants', 'unrecorded', 'attrs', 'varAttrs', 'dims', 'coords'] as const

function mergeOptions(base: SweepOptions, own: SweepOptions): SweepOptions {
  const merged: Record<string, unknown> = { ...base, ...own }
  for (const name of MERGED) {
    if (base[name] !== undefined && own[name] !== undefined) merged[name] = { ...base[name], ...own[name] }
  }
  return merged as SweepOptions
}
