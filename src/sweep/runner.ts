import type { Dataset } from '../dataset/index.ts'
import type { InnerCoords, NoNames, SweepOptions, TypedOptions } from './options.ts'
import { refuseNoFunction, sweep } from './sweep.ts'
import type { CasesOf, CheckedCombos, CombosOf, CoordsOf, DimsOf, SweepFunction, VarsOf } from './types.ts'

/** Options of a `Runner`: how its outputs are labelled, and defaults for its runs. */
export type RunnerOptions<Params = Record<string, unknown>> = Omit<SweepOptions<Params>, 'cases'>

type AnyDataset = Dataset<Record<string, unknown>, Record<string, unknown>>

type Vars = string | readonly string[] | undefined

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
export class Runner<
  Params extends object,
  Result,
  Constants extends Partial<Params> = NoNames,
  Unrecorded extends Partial<Params> = NoNames,
  const Names extends Vars = undefined,
  Coords extends InnerCoords = NoNames,
> {
  readonly fn: SweepFunction<Params, Result>
  readonly options: RunnerOptions<Params>
  #lastDs: AnyDataset | undefined

  constructor(
    fn: SweepFunction<Params, Result>,
    options?: Omit<TypedOptions<Params, Constants, Unrecorded, undefined, Names, Coords>, 'cases'>,
  ) {
    refuseNoFunction(fn)
    this.fn = fn
    this.options = (options ?? {}) as RunnerOptions<Params>
  }

  /** The dataset of the last run that finished; `undefined` before. */
  get lastDs(): AnyDataset | undefined {
    return this.#lastDs
  }

  /** Runs every combination of the values; the dataset has one dim an axis. */
  async runCombos<
    Combos extends CombosOf<Params>,
    RunConstants extends Partial<Params> = NoNames,
    RunUnrecorded extends Partial<Params> = NoNames,
    Cases extends CasesOf<Params> | undefined = undefined,
    Named extends {
      constants: Constants & RunConstants
      unrecorded: Unrecorded & RunUnrecorded
      cases: Cases
      vars: Names
      coords: Coords
    } = {
      constants: Constants & RunConstants
      unrecorded: Unrecorded & RunUnrecorded
      cases: Cases
      vars: Names
      coords: Coords
    },
  >(
    combos: Combos & CombosOf<Params> & CheckedCombos<Params, Combos, Named>,
    options?: Omit<TypedOptions<Params, RunConstants, RunUnrecorded, Cases, Names, Coords>, 'vars' | 'coords'>,
  ): Promise<
    Dataset<CoordsOf<Combos, Named, Awaited<Result>>, VarsOf<Awaited<Result>, Names>, DimsOf<Awaited<Result>, Names>>
  > {
    const merged = mergeOptions(this.options as SweepOptions, (options ?? {}) as SweepOptions)
    const ds = await sweep(this.fn as SweepFunction<object, unknown>, combos as object, merged as object)
    this.#lastDs = ds as unknown as AnyDataset
    return ds as never
  }

  /** Runs the given points; the dataset has one dim `case`, along which the parameters are coordinates. */
  async runCases<Cases extends CasesOf<Params>>(
    cases: Cases,
    options?: Omit<SweepOptions<Params>, 'cases' | 'vars' | 'coords'>,
  ): Promise<
    Dataset<
      CoordsOf<
        NoNames,
        { constants: unknown; unrecorded: unknown; cases: Cases; vars: Names; coords: Coords },
        Awaited<Result>
      >,
      VarsOf<Awaited<Result>, Names>,
      DimsOf<Awaited<Result>, Names>
    >
  > {
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
export function label<const Names extends Vars = undefined, Coords extends InnerCoords = NoNames>(
  options: Omit<RunnerOptions, 'vars' | 'coords'> & { readonly vars?: Names; readonly coords?: Coords },
): <Params extends object, Result>(
  fn: SweepFunction<Params, Result>,
) => Runner<Params, Result, NoNames, NoNames, Names, Coords> {
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
