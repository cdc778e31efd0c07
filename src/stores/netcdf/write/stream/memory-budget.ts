/** Somebody who holds memory and can let go of it by writing to the disk. */
export interface Holder {
  readonly heldBytes: number
  release(): void
}

/** Keeps the memory of all holders together below a limit: the largest lets go first. */
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
    while (this.#held() > this.#limitBytes) {
      const largest = this.#holders.reduce((a, b) => (b.heldBytes > a.heldBytes ? b : a))
      largest.release()
    }
  }

  #held(): number {
    return this.#holders.reduce((sum, { heldBytes }) => sum + heldBytes, 0)
  }
}
