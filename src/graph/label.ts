import type { GraphEdge, GraphNode } from './graph.ts'

const LONGEST_LABEL = 36
const ITEMS_SHOWN = 3

/** What a node is called in a picture, cut to a readable length. */
export function nodeLabel(node: GraphNode): string {
  return shorten(node.kind === 'value' ? printValue(node.value) : node.name)
}

/** What an edge is called in a picture: the part taken, the parameter, or both. */
export function edgeLabel({ fromPort, toPort }: GraphEdge): string {
  const ports = [fromPort, toPort].filter((port) => port !== undefined)
  return ports.map(portLabel).join(' → ')
}

/** What one end of an edge is called in a picture; nothing where the whole is meant. */
export function portLabel(port: string | number | undefined): string {
  return port === undefined ? '' : shorten(String(port))
}

/** A value in a few characters: `'text'`, `[1, 2, 3, … 97 more]`, `Float64Array(1000)`, `{ beta, size }`. */
export function printValue(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return `${value.name === '' ? 'function' : value.name}()`
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value)
  if (Array.isArray(value)) return printList(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (ArrayBuffer.isView(value)) return `${nameOf(value)}(${'length' in value ? value.length : value.byteLength})`
  if (value instanceof Map || value instanceof Set) return `${nameOf(value)}(${value.size})`
  const keys = Object.keys(value)
  const name = nameOf(value)
  const prefix = name === 'Object' || name === '' ? '' : `${name} `
  return keys.length === 0 ? `${prefix}{}` : `${prefix}{ ${some(keys)} }`
}

function printList(values: readonly unknown[]): string {
  return `[${some(values.map((value) => (Array.isArray(value) ? `[… ${value.length}]` : printValue(value))))}]`
}

function some(items: readonly string[]): string {
  if (items.length <= ITEMS_SHOWN + 1) return items.join(', ')
  return `${items.slice(0, ITEMS_SHOWN).join(', ')}, … ${items.length - ITEMS_SHOWN} more`
}

function nameOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (typeof prototype !== 'object' || prototype === null) return ''
  const made: unknown = prototype.constructor
  return typeof made === 'function' ? made.name : ''
}

/** One line of at most so many characters; whole characters, never half of one. */
function shorten(text: string): string {
  const characters = Array.from(
    text
      .slice(0, 4 * LONGEST_LABEL)
      .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
      .trim(),
  )
  const cut = characters.length > LONGEST_LABEL || text.length > 4 * LONGEST_LABEL
  return cut ? `${characters.slice(0, LONGEST_LABEL - 1).join('')}…` : characters.join('')
}
