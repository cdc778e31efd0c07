import { isPlainObject } from '../../util/index.ts'
import { described, wrongArgument } from '../refuse.ts'
import { unknownName } from '../unknown-name.ts'
import type { Indexer, Indexers } from './indexer.ts'

/** Arrays, typed arrays, and sequences of a space. */
export type ListOf<T> = Iterable<T> & { readonly length: number }

/** Positions along a dim; negative ones count from the end. A single position takes the dim away. */
export type IndexSelector = number | ListOf<number> | IndexSlice

/** Positions `start`, `start + step`, … before `stop`, as in Python: all parts may be left out or be negative. */
export interface IndexSlice {
  readonly start?: number
  readonly stop?: number
  /** @default 1 */
  readonly step?: number
}

/** Positions by dim. */
export type IndexSelection<D extends string = string> = { readonly [K in D]?: IndexSelector }

/** Turns positions as the user gives them into checked ones. */
export function resolveIndexSelection(
  selection: Readonly<Record<string, IndexSelector | undefined>>,
  sizes: Readonly<Record<string, number>>,
): Indexers {
  if (!isPlainObject(selection)) throw wrongArgument('a selection to be an object', selection, 'write { dim: 0 }')
  const indexers = new Map<string, Indexer>()
  for (const [dim, selector] of Object.entries(selection)) {
    if (!Object.hasOwn(sizes, dim)) throw unknownName('dim', dim, Object.keys(sizes))
    if (selector !== undefined) indexers.set(dim, resolveIndex(dim, selector, sizes[dim] ?? 0))
  }
  return indexers
}

function resolveIndex(dim: string, selector: IndexSelector, length: number): Indexer {
  if (typeof selector === 'number') return { kind: 'at', index: position(dim, selector, length) }
  if (isList(selector)) return { kind: 'list', indices: Array.from(selector, (index) => position(dim, index, length)) }
  if (typeof selector !== 'object' || selector === null) {
    throw wrongArgument(
      `the position along \`${dim}\` to be an integer, a list of them, or { start, stop, step }`,
      selector,
    )
  }
  return resolveSlice(dim, selector as IndexSlice, length)
}

/** True for anything that can be iterated and knows its length, strings left out. */
export function isList(value: unknown): value is ListOf<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value && 'length' in value
}

function position(dim: string, index: unknown, length: number): number {
  if (Number.isInteger(index) && (index as number) >= -length && (index as number) < length) {
    return (index as number) < 0 ? (index as number) + length : (index as number)
  }
  const range = length === 0 ? 'it is empty' : `use ${-length} to ${length - 1}`
  const text = typeof index === 'number' ? `\`${index}\`` : described(index)
  throw new TypeError(`Expected a position along \`${dim}\`, which has ${length}, got ${text} (${range}).`)
}

function resolveSlice(dim: string, slice: IndexSlice, length: number): Indexer {
  const extra = Object.keys(slice).find((key) => !['start', 'stop', 'step'].includes(key))
  if (extra !== undefined) throw unknownName(`part of a slice along \`${dim}\`:`, extra, ['start', 'stop', 'step'])
  for (const [part, value] of Object.entries(slice)) {
    if (value !== undefined && !Number.isInteger(value)) {
      throw wrongArgument(`\`${part}\` of the slice along \`${dim}\` to be an integer`, value)
    }
  }
  const { step = 1 } = slice
  if (step === 0) throw new TypeError(`Expected \`step\` of the slice along \`${dim}\` to be other than 0.`)
  const lowest = step > 0 ? 0 : -1
  const highest = step > 0 ? length : length - 1
  const bound = (value: number): number => Math.min(highest, Math.max(lowest, value < 0 ? value + length : value))
  const start = slice.start === undefined ? (step > 0 ? lowest : highest) : bound(slice.start)
  const stop = slice.stop === undefined ? (step > 0 ? highest : lowest) : bound(slice.stop)
  return { kind: 'slice', start, step, count: Math.max(0, Math.ceil((stop - start) / step)) }
}
