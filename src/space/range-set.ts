/** Half-open range of indices `[lo, hi)`. */
export interface IndexRange {
  readonly lo: number
  readonly hi: number
}

/** A set of indices as disjoint ranges in ascending order; neighbours are merged. */
export class RangeSet implements Iterable<IndexRange> {
  /** Bounds of the ranges, lo and hi in turn, from `#first` on: taking from the front moves `#first` and copies nothing. */
  #bounds: number[] = []
  #first = 0
  #size = 0

  /** Number of indices. */
  get size(): number {
    return this.#size
  }

  get isEmpty(): boolean {
    return this.#size === 0
  }

  has(index: number): boolean {
    return (this.#countUpTo(index) & 1) === 1
  }

  /** Adds `[lo, hi)`; what is already there stays. */
  add(lo: number, hi: number): void {
    if (hi <= lo) return
    const from = this.#countBelow(lo)
    const to = this.#countUpTo(hi)
    const bounds: number[] = []
    if ((from & 1) === 0) bounds.push(lo)
    if ((to & 1) === 0) bounds.push(hi)
    this.#replace(from, to, bounds)
  }

  /** Takes `[lo, hi)` out, as far as it is there. */
  remove(lo: number, hi: number): void {
    if (hi <= lo) return
    const from = this.#countBelow(lo)
    const to = this.#countUpTo(hi)
    const bounds: number[] = []
    if ((from & 1) === 1) bounds.push(lo)
    if ((to & 1) === 1) bounds.push(hi)
    this.#replace(from, to, bounds)
  }

  /** Removes and returns at most `max` consecutive indices from the lowest one on. */
  takeFirst(max: number): IndexRange | undefined {
    const lo = this.#bounds[this.#first]
    const end = this.#bounds[this.#first + 1]
    if (lo === undefined || end === undefined || max < 1) return undefined
    const hi = Math.min(end, lo + max)
    if (hi === end) this.#dropFirst()
    else this.#bounds[this.#first] = hi
    this.#size -= hi - lo
    return { lo, hi }
  }

  *[Symbol.iterator](): Iterator<IndexRange> {
    for (let i = this.#first; i < this.#bounds.length; i += 2) {
      yield { lo: this.#bounds[i] ?? 0, hi: this.#bounds[i + 1] ?? 0 }
    }
  }

  #dropFirst(): void {
    this.#first += 2
    if (this.#first < 1024 || this.#first < this.#bounds.length / 2) return
    this.#bounds = this.#bounds.slice(this.#first)
    this.#first = 0
  }

  /** How many bounds are below `index`; odd inside a range. */
  #countBelow(index: number): number {
    return this.#search((bound) => bound < index)
  }

  /** How many bounds are at most `index`. */
  #countUpTo(index: number): number {
    return this.#search((bound) => bound <= index)
  }

  #search(isBefore: (bound: number) => boolean): number {
    let lo = 0
    let hi = this.#bounds.length - this.#first
    while (lo < hi) {
      const middle = (lo + hi) >>> 1
      if (isBefore(this.#bounds[this.#first + middle] ?? 0)) lo = middle + 1
      else hi = middle
    }
    return lo
  }

  #replace(from: number, to: number, bounds: readonly number[]): void {
    const start = this.#first + from
    this.#size -= this.#sum(start, this.#first + to, from & 1)
    this.#bounds.splice(start, to - from, ...bounds)
    this.#size += this.#sum(start, start + bounds.length, from & 1)
  }

  /** Signed sum of bounds: what they contribute to the size, each hi plus and each lo minus. */
  #sum(start: number, end: number, parity: number): number {
    let sum = 0
    for (let i = start; i < end; i++) sum += ((i - start + parity) & 1) === 1 ? (this.#bounds[i] ?? 0) : -(this.#bounds[i] ?? 0)
    return sum
  }
}
