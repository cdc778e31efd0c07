import { existsSync, writeFileSync } from 'node:fs'
import { listProcessTree, type ProcessUse, readProcessTree } from './process-tree.ts'

/** Milliseconds between two looks, from `/proc` and from `ps`. */
const LOOK_MS = 10
const SLOW_LOOK_MS = 200

/** How memory is measured: exact peaks of `/proc` together with looks at it, looks through `ps`, or not at all. */
export type MemorySource = 'proc' | 'ps' | 'none'

/** What a process and all below it used. */
export interface TreeUse {
  readonly peakBytes: number | undefined
  /** Processor time since the meter was last reset, of the process, its ended children, and those that live. */
  readonly cpuMs: number | undefined
}

/** Follows a process and all below it until it is stopped. */
export interface MemoryMeter {
  readonly source: MemorySource
  /** Starts over: what was held before counts no more. */
  reset(): void
  /** What was used since the last reset. */
  read(): Promise<TreeUse>
  stop(): void
}

/**
 * Measures what a process and its children hold at most. The kernel keeps the peak of each process, so a short peak of the
 * process itself is not missed; that of a child is, when the child lives for less than some milliseconds.
 */
export function createMemoryMeter(pid: number): MemoryMeter {
  return existsSync('/proc/self/status') ? procMeter(pid) : psMeter(pid)
}

function procMeter(pid: number): MemoryMeter {
  let peak = 0
  let cpuBefore = 0
  let cpu = 0
  let hasOwnPeak = false
  const look = (): void => {
    const [own, ...children] = readProcessTree(pid)
    if (own === undefined) return
    const below = children.reduce((sum, use) => sum + Math.max(use.residentBytes, use.peakBytes ?? 0), 0)
    peak = Math.max(peak, own.residentBytes + below, hasOwnPeak ? (own.peakBytes ?? 0) : 0)
    cpu = [own, ...children].reduce((sum, { cpuMs = 0 }) => sum + cpuMs, 0)
  }
  const timer = setInterval(look, LOOK_MS).unref()
  return {
    source: 'proc',
    reset() {
      hasOwnPeak = forgetPeak(pid)
      peak = 0
      look()
      cpuBefore = cpu
    },
    async read() {
      look()
      return { peakBytes: peak === 0 ? undefined : peak, cpuMs: Math.max(0, cpu - cpuBefore) }
    },
    stop: () => clearInterval(timer),
  }
}

/** Makes the kernel's peak of a process start over; false where it does not. */
function forgetPeak(pid: number): boolean {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
    return true
  } catch {
    return false
  }
}

function psMeter(pid: number): MemoryMeter {
  let peak = 0
  let source: MemorySource = 'ps'
  const look = async (): Promise<void> => {
    try {
      peak = Math.max(peak, totalOf(await listProcessTree(pid)))
    } catch {
      source = 'none'
    }
  }
  const timer = setInterval(() => void look(), SLOW_LOOK_MS).unref()
  return {
    get source() {
      return source
    },
    reset() {
      peak = 0
    },
    async read() {
      await look()
      return { peakBytes: peak === 0 ? undefined : peak, cpuMs: undefined }
    },
    stop: () => clearInterval(timer),
  }
}

function totalOf(uses: readonly ProcessUse[]): number {
  return uses.reduce((sum, { residentBytes }) => sum + residentBytes, 0)
}
