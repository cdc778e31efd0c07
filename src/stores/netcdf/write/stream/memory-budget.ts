/** Somebody who holds memory and can let go of it by writing to the disk. */
export interface Holder {
  readonly heldBytes: number
  /** Lets go of all of it; what the holder needs for that, and keeps, stays within `memoryBytes`. */
  release(memoryBytes: number): void
}

/** Keeps the memory of all holders together within a limit: half of it for what they hold, half for letting go; the largest goes first. */
export class MemoryBudget {
  readonly #limitBytes: number
  readonly #holders: Holder[] = []

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes
  }

  add(holder: Holder): void {
    this.#holders.push(holder)
  }

  /** Call after each block. */
  check(): void {
    while (this.#held() > this.#limitBytes / 2) {
      const largest = this.#holders.reduce((a, b) => (b.heldBytes > a.heldBytes ? b : a))
      largest.release(this.#limitBytes / 2 / this.#holders.length)
    }
  }

  #held(): number {
    return this.#holders.reduce((sum, { heldBytes }) => sum + heldBytes, 0)
  }
}
