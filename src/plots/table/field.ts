import { isJson, sizeOf, type Variable } from '../../dataset/index.ts'
import { dateLabels, numberLabels } from './labels.ts'
import type { Named } from './source.ts'

/** What one part of a figure shows: a number for each row. */
export interface Field {
  readonly name: string
  readonly title: string
  readonly kind: 'number' | 'date' | 'category'
  /** Numbers, milliseconds since the epoch, or places in `categories`; NaN where the value is missing. */
  readonly values: Float64Array
  /** Texts of categories in their order; empty for numbers and dates. */
  readonly categories: readonly string[]
  /** True where the categories stand for numbers or dates, which have an order. */
  readonly isOrdered: boolean
  /** `units` of the values, or an empty text. */
  readonly units: string
  /** Name or `long_name` without units. */
  readonly label: string
  /** Elements that are no place on any axis: infinite, or beyond ±1e300. They are missing in `values`. */
  readonly infinite: number
}

/** The dims along which rows lie, outermost first. */
export interface Frame {
  readonly dims: readonly string[]
  readonly shape: readonly number[]
}

/** Reads a variable, one value for each element of the frame. */
export function readField({ name, variable }: Named, frame: Frame, given?: string): Field {
  const { values, categories, infinite } = elementsOf(name, variable)
  const units = unitsOf(variable)
  const long = variable.attrs.long_name
  const label = given ?? (typeof long === 'string' && long !== '' ? long : name)
  const kind =
    categories.length > 0 || isText(variable) ? 'category' : variable.dtype === 'datetime' ? 'date' : 'number'
  const title = given ?? (units === '' ? label : `${label} (${units})`)
  return {
    name,
    title,
    label,
    units,
    kind,
    categories,
    isOrdered: false,
    infinite,
    values: spreadOver(values, variable, frame),
  }
}

/** Numbers and dates as categories in ascending order; categories as they are, without those that do not occur. */
export function discretize(field: Field): Field {
  if (field.kind === 'category') return field
  const levels = levelsOf(field.values)
  const places = new Map(levels.map((level, i) => [level, i]))
  const categories = field.kind === 'date' ? dateLabels(levels) : numberLabels(levels)
  const values = field.values.map((value) => places.get(value) ?? Number.NaN)
  return { ...field, kind: 'category', values, categories, isOrdered: true }
}

/** The distinct values, ascending. */
export function levelsOf(values: Float64Array): number[] {
  const seen = new Set<number>()
  for (const value of values) if (!Number.isNaN(value)) seen.add(value)
  return [...seen].sort((a, b) => a - b)
}

function unitsOf({ attrs }: Variable): string {
  return typeof attrs.units === 'string' && attrs.units !== '1' ? attrs.units : ''
}

function isText({ dtype }: Variable): boolean {
  return dtype === 'string' || dtype === 'bool'
}

interface FieldElements {
  readonly values: Float64Array
  readonly categories: readonly string[]
  readonly infinite: number
}

/** Lengths of axes beyond it are infinite. */
const LARGEST = 1e300

function elementsOf(name: string, variable: Variable): FieldElements {
  const dtype: string = variable.dtype
  if (dtype.startsWith('complex')) {
    throw new TypeError(
      `\`${name}\` is complex, and a figure draws real numbers: plot its real part, imaginary part or magnitude.`,
    )
  }
  const { values, missing } = variable
  let infinite = 0
  const isGone = (i: number): boolean => missing?.[i] === 1
  if (dtype === 'string') return textElements(values as readonly string[], isGone, isJson(variable.attrs))
  const numbers = Float64Array.from({ length: sizeOf(variable.shape) }, (_, i) => {
    const value = isGone(i) ? Number.NaN : Number(values[i])
    if (!(Math.abs(value) > LARGEST)) return value
    infinite++
    return Number.NaN
  })
  return { values: numbers, categories: dtype === 'bool' ? ['false', 'true'] : [], infinite }
}

/** Categories stand in the order in which they first occur. */
function textElements(texts: readonly string[], isGone: (i: number) => boolean, areJson: boolean): FieldElements {
  const places = new Map<string, number>()
  const values = Float64Array.from(texts, (text, i) => {
    if (isGone(i)) return Number.NaN
    const place = places.get(text) ?? places.size
    places.set(text, place)
    return place
  })
  const categories = [...places.keys()]
  const shown = areJson ? categories.map((text) => text.replace(/^"(.*)"$/, '$1')) : categories
  return { values, categories: shown, infinite: 0 }
}

/** Repeats values along the dims of the frame that their variable does not have. */
function spreadOver(values: Float64Array, { dims, shape }: Variable, frame: Frame): Float64Array {
  const strides = frame.dims.map((dim) => {
    const d = dims.indexOf(dim)
    return d < 0 ? 0 : sizeOf(shape.slice(d + 1))
  })
  const spread = new Float64Array(sizeOf(frame.shape))
  const place = new Array<number>(frame.dims.length).fill(0)
  let from = 0
  for (let i = 0; i < spread.length; i++) {
    spread[i] = values[from] ?? Number.NaN
    for (let d = place.length - 1; d >= 0; d--) {
      const at = (place[d] ?? 0) + 1
      const stride = strides[d] ?? 0
      from += stride
      if (at < (frame.shape[d] ?? 0)) {
        place[d] = at
        break
      }
      place[d] = 0
      from -= at * stride
    }
  }
  return spread
}
