import type { Device } from '../environment.ts'
import { GpuBook } from '../gpu-book.ts'
import type { Capacity, Demand } from './demand.ts'

/** A call that runs, with the devices it holds. */
interface RunningCall {
  readonly demand: Demand
  readonly devices: readonly Device[]
}

/** What all running calls take together. */
export interface Usage {
  readonly calls: number
  readonly slots: number
  readonly memoryBytes: number
  readonly gpus: number
}

/** The calls that run and what they hold. */
export class RunningCalls {
  readonly #calls: Map<number, RunningCall> = new Map()
  readonly #gpus: GpuBook
  #slots = 0
  #memoryBytes = 0
  #exclusive = false

  constructor(gpus: readonly Device[]) {
    this.#gpus = new GpuBook(gpus)
  }

  get usage(): Usage {
    return {
      calls: this.#calls.size,
      slots: this.#slots,
      memoryBytes: this.#memoryBytes,
      gpus: this.#gpus.size - this.#gpus.free,
    }
  }

  has(call: number): boolean {
    return this.#calls.has(call)
  }

  /** Whether a call can start beside those that run. */
  hasRoomFor(demand: Demand, capacity: Capacity): boolean {
    if (this.#exclusive || (demand.exclusive && this.#calls.size > 0)) return false
    return (
      this.#calls.size < capacity.calls &&
      this.#slots + demand.slots <= capacity.slots &&
      this.#memoryBytes + demand.memoryBytes <= capacity.memoryBytes &&
      demand.gpus <= this.#gpus.free
    )
  }

  /** Whether nothing more can start, whatever it asks for: the answer for most of a long queue, without looking at it. */
  isFull(capacity: Capacity): boolean {
    return this.#exclusive || this.#calls.size >= capacity.calls || this.#slots >= capacity.slots
  }

  /** Starts a call that has room; says which devices it holds. */
  add(call: number, demand: Demand): readonly Device[] {
    const devices = this.#gpus.take(demand.gpus)
    if (devices === undefined) throw new Error(`Call ${call} was started without room for its GPUs.`)
    this.#calls.set(call, { demand, devices })
    this.#slots += demand.slots
    this.#memoryBytes += demand.memoryBytes
    this.#exclusive = demand.exclusive
    return devices
  }

  remove(call: number): void {
    const running = this.#calls.get(call)
    if (running === undefined) return
    this.#calls.delete(call)
    this.#gpus.giveBack(running.devices)
    this.#slots -= running.demand.slots
    this.#memoryBytes -= running.demand.memoryBytes
    this.#exclusive = false
  }

  /** Derives every sum from the calls again and throws where the books differ. */
  checkInvariants(): void {
    const calls = [...this.#calls.values()]
    const sum = (of: (demand: Demand) => number): number => calls.reduce((total, { demand }) => total + of(demand), 0)
    const devices = calls.flatMap((running) => running.devices)
    const { slots, memoryBytes, gpus } = this.usage
    if (slots !== sum((demand) => demand.slots)) throw new Error('The slots in use are not those of the running calls.')
    if (memoryBytes !== sum((demand) => demand.memoryBytes))
      throw new Error('The memory in use is not that of the calls.')
    if (gpus !== sum((demand) => demand.gpus) || gpus !== new Set(devices).size) {
      throw new Error('The GPUs in use are not those of the running calls, each held once.')
    }
    if (this.#exclusive !== calls.some(({ demand }) => demand.exclusive)) throw new Error('`exclusive` is not noted.')
    if (this.#exclusive && calls.length > 1) throw new Error('A call that asked to be alone is not alone.')
  }
}
