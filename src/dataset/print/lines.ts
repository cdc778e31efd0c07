import { bytesOf, sizeOf } from '../element/dtype.ts'
import { renderJson } from '../element/json-value.ts'
import type { Attrs, AttrValue, Variable } from '../variable.ts'
import { firstItems, lastItems } from './edges.ts'

/** Widest line that is printed. */
export const WIDTH = 80
/** Most lines of one section. */
export const MAX_ROWS = 12

/** Width of the column of names. */
export function columnWidth(names: readonly string[]): number {
  return Math.max(7, ...names.map((name) => name.length)) + 6
}

/** A section of one line an entry; the middle is left out where there are too many. */
export function renderSection(title: string, lines: readonly string[], width: number): string {
  if (lines.length === 0) return `${title}:\n    *empty*`
  if (lines.length <= MAX_ROWS) return [`${title}:`, ...lines].join('\n')
  const half = MAX_ROWS / 2
  const head = `${title}: (${MAX_ROWS}/${lines.length})`
  return [head, ...lines.slice(0, half), `${'    ...'.padEnd(width)} ...`, ...lines.slice(-half)].join('\n')
}

/** Name, dims, kind, size and the first and last elements of a variable. */
export function renderVariable(
  name: string,
  variable: Variable,
  { width, isIndex }: { readonly width: number; readonly isIndex: boolean },
): string {
  const first = fit(`  ${isIndex ? '*' : ' '} ${name} `, width)
  const dims = variable.dims.length === 0 ? '' : `(${variable.dims.join(', ')}) `
  const front = `${first}${dims}${variable.dtype} ${renderSize(bytesIn(variable))} `
  return front + renderElements(variable, WIDTH - front.length)
}

function fit(text: string, width: number): string {
  return (text.length > width ? `${text.slice(0, width - 3)}...` : text).padEnd(width)
}

/** Bytes of a variable's elements. */
export function bytesIn({ shape, dtype }: Variable): number {
  return sizeOf(shape) * bytesOf(dtype)
}

/** Bytes in units of a thousand. */
export function renderSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  const floor = Math.floor(value)
  const rounded = value - floor === 0.5 && floor % 2 === 0 ? floor : Math.round(value)
  return `${rounded}${units[unit]}`
}

function renderElements(variable: Variable, width: number): string {
  const size = sizeOf(variable.shape)
  const relevant = Math.min(Math.max(size, 1), Math.max(Math.ceil(width / 2), 2))
  const front = firstItems(variable, Math.ceil(relevant / 2))
  const back = lastItems(variable, Math.floor(relevant / 2))
  const { count, padding } = countThatFits(interleave(front, back).slice(0, relevant), size, width)
  const fromFront = Math.ceil(count / 2)
  const fromBack = count - fromFront
  const end = fromBack === 0 ? back : back.slice(-fromBack)
  const text = front.slice(0, fromFront).join(' ') + padding + end.join(' ')
  return text.length > width ? `${text.slice(0, Math.max(width - 3, 0))}...` : text
}

function interleave(front: readonly string[], back: readonly string[]): string[] {
  return front.flatMap((item, i) => {
    const other = back[back.length - 1 - i]
    return other === undefined ? [item] : [item, other]
  })
}

function countThatFits(
  items: readonly string[],
  size: number,
  width: number,
): { readonly count: number; readonly padding: string } {
  const lengths: number[] = []
  for (const item of items) lengths.push((lengths.at(-1) ?? -1) + item.length + 1)
  const tooWide = lengths.some((length) => length > width)
  if (size <= 2 || (items.length === size && !tooWide)) return { count: size, padding: size <= 1 ? '' : ' ' }
  const padding = ' ... '
  const cut = lengths.findIndex((length) => length + padding.length - 1 > width)
  return { count: Math.min(size, Math.max(cut, 2)), padding }
}

/** Dims and their lengths on as many lines as needed. */
export function renderDims(sizes: Readonly<Record<string, number>>, column: number): string {
  return wrap(
    Object.entries(sizes).map(([dim, length]) => `${dim}: ${length}`),
    column,
  )
}

/** The line that names dims which no coordinate of their name describes. */
export function renderBareDims(dims: readonly string[], coords: Readonly<Record<string, Variable>>): string[] {
  const bare = dims.filter((dim) => !Object.hasOwn(coords, dim))
  const start = 'Dimensions without coordinates: '
  return bare.length === 0 ? [] : [start + wrap(bare, start.length)]
}

function wrap(elements: readonly string[], column: number): string {
  let text = ''
  let row = 0
  for (const [i, element] of elements.entries()) {
    const item = i < elements.length - 1 ? `${element}, ` : element
    row += item.length
    if (column + row > WIDTH) {
      text = `${text.trimEnd()}\n${' '.repeat(column)}${item}`
      row = item.length
    } else text += item
  }
  return text
}

/** The section of attributes, or nothing. */
export function renderAttrs(attrs: Attrs): string[] {
  const names = Object.keys(attrs)
  if (names.length === 0) return []
  const width = columnWidth(names)
  const lines = Object.entries(attrs).map(([name, value]) => {
    const text = attrText(value).replaceAll('\t', '\\t').replaceAll('\n', '\\n')
    const line = `${fit(`    ${name}:`, width)} ${text}`
    return line.length > WIDTH ? `${line.slice(0, WIDTH - 3)}...` : line
  })
  return [renderSection('Attributes', lines, width)]
}

function attrText(value: AttrValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value !== 'object') return String(value)
  if (!Array.isArray(value)) return renderJson(value)
  const items = (value as readonly unknown[]).map((item) => (typeof item === 'string' ? `'${item}'` : String(item)))
  return `[${items.join(', ')}]`
}
