import { clockMs } from '../own-clock.ts'

/** Shared memory in which a worker says which points it is running since when, for whoever enforces `timeoutMs`. */
export interface RunningSlots {
  /** Says that `position` starts now; returns the slot to free. */
  occupy(position: number): number
  free(slot: number): void
}

/** Two numbers a slot: milliseconds since the epoch at which the point started (0 when free), and its position. */
const FIELDS = 2

/** Memory for `count` points in flight. */
export function createSlotMemory(count: number): SharedArrayBuffer {
  return new SharedArrayBuffer(8 * FIELDS * count)
}

/** The worker's end of the memory. */
export function openSlots(memory: SharedArrayBuffer): RunningSlots {
  const slots = new Float64Array(memory)
  return {
    occupy(position) {
      for (let slot = 0; slot < slots.length; slot += FIELDS) {
        if (slots[slot] !== 0) continue
        slots[slot + 1] = position
        slots[slot] = clockMs()
        return slot
      }
      throw new Error(`All ${slots.length / FIELDS} slots are taken.`)
    },
    free(slot) {
      slots[slot] = 0
    },
  }
}

/** The position of a point that has run longer than `limitMs`, read from another thread. */
export function findOverdue(memory: SharedArrayBuffer, limitMs: number): number | undefined {
  const slots = new Float64Array(memory)
  const nowMs = clockMs()
  for (let slot = 0; slot < slots.length; slot += FIELDS) {
    const startedMs = slots[slot] ?? 0
    if (startedMs === 0 || nowMs - startedMs <= limitMs) continue
    const position = slots[slot + 1]
    // The next point may have taken the slot meanwhile: it is not the one that is late.
    if (slots[slot] === startedMs) return position
  }
  return undefined
}
