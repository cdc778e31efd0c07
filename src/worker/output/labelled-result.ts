import { brandOf, type DataArray, type Dataset, sizeOf, type Variable } from '../../dataset/index.ts'
import { type Failure, OutputError } from '../../errors/index.ts'
import type { Point } from '../../space/index.ts'

type Variables = Readonly<Record<string, Variable>>

/** A result that was a dataset or a data array, taken apart. */
export class LabelledResult {
  readonly vars: Variables
  /** Coordinates over dims, as plain data. */
  readonly coords: Variables
  /** Single values that are coordinates. */
  readonly scalars: Variables
  /** Points that failed inside, when a sweep made the dataset. */
  readonly failures: readonly Failure[]

  constructor({ vars, coords, scalars, failures }: Omit<LabelledResult, 'at'>) {
    this.vars = vars
    this.coords = coords
    this.scalars = scalars
    this.failures = failures
  }

  /** Without the single coordinates that repeat parameters of the point. Throws `OutputError` for one that contradicts its parameter. */
  at(point: () => Point): LabelledResult {
    return Object.keys(this.scalars).length === 0
      ? this
      : new LabelledResult({ ...this, scalars: scalarsBeside(this.scalars, point()) })
  }
}

/** A dataset or a data array, of whatever copy of windrow. */
export type Labelled = Dataset | DataArray

/** True for datasets and data arrays. */
export function isLabelled(result: unknown): result is Labelled {
  return typeof result === 'object' && result !== null && brandOf(result) !== undefined
}

/** Takes a dataset or a data array apart; the only variable of an array gets `arrayName`. */
export function readLabelled(result: Labelled, arrayName: string): LabelledResult {
  const { vars, failures } = isArray(result) ? { vars: { [arrayName]: result.variable }, failures: [] } : result
  return new LabelledResult({ vars, ...sorted(result.coords), failures })
}

/** The name of a data array that has one. */
export function nameOfArray(result: Labelled): string | undefined {
  return isArray(result) && result.name !== '' ? result.name : undefined
}

function isArray(result: Labelled): result is DataArray {
  return brandOf(result) === 'DataArray'
}

function sorted(coords: Variables): Pick<LabelledResult, 'coords' | 'scalars'> {
  const entries = Object.entries(coords)
  return {
    coords: Object.fromEntries(entries.filter(([, { dims }]) => dims.length > 0)),
    scalars: Object.fromEntries(entries.filter(([, { dims }]) => dims.length === 0)),
  }
}

/** A variable that may read from a file, as plain data. */
export function plainVariable({ dims, shape, dtype, attrs, values, missing }: Variable): Variable {
  return { dims, shape, dtype, attrs, values, ...(missing === undefined ? {} : { missing }) }
}

function scalarsBeside(scalars: Variables, parameters: Point): Variables {
  return Object.fromEntries(
    Object.entries(scalars).filter(([name, scalar]) => {
      const isParameter = Object.hasOwn(parameters, name)
      if (isParameter) refuseOther(name, scalar, parameters[name])
      return !isParameter
    }),
  )
}

function refuseOther(name: string, { values, dtype }: Variable, parameter: unknown): void {
  const value = values[0]
  const wanted =
    parameter instanceof Date ? parameter.getTime() : typeof parameter === 'boolean' ? Number(parameter) : parameter
  if (Object.is(value, wanted) || value === wanted) return
  const got = dtype === 'datetime' ? new Date(Number(value)).toISOString() : String(value)
  throw new OutputError(
    `The result has a coordinate \`${name}\` of ${got}, but the parameter \`${name}\` of this point is ${String(parameter)}.\n` +
      'Rename one of them, or leave the coordinate out.',
  )
}

/** Places in the array for one element: more than one for kinds that are made of several numbers. */
export function widthOfValues({ values, shape }: Variable): number {
  const size = sizeOf(shape)
  return size === 0 ? 1 : values.length / size
}
