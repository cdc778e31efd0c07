import assert from 'node:assert/strict'
import { Admission, type AdmissionEvent, type AdmissionOptions, type Demand } from '../../../src/resources/index.ts'

/** A call that takes one slot. */
export const demand = (changes: Partial<Demand> = {}): Demand => ({
  slots: 1,
  memoryBytes: 0,
  gpus: 0,
  exclusive: false,
  priority: 0,
  ...changes,
})

/** A shell without workers: it keeps its own account of what runs and checks every effect against it. */
export class World {
  readonly admission: Admission
  readonly demands: Map<number, Demand> = new Map<number, Demand>()
  readonly waiting: Set<number> = new Set<number>()
  readonly running: Map<number, readonly (number | string)[]> = new Map<number, readonly (number | string)[]>()
  readonly started: number[] = []
  readonly refused: Map<number, string> = new Map<number, string>()
  #next = 0

  constructor(options: AdmissionOptions) {
    this.admission = new Admission(options)
  }

  submit(changes: Partial<Demand> = {}): number {
    const call = this.#next
    this.#next += 1
    this.demands.set(call, demand(changes))
    this.waiting.add(call)
    this.tell({ type: 'submitted', call, demand: demand(changes) })
    return call
  }

  end(call: number): void {
    this.running.delete(call)
    this.tell({ type: 'ended', call })
  }

  withdraw(call: number): void {
    this.waiting.delete(call)
    this.tell({ type: 'withdrawn', call })
  }

  tell(event: AdmissionEvent): void {
    for (const effect of this.admission.handle(event)) {
      assert.ok(this.waiting.delete(effect.call), `call ${effect.call} does not wait`)
      if (effect.type === 'refuse') this.refused.set(effect.call, effect.reason)
      else {
        this.running.set(effect.call, effect.devices)
        this.started.push(effect.call)
        this.checkRoom()
      }
    }
    this.admission.checkInvariants()
    assert.equal(this.admission.waiting, this.waiting.size)
    assert.equal(this.admission.usage.calls, this.running.size)
  }

  /** What runs must fit whenever something has just started. */
  checkRoom(): void {
    const { slots, calls, memoryBytes, gpus } = this.admission.capacity
    const demands = [...this.running.keys()].map((call) => this.demands.get(call) ?? demand())
    const devices = [...this.running.values()].flat()
    assert.ok(demands.length <= calls)
    assert.ok(demands.reduce((sum, each) => sum + each.slots, 0) <= slots)
    assert.ok(demands.reduce((sum, each) => sum + each.memoryBytes, 0) <= memoryBytes)
    assert.equal(new Set(devices).size, devices.length)
    assert.ok(devices.every((device) => gpus.includes(device)))
    assert.ok(demands.length === 1 || demands.every(({ exclusive }) => !exclusive))
  }
}
