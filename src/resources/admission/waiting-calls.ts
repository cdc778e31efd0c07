import { ArrivalQueue } from './arrival-queue.ts'
import { CallHeap } from './call-heap.ts'
import type { Demand } from './demand.ts'
import { goesBefore, type WaitingCall } from './waiting-call.ts'

/**
 * The calls that wait. Those that take the same, or nearly as much memory, share a line, of which only the first is ever
 * looked at: there are few lines, so starting a call costs the same however many wait.
 */
export class WaitingCalls {
  readonly #lines: Map<string, CallHeap> = new Map()
  readonly #arrivals: ArrivalQueue = new ArrivalQueue()
  readonly #calls: Map<number, WaitingCall> = new Map()
  #count = 0

  get size(): number {
    return this.#calls.size
  }

  has(call: number): boolean {
    return this.#calls.has(call)
  }

  add(call: number, demand: Demand): void {
    const waiting: WaitingCall = { call, demand, arrival: this.#count, passed: 0, gone: false }
    this.#count += 1
    this.#calls.set(call, waiting)
    this.#lineOf(demand).add(waiting)
    this.#arrivals.add(waiting)
  }

  /** Takes one out, wherever it stands. */
  remove(call: number): void {
    const waiting = this.#calls.get(call)
    if (waiting === undefined) return
    waiting.gone = true
    this.#calls.delete(call)
  }

  /** The call that has waited longest. */
  oldest(): WaitingCall | undefined {
    return this.#arrivals.oldest()
  }

  /** The first call of each line, in the order in which they should start. Lines that ran empty are dropped. */
  firsts(): WaitingCall[] {
    const firsts: WaitingCall[] = []
    for (const [key, line] of this.#lines) {
      const first = line.first()
      if (first === undefined) this.#lines.delete(key)
      else firsts.push(first)
    }
    return firsts.sort((a, b) => (goesBefore(a, b) ? -1 : 1))
  }

  /** Every call that waits, by arrival. */
  all(): IterableIterator<WaitingCall> {
    return this.#calls.values()
  }

  #lineOf({ slots, memoryBytes, gpus, exclusive }: Demand): CallHeap {
    const key = `${slots} ${memoryStep(memoryBytes)} ${gpus} ${exclusive}`
    const known = this.#lines.get(key)
    if (known !== undefined) return known
    const line = new CallHeap()
    this.#lines.set(key, line)
    return line
  }
}

/** Eight steps between a size and its double, so that calls which each name their own size still make few lines. */
function memoryStep(bytes: number): number {
  return bytes === 0 ? -1 : Math.ceil(8 * Math.log2(bytes))
}
