import { printValue } from '../util/index.ts'

/** Half-open range of indices `[lo, hi)`. */
export interface IndexRange {
  readonly lo: number
  readonly hi: number
}

const FIRST_CAPACITY = 16

/**
 * A set of indices as disjoint ranges in ascending order; ranges that touch are one. Taking from the front, putting a
 * rest back there and adding at the end cost O(log n) whatever the number of ranges n; changes in the middle move the
 * bounds of the shorter side.
 *
 * @example
 * ```ts
 * const waiting = new RangeSet([{ lo: 0, hi: 100 }])
 * waiting.takeFirst(10) // { lo: 0, hi: 10 }
 * waiting.add(4, 10)
 * waiting.size // 96
 * ```
 */
export class RangeSet implements Iterable<IndexRange> {
  /** Bounds of the ranges, lo and hi in turn and ascending, from `#start` below `#end`, with room on both sides. */
  #bounds: Float64Array = new Float64Array(FIRST_CAPACITY)
  #start: number = FIRST_CAPACITY / 2
  #end: number = FIRST_CAPACITY / 2
  #size = 0

  constructor(ranges: Iterable<IndexRange> = []) {
    for (const { lo, hi } of ranges) this.add(lo, hi)
  }

  /** Number of indices. */
  get size(): number {
    return this.#size
  }

  /** Number of ranges. */
  get rangeCount(): number {
    return (this.#end - this.#start) / 2
  }

  get isEmpty(): boolean {
    return this.#size === 0
  }

  has(index: number): boolean {
    return isInside(this.#countUpTo(index))
  }

  /** Adds `[lo, hi)`; what is there already stays. */
  add(lo: number, hi: number): void {
    refuseBadRange(lo, hi)
    if (lo === hi) return
    const from = this.#countBelow(lo)
    const to = this.#countUpTo(hi)
    this.#replace(from, to, { lo: isInside(from) ? undefined : lo, hi: isInside(to) ? undefined : hi })
  }

  /** Takes `[lo, hi)` out, as far as it is there. */
  remove(lo: number, hi: number): void {
    refuseBadRange(lo, hi)
    if (lo === hi) return
    const from = this.#countBelow(lo)
    const to = this.#countUpTo(hi)
    this.#replace(from, to, { lo: isInside(from) ? lo : undefined, hi: isInside(to) ? hi : undefined })
  }

  /** Takes out and returns at most `maxPoints` consecutive indices from the lowest one on; `undefined` when empty. */
  takeFirst(maxPoints: number): IndexRange | undefined {
    if (!(maxPoints >= 1))
      throw new TypeError(`Expected \`maxPoints\` to be a number from 1 up, got \`${printValue(maxPoints)}\`.`)
    if (this.#size === 0) return undefined
    const lo = this.#boundAt(this.#start)
    const end = this.#boundAt(this.#start + 1)
    const hi = maxPoints >= end - lo ? end : lo + Math.floor(maxPoints)
    if (hi === end) this.#start += 2
    else this.#bounds[this.#start] = hi
    this.#size -= hi - lo
    return { lo, hi }
  }

  /** The ranges, ascending. Do not change the set meanwhile. */
  *[Symbol.iterator](): Iterator<IndexRange> {
    for (let i = this.#start; i < this.#end; i += 2) yield { lo: this.#boundAt(i), hi: this.#boundAt(i + 1) }
  }

  #boundAt(place: number): number {
    return this.#bounds[place] as number
  }

  /** How many bounds are below `index`. */
  #countBelow(index: number): number {
    let lo = this.#start
    let hi = this.#end
    while (lo < hi) {
      const middle = (lo + hi) >>> 1
      if (this.#boundAt(middle) < index) lo = middle + 1
      else hi = middle
    }
    return lo - this.#start
  }

  /** How many bounds are at most `index`. */
  #countUpTo(index: number): number {
    let lo = this.#start
    let hi = this.#end
    while (lo < hi) {
      const middle = (lo + hi) >>> 1
      if (this.#boundAt(middle) <= index) lo = middle + 1
      else hi = middle
    }
    return lo - this.#start
  }

  /** Puts up to two bounds in the place of those counted from `from` below `to`. */
  #replace(
    from: number,
    to: number,
    bounds: { readonly lo: number | undefined; readonly hi: number | undefined },
  ): void {
    const count = (bounds.lo === undefined ? 0 : 1) + (bounds.hi === undefined ? 0 : 1)
    this.#size -= this.#pointsBetween(from, to, from)
    this.#resizeGap(from, to, count)
    let place = this.#start + from
    if (bounds.lo !== undefined) this.#bounds[place++] = bounds.lo
    if (bounds.hi !== undefined) this.#bounds[place] = bounds.hi
    this.#size += this.#pointsBetween(from, from + count, from)
  }

  /** Signed sum of bounds, each hi plus and each lo minus: what they contribute to the size. */
  #pointsBetween(from: number, to: number, parity: number): number {
    let points = 0
    for (let i = from; i < to; i++) {
      const bound = this.#boundAt(this.#start + i)
      points += isInside(i - from + parity) ? bound : -bound
    }
    return points
  }

  /** Makes `count` places of those from `from` below `to`, by moving the bounds of the shorter side. */
  #resizeGap(from: number, to: number, count: number): void {
    const growth = count - (to - from)
    if (growth === 0) return
    if (growth > 0) this.#reserve(growth)
    const after = this.#end - this.#start - to
    if (from < after) {
      this.#bounds.copyWithin(this.#start - growth, this.#start, this.#start + from)
      this.#start -= growth
    } else {
      this.#bounds.copyWithin(this.#start + from + count, this.#start + to, this.#end)
      this.#end += growth
    }
  }

  /** Sees to room for `growth` bounds on both sides; moves all of them so seldom that it costs O(1) a change. */
  #reserve(growth: number): void {
    if (this.#start >= growth && this.#end + growth <= this.#bounds.length) return
    const length = this.#end - this.#start
    const moved = new Float64Array(Math.max(FIRST_CAPACITY, 3 * (length + growth)))
    const start = length + growth
    moved.set(this.#bounds.subarray(this.#start, this.#end), start)
    this.#bounds = moved
    this.#start = start
    this.#end = start + length
  }
}

/** Whether a place with `count` bounds before it is inside a range. */
function isInside(count: number): boolean {
  return count % 2 === 1
}

function refuseBadRange(lo: number, hi: number): void {
  if (Number.isSafeInteger(lo) && Number.isSafeInteger(hi) && lo >= 0 && lo <= hi) return
  throw new TypeError(
    `Expected a range of whole numbers from 0 up with \`lo\` ≤ \`hi\`, got [${printValue(lo)}, ${printValue(hi)}).`,
  )
}
