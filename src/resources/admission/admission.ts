import type { Device } from '../environment.ts'
import { type Capacity, type Demand, whyImpossible } from './demand.ts'
import { RunningCalls, type Usage } from './running-calls.ts'
import { goesBefore, type WaitingCall } from './waiting-call.ts'
import { WaitingCalls } from './waiting-calls.ts'

/** What happened, in the order it happened. Calls are numbered by the shell, each number used once at a time. */
export type AdmissionEvent =
  | { readonly type: 'submitted'; readonly call: number; readonly demand: Demand }
  /** A call that waits is not wanted any more. */
  | { readonly type: 'withdrawn'; readonly call: number }
  /** A call that was admitted holds nothing any more, however it ended. */
  | { readonly type: 'ended'; readonly call: number }
  | {
      readonly type: 'capacity-changed'
      readonly slots?: number
      readonly calls?: number
      readonly memoryBytes?: number
    }

/** What the shell must do, in this order. */
export type AdmissionEffect =
  | { readonly type: 'admit'; readonly call: number; readonly devices: readonly Device[] }
  | { readonly type: 'refuse'; readonly call: number; readonly reason: string }

/** What an admission is made for. */
export interface AdmissionOptions extends Partial<Capacity> {
  readonly slots: number
  /**
   * Calls that may start before one that should go first but does not fit yet, or before the one that waited longest but
   * has a lower priority. Then nothing starts before that one does. 0 keeps to the order in which calls came.
   *
   * @default 32
   */
  readonly maxPasses?: number
}

/**
 * Decides which calls run: takes an event, returns the effects; no clock, no I/O.
 *
 * Calls start by priority, then in the order in which they came; a call that fits passes those that do not. Two calls are
 * protected from being passed for ever: the first in order (else small calls would keep a large one out) and the one that
 * waited longest (else high priorities would keep a low one out). Each of the two lets `maxPasses` others start; then it
 * is next. Every call becomes the oldest some day, so none starves, as long as calls end.
 */
export class Admission {
  readonly #waiting: WaitingCalls = new WaitingCalls()
  readonly #running: RunningCalls
  readonly #maxPasses: number
  #capacity: Capacity

  constructor({ maxPasses = 32, slots, calls, memoryBytes, gpus = [] }: AdmissionOptions) {
    this.#capacity = {
      slots,
      calls: calls ?? Number.POSITIVE_INFINITY,
      memoryBytes: memoryBytes ?? Number.POSITIVE_INFINITY,
      gpus: [...gpus],
    }
    this.#maxPasses = maxPasses
    this.#running = new RunningCalls(gpus)
  }

  /** What all running calls take together. */
  get usage(): Usage {
    return this.#running.usage
  }

  /** Number of calls that wait. */
  get waiting(): number {
    return this.#waiting.size
  }

  get capacity(): Capacity {
    return this.#capacity
  }

  handle(event: AdmissionEvent): AdmissionEffect[] {
    switch (event.type) {
      case 'submitted':
        return this.#submitted(event.call, event.demand)
      case 'withdrawn':
        if (!this.#waiting.has(event.call)) throw this.#misplaced(event)
        this.#waiting.remove(event.call)
        return this.#admitAll()
      case 'ended':
        if (!this.#running.has(event.call)) throw this.#misplaced(event)
        this.#running.remove(event.call)
        return this.#admitAll()
      case 'capacity-changed':
        return this.#capacityChanged(event)
    }
  }

  /** Derives everything from scratch and throws where the books differ, or where a call waits that should run. */
  checkInvariants(): void {
    this.#running.checkInvariants()
    const order = [...this.#waiting.all()].sort(
      (a, b) => b.demand.priority - a.demand.priority || a.arrival - b.arrival,
    )
    const oldest = Math.min(...order.map(({ arrival }) => arrival))
    if (order[0] !== this.#waiting.firsts()[0]) throw new Error('The first of the queue is not the first in order.')
    if (order.length > 0 && this.#waiting.oldest()?.arrival !== oldest) throw new Error('The oldest call is not known.')
    for (const { call, demand, passed } of order) {
      if (passed > this.#maxPasses) throw new Error(`Call ${call} was passed ${passed} times.`)
      if (this.#running.has(call)) throw new Error(`Call ${call} waits and runs.`)
      if (whyImpossible(demand, this.#capacity) !== undefined) throw new Error(`Call ${call} waits in vain.`)
    }
    if (this.#next() !== undefined) throw new Error('A call waits that should run.')
  }

  #submitted(call: number, demand: Demand): AdmissionEffect[] {
    if (this.#waiting.has(call) || this.#running.has(call)) throw new Error(`Call ${call} was submitted twice.`)
    const reason = whyImpossible(demand, this.#capacity)
    if (reason !== undefined) return [{ type: 'refuse', call, reason }]
    this.#waiting.add(call, demand)
    return this.#admitAll()
  }

  #capacityChanged({ slots, calls, memoryBytes }: AdmissionEvent & { type: 'capacity-changed' }): AdmissionEffect[] {
    this.#capacity = {
      ...this.#capacity,
      ...(slots !== undefined && { slots }),
      ...(calls !== undefined && { calls }),
      ...(memoryBytes !== undefined && { memoryBytes }),
    }
    const refused: AdmissionEffect[] = []
    for (const { call, demand } of [...this.#waiting.all()]) {
      const reason = whyImpossible(demand, this.#capacity)
      if (reason === undefined) continue
      this.#waiting.remove(call)
      refused.push({ type: 'refuse', call, reason })
    }
    return [...refused, ...this.#admitAll()]
  }

  #admitAll(): AdmissionEffect[] {
    const effects: AdmissionEffect[] = []
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { call, demand } = next
      this.#waiting.remove(call)
      this.#countPass(next)
      effects.push({ type: 'admit', call, devices: this.#running.add(call, demand) })
    }
    return effects
  }

  /** The call to start now, if any may. */
  #next(): WaitingCall | undefined {
    if (this.#waiting.size === 0 || this.#running.isFull(this.#capacity)) return undefined
    const oldest = this.#waiting.oldest()
    if (oldest !== undefined && this.#isDue(oldest)) return this.#fits(oldest) ? oldest : undefined
    const firsts = this.#waiting.firsts()
    const first = firsts[0]
    if (first !== undefined && this.#isDue(first)) return this.#fits(first) ? first : undefined
    return firsts.find((waiting) => this.#fits(waiting))
  }

  /**
   * Notes whom `started`, which waits no more, has passed. The first in order does not mind a call that was due: that was the
   * oldest, whose turn is bounded by the number of calls before the first.
   */
  #countPass(started: WaitingCall): void {
    const first = this.#waiting.firsts()[0]
    const oldest = this.#waiting.oldest()
    const passesOldest = oldest !== undefined && oldest.arrival < started.arrival
    if (passesOldest) oldest.passed += 1
    if (first === undefined || (first === oldest && passesOldest) || this.#isDue(started)) return
    if (goesBefore(first, started)) first.passed += 1
  }

  #isDue(waiting: WaitingCall): boolean {
    return waiting.passed >= this.#maxPasses
  }

  #fits({ demand }: WaitingCall): boolean {
    return this.#running.hasRoomFor(demand, this.#capacity)
  }

  #misplaced({ type, call }: AdmissionEvent & { type: 'withdrawn' | 'ended' }): Error {
    const state = this.#running.has(call) ? 'it runs' : this.#waiting.has(call) ? 'it waits' : 'it is not known'
    return new Error(`Call ${call} cannot take \`${type}\`: ${state}.`)
  }
}
