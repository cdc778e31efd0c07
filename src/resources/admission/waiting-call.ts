import type { Demand } from './demand.ts'

/** A call that waits. */
export interface WaitingCall {
  readonly call: number
  readonly demand: Demand
  /** Its place in the order in which calls came. */
  readonly arrival: number
  /** Calls that started before it while it was the first in order, or the one that waited longest. */
  passed: number
  /** Whether it started or was withdrawn, and only its place in a queue is left. */
  gone: boolean
}

/** Whether `a` should start before `b`: higher priority, then earlier. */
export function goesBefore(a: WaitingCall, b: WaitingCall): boolean {
  const difference = a.demand.priority - b.demand.priority
  return difference === 0 ? a.arrival < b.arrival : difference > 0
}
