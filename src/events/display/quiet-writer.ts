import type { TextStream } from './terminal.ts'

/** Writes to a stream whose reader may go away: progress is never a reason to crash. */
export interface QuietWriter {
  readonly write: (text: string) => void
  /** Lets go of the stream. It is not ended: it belongs to somebody else. */
  readonly close: () => void
}

interface Guard {
  users: number
  isBroken: boolean
  readonly onError: () => void
}

/** One listener a stream, however many runs show their progress on it. */
const guards = new WeakMap<TextStream, Guard>()

export function createQuietWriter(stream: TextStream): QuietWriter {
  const guard = guardOf(stream)
  let isClosed = false
  guard.users += 1
  return {
    write: (text) => {
      if (isClosed || guard.isBroken) return
      try {
        stream.write(text)
      } catch {
        guard.isBroken = true
      }
    },
    close: () => {
      if (isClosed) return
      isClosed = true
      // A write reports its error after the turn in which it was made, so the listener stays a turn longer.
      setImmediate(() => release(stream, guard)).unref()
    },
  }
}

function guardOf(stream: TextStream): Guard {
  const known = guards.get(stream)
  if (known !== undefined) return known
  const guard: Guard = {
    users: 0,
    isBroken: false,
    onError: () => {
      guard.isBroken = true
    },
  }
  stream.on?.('error', guard.onError)
  guards.set(stream, guard)
  return guard
}

function release(stream: TextStream, guard: Guard): void {
  guard.users -= 1
  if (guard.users > 0) return
  stream.off?.('error', guard.onError)
  guards.delete(stream)
}
