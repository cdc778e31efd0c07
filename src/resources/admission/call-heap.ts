import { goesBefore, type WaitingCall } from './waiting-call.ts'

/** Waiting calls, of which the one that should start first is at hand. Calls that are gone are dropped when they surface. */
export class CallHeap {
  readonly #calls: WaitingCall[] = []

  add(call: WaitingCall): void {
    this.#calls.push(call)
    this.#rise(this.#calls.length - 1)
  }

  /** The call that should start first; `undefined` when none waits. */
  first(): WaitingCall | undefined {
    while (this.#calls[0]?.gone === true) this.#dropFirst()
    return this.#calls[0]
  }

  #dropFirst(): void {
    const last = this.#calls.pop()
    if (last === undefined || this.#calls.length === 0) return
    this.#calls[0] = last
    this.#sink(0)
  }

  #rise(from: number): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#isBefore(at, parent)) return
      this.#swap(at, parent)
      at = parent
    }
  }

  #sink(from: number): void {
    let at = from
    for (;;) {
      const left = 2 * at + 1
      const child = this.#isBefore(left + 1, left) ? left + 1 : left
      if (!this.#isBefore(child, at)) return
      this.#swap(at, child)
      at = child
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [first, second] = [this.#calls[a], this.#calls[b]]
    return first !== undefined && second !== undefined && goesBefore(first, second)
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#calls[a], this.#calls[b]]
    if (first === undefined || second === undefined) return
    this.#calls[a] = second
    this.#calls[b] = first
  }
}
