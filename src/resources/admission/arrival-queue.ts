import type { WaitingCall } from './waiting-call.ts'

const LEAST_WORTH_MOVING = 64

/** Waiting calls in the order in which they came. Calls that are gone are dropped when they come to the front. */
export class ArrivalQueue {
  #calls: (WaitingCall | undefined)[] = []
  #start = 0

  add(call: WaitingCall): void {
    this.#calls.push(call)
  }

  /** The call that has waited longest. */
  oldest(): WaitingCall | undefined {
    let oldest = this.#calls[this.#start]
    while (oldest?.gone === true) {
      this.#calls[this.#start] = undefined
      this.#start += 1
      oldest = this.#calls[this.#start]
    }
    if (this.#start > LEAST_WORTH_MOVING && this.#start * 2 > this.#calls.length) {
      this.#calls = this.#calls.slice(this.#start)
      this.#start = 0
    }
    return oldest
  }
}
