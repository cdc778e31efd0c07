import { type Complex, complexAt } from '../element/complex.ts'
import { isFloat, isMissing, sizeOf } from '../element/dtype.ts'
import { readBox } from '../select/take.ts'
import type { DType, Elements, Variable } from '../variable.ts'
import { formatComplexes } from './format-complex.ts'
import { type FloatLayout, planFloats, renderFloat } from './format-floats.ts'
import { formatItem } from './format-item.ts'

/** More elements than these are shown by their corners only. */
const THRESHOLD = 1000
/** Elements shown at each end of a dim that is cut. */
const EDGE = 3
/** Widest line; numpy's, not the one of a dataset. */
const WIDTH = 75
/** More lines than these lose their middle. */
const MAX_LINES = 40

/** The kinds that show by how their elements look. */
const unnamed: readonly DType[] = ['float64', 'int64', 'complex128', 'bool']

/** The elements as numpy prints an array: nested brackets, aligned, the middle left out of a large one. */
export function renderNumpy(variable: Variable): string {
  const { shape, dtype } = variable
  const size = sizeOf(shape)
  const edge = size <= THRESHOLD ? Number.POSITIVE_INFINITY : EDGE
  const cells = readCells(variable, edge)
  const body = nest(cells, { width: WIDTH - 'array('.length - ')'.length, edge })
  const extras: string[] = []
  if (size > THRESHOLD) extras.push(`shape=(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`)
  if (!unnamed.includes(dtype)) extras.push(`dtype=${dtype}`)
  if (extras.length === 0) return limitLines(`array(${body})`)
  const text = `array(${body},`
  const extra = `${extras.join(', ')})`
  const lastLine = text.length - (text.lastIndexOf('\n') + 1)
  return limitLines(text + (lastLine + extra.length + 1 > WIDTH ? '\n      ' : ' ') + extra)
}

function limitLines(text: string): string {
  const lines = text.split('\n')
  if (lines.length <= MAX_LINES) return text
  return [...lines.slice(0, MAX_LINES / 2), '...', ...lines.slice(-MAX_LINES / 2)].join('\n')
}

/** The shown elements, and the whole shape. */
interface Cells {
  readonly shape: readonly number[]
  /** Positions shown along each dim. */
  readonly shown: readonly (readonly number[])[]
  /** Texts of the shown elements, row-major. */
  readonly texts: readonly string[]
}

function readCells(variable: Variable, edge: number): Cells {
  const { shape, dtype } = variable
  const parts = shape.map((length) =>
    length > 2 * edge
      ? [
          { start: 0, count: edge },
          { start: length - edge, count: edge },
        ]
      : [{ start: 0, count: length }],
  )
  const shown = parts.map((each) =>
    each.flatMap(({ start, count }) => Array.from({ length: count }, (_, i) => start + i)),
  )
  const lengths = shown.map((each) => each.length)
  const items = new Array<Item>(sizeOf(lengths))
  for (const corner of corners(parts)) readCorner(variable, { corner, parts, lengths }, items)
  return { shape, shown, texts: formatAll(dtype, items) }
}

/** One element: its value for floats and complex numbers, its text otherwise. */
type Item = number | Complex | string

interface Part {
  readonly start: number
  readonly count: number
}

function corners(parts: readonly (readonly Part[])[]): number[][] {
  return parts.reduce<number[][]>((all, each) => all.flatMap((corner) => each.map((_, i) => [...corner, i])), [[]])
}

function readCorner(
  variable: Variable,
  { corner, parts, lengths }: { corner: number[]; parts: readonly (readonly Part[])[]; lengths: readonly number[] },
  items: Item[],
): void {
  const box = corner.map((i, d) => parts[d]?.[i] ?? { start: 0, count: 0 })
  const before = corner.map((i, d) => (i === 0 ? 0 : (parts[d]?.[0]?.count ?? 0)))
  const counts = box.map(({ count }) => count)
  const elements = readBox(
    variable,
    box.map(({ start }) => start),
    counts,
  )
  for (let i = 0; i < sizeOf(counts); i++) {
    let rest = i
    let place = 0
    let stride = 1
    for (let d = counts.length - 1; d >= 0; d--) {
      const count = counts[d] ?? 1
      place += ((before[d] ?? 0) + (rest % count)) * stride
      stride *= lengths[d] ?? 1
      rest = Math.floor(rest / count)
    }
    items[place] = itemAt(variable.dtype, elements, i)
  }
}

function itemAt(dtype: DType, elements: Elements, i: number): Item {
  if (dtype === 'complex128') return complexAt(elements.values as Float64Array, i)
  if (!isFloat(dtype)) return formatItem(dtype, elements, i)
  return isMissing(dtype, elements, i) ? Number.NaN : Number(elements.values[i])
}

function formatAll(dtype: DType, items: readonly Item[]): readonly string[] {
  if (dtype === 'complex128') return formatComplexes(items as readonly Complex[])
  if (isFloat(dtype)) {
    const layout: FloatLayout = planFloats(items as readonly number[], dtype)
    return (items as readonly number[]).map((value) => renderFloat(value, layout))
  }
  const texts = items.map((item) => (dtype === 'datetime' ? `'${item}'` : String(item)))
  if (dtype === 'string') return texts
  const width = Math.max(...texts.map((text) => text.length))
  return texts.map((text) => text.padStart(width))
}

function nest(cells: Cells, { width, edge }: { readonly width: number; readonly edge: number }): string {
  const lengths = cells.shown.map((each) => each.length)
  const rank = lengths.length
  const isCut = (axis: number): boolean => (cells.shape[axis] ?? 0) > 2 * edge
  const visit = (axis: number, first: number, indent: string, left: number): string => {
    if (axis === rank) return cells.texts[first] ?? ''
    const stride = sizeOf(lengths.slice(axis + 1))
    const inner = Array.from({ length: lengths[axis] ?? 0 }, (_, i) =>
      visit(axis + 1, first + i * stride, `${indent} `, left - 1),
    )
    if (isCut(axis)) inner.splice(edge, 0, '...')
    const text =
      axis === rank - 1 ? wrapRow(inner, indent, left - 1) : inner.join(`,${'\n'.repeat(rank - axis - 1)}${indent}`)
    return `[${text}]`
  }
  return visit(0, 0, '       ', width + 'array('.length)
}

function wrapRow(words: readonly string[], indent: string, width: number): string {
  let text = ''
  let line = indent
  for (const [i, word] of words.entries()) {
    if (line.length + word.length > width && line.length > indent.length) {
      text += `${line.trimEnd()}\n`
      line = indent
    }
    line += i < words.length - 1 ? `${word}, ` : word
  }
  return (text + line).slice(indent.length)
}
