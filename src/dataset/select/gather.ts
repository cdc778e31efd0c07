import {
  type ArrayValues,
  bitsOf,
  type ElementBits,
  isBigArray,
  sizeOf,
  stridesOf,
  widthOf,
  wordsOf,
} from '../element/dtype.ts'
import type { DType, Elements, Values } from '../variable.ts'
import { countOf, type Indexer, positionOf, wholeOf } from './indexer.ts'

/** What elements are gathered from. */
export interface GatherSource {
  readonly dtype: DType
  readonly shape: readonly number[]
}

/** Copies the elements at the indexers' positions out of row-major elements; shares memory where they follow each other. */
export function gather(source: Elements, { dtype, shape }: GatherSource, indexers: readonly Indexer[]): Elements {
  const width = widthOf(dtype)
  const parts = width === 1 ? planGather(shape, indexers) : planGather([...shape, width], [...indexers, wholeOf(width)])
  const values = gatherValues(source.values, parts)
  if (source.missing === undefined) return { values }
  const plan = width === 1 ? parts : planGather(shape, indexers)
  const missing = gatherNumbers(source.missing, plan) as Uint8Array
  return missing.includes(1) ? { values, missing } : { values }
}

/** Source offsets of each outer step, and of what is taken at each: a run of neighbours, or single elements. */
interface Plan {
  readonly size: number
  readonly outer: readonly (readonly number[])[]
  readonly run: number
}

function planGather(shape: readonly number[], indexers: readonly Indexer[]): Plan {
  const strides = stridesOf(shape)
  let run = 1
  let inner = indexers.length
  while (inner > 0 && isWhole(indexers[inner - 1], shape[inner - 1] ?? 0)) run *= shape[--inner] ?? 1
  const outer: (readonly number[])[] = []
  let base = 0
  for (let d = 0; d < inner; d++) {
    const indexer = indexers[d] as Indexer
    const stride = strides[d] ?? 1
    if (d === inner - 1 && indexer.kind === 'slice' && indexer.step === 1) {
      run *= indexer.count
      base += indexer.start * stride
    } else if (indexer.kind === 'at') base += indexer.index * stride
    else outer.push(Array.from({ length: countOf(indexer) }, (_, i) => positionOf(indexer, i) * stride))
  }
  const [first = [0], ...rest] = outer
  return { size: sizeOf(indexers.map(countOf)), run, outer: [first.map((offset) => offset + base), ...rest] }
}

function isWhole(indexer: Indexer | undefined, length: number): boolean {
  return indexer?.kind === 'slice' && indexer.start === 0 && indexer.step === 1 && indexer.count === length
}

function gatherValues(values: Values, plan: Plan): Values {
  return ArrayBuffer.isView(values) ? gatherNumbers(values, plan) : gatherStrings(values as readonly string[], plan)
}

function gatherNumbers(values: ArrayValues, plan: Plan): ArrayValues {
  const { size, run } = plan
  if (size === run) {
    const start = plan.outer.reduce((sum, offsets) => sum + (offsets[0] ?? 0), 0)
    return values.subarray(start, start + run)
  }
  const target = new (values.constructor as new (length: number) => typeof values)(size)
  if (size === 0) return target
  if (run >= 16) {
    let at = 0
    forEachOffset(plan.outer, (offset) => {
      target.set(values.subarray(offset, offset + run) as never, at)
      at += run
    })
  } else if (isBigArray(values) && isBigArray(target)) copyNumbers(wordsOf(values), wordsOf(target), inWords(plan))
  else if (!isBigArray(values) && !isBigArray(target)) copyNumbers(bitsOf(values), bitsOf(target), plan)
  return target
}

function copyNumbers(source: ElementBits, target: ElementBits, { outer, run }: Plan): void {
  const last = outer[outer.length - 1] ?? [0]
  let at = 0
  forEachOffset(outer.slice(0, -1), (base) => {
    for (let i = 0; i < last.length; i++) {
      const start = base + (last[i] as number)
      for (let j = 0; j < run; j++) target[at++] = source[start + j] as number
    }
  })
}

/** The same plan counted in words, of which an element has two. */
function inWords({ size, outer, run }: Plan): Plan {
  return { size: 2 * size, outer: outer.map((offsets) => offsets.map((offset) => 2 * offset)), run: 2 * run }
}

function gatherStrings(values: readonly string[], { outer, run }: Plan): readonly string[] {
  const target: string[] = []
  forEachOffset(outer, (offset) => {
    for (let j = 0; j < run; j++) target.push(values[offset + j] ?? '')
  })
  return target
}

/** Calls `visit` with the sum of one offset of each list, the last list varying fastest. */
function forEachOffset(lists: readonly (readonly number[])[], visit: (offset: number) => void): void {
  const place = new Array<number>(lists.length).fill(0)
  if (lists.some((list) => list.length === 0)) return
  for (;;) {
    let offset = 0
    for (let d = 0; d < lists.length; d++) offset += lists[d]?.[place[d] as number] ?? 0
    visit(offset)
    let d = lists.length - 1
    while (d >= 0 && (place[d] as number) + 1 === lists[d]?.length) place[d--] = 0
    if (d < 0) return
    place[d] = (place[d] as number) + 1
  }
}
