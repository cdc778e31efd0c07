import type { TextStream } from './terminal.ts'

/** What is told of text that others write. */
export interface OutputListener {
  before(): void
  /** `endsLine` is false where the next text goes on in the same line. */
  after(endsLine: boolean): void
}

/** Tells of what others write to streams, until it is closed. */
export interface OutputWatch {
  /** Does something whose own writing is not told of. */
  quietly(write: () => void): void
  close(): void
}

/** Watches streams by standing in for their `write`. */
export function watchOutput(streams: readonly TextStream[], listener: OutputListener): OutputWatch {
  let isSilent = false
  const quietly = (write: () => void): void => {
    const wasSilent = isSilent
    isSilent = true
    try {
      write()
    } finally {
      isSilent = wasSilent
    }
  }
  const around = (chunk: unknown, write: () => unknown): unknown => {
    if (isSilent) return write()
    let result: unknown
    quietly(() => {
      listener.before()
      result = write()
    })
    if (!isEmpty(chunk)) listener.after(endsLine(chunk))
    return result
  }
  const restore = streams.map((stream) => standIn(stream, around))
  return {
    quietly,
    close: () => {
      isSilent = true
      for (const undo of restore) undo()
    },
  }
}

type Write = TextStream['write']

function standIn(stream: TextStream, around: (chunk: unknown, write: () => unknown) => unknown): () => void {
  const own = Object.hasOwn(stream, 'write')
  const write: (...args: never[]) => unknown = stream.write
  const watched = (...args: never[]): unknown => around(args[0], () => write.apply(stream, args))
  stream.write = watched as Write
  return () => {
    // Whoever stands in for `write` since then still calls this one, which tells nothing any more.
    if (stream.write !== (watched as Write)) return
    if (own) stream.write = write as Write
    else Reflect.deleteProperty(stream, 'write')
  }
}

function isEmpty(chunk: unknown): boolean {
  return (chunk as { length?: number } | undefined)?.length === 0
}

function endsLine(chunk: unknown): boolean {
  if (chunk instanceof Uint8Array) return chunk.at(-1) === 10
  return String(chunk).endsWith('\n')
}
