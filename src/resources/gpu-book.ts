import type { Device } from './environment.ts'

/**
 * Gives devices out and takes them back; no device is ever held twice. The first ones in its list go first, so that calls
 * one after another get the same and can share a worker.
 */
export class GpuBook {
  readonly #devices: readonly Device[]
  readonly #held: Set<Device> = new Set()

  constructor(devices: readonly Device[]) {
    if (new Set(devices.map(String)).size < devices.length) {
      throw new TypeError(`Expected each GPU to be named once, got \`${devices.join(', ')}\`.`)
    }
    this.#devices = [...devices]
  }

  /** Number of all devices. */
  get size(): number {
    return this.#devices.length
  }

  /** Number of devices that nobody holds. */
  get free(): number {
    return this.#devices.length - this.#held.size
  }

  /** Takes `count` devices, or none at all when so many are not free. */
  take(count: number): readonly Device[] | undefined {
    if (count > this.free) return undefined
    const taken = this.#devices.filter((device) => !this.#held.has(device)).slice(0, count)
    for (const device of taken) this.#held.add(device)
    return taken
  }

  /** Takes devices back. One that is not held means that the books are wrong, and throws. */
  giveBack(devices: readonly Device[]): void {
    for (const device of devices) {
      if (!this.#held.delete(device)) throw new Error(`GPU ${device} was given back, but nobody held it.`)
    }
  }
}
