import { diskIo, type SegmentHandle, type SegmentIo } from '../../../src/ledger/index.ts'

export type Step = 'create' | 'write' | 'sync' | 'syncFolder'

/** The disk, with a log of what was asked of it and faults at chosen steps. */
export interface FaultyIo extends SegmentIo {
  readonly log: string[]
  /** Consulted before each step: an error is thrown, `'short'` writes half, `undefined` lets it pass. */
  fault: (step: Step, count: number) => Error | 'short' | undefined
}

export function createFaultyIo(): FaultyIo {
  const counts = new Map<Step, number>()
  const pass = (step: Step, note = ''): 'short' | undefined => {
    const count = (counts.get(step) ?? 0) + 1
    counts.set(step, count)
    io.log.push(step + note)
    const fault = io.fault(step, count)
    if (fault instanceof Error) throw fault
    return fault
  }
  const io: FaultyIo = {
    log: [],
    fault: () => undefined,
    async createFile(path) {
      pass('create')
      const file = await diskIo.createFile(path)
      return wrap(file, pass)
    },
    async syncFolder(path) {
      pass('syncFolder')
      await diskIo.syncFolder(path)
    },
  }
  return io
}

function wrap(file: SegmentHandle, pass: (step: Step, note?: string) => 'short' | undefined): SegmentHandle {
  return {
    async write(parts, position) {
      const isShort = pass('write') === 'short'
      const all = Buffer.concat(parts)
      return await file.write([isShort ? all.subarray(0, all.length >> 1) : all], position)
    },
    async sync() {
      pass('sync')
      await file.sync()
    },
    close: () => file.close(),
  }
}

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as asked for`), { code })
}
