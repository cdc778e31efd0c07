import type { TextStream } from '../events/index.ts'

/** Where a command writes: results on standard output, all else on standard error. */
export interface Output {
  /** A result, with a line end. */
  print(text: string): void
  /** Text as it is, for tables that come in pieces. False once nobody reads any more. */
  write(text: string): boolean
  /** Whether progress is drawn on a terminal, which ends with a summary. */
  readonly isTerminal: boolean
  /** A word to the person at the terminal. */
  note(text: string): void
  /** Colours for standard error, and none where it is no terminal or `NO_COLOR` is set. */
  readonly paint: Paint
  /** The same for standard output. */
  readonly paintOut: Paint
  /** Resolves when everything is written, to why standard output did not take it all. */
  flush(): Promise<string | undefined>
}

/** Colours by what they mean. */
export interface Paint {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly warn: (text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
}

type Stream = NodeJS.WriteStream | NodeJS.WritableStream

/**
 * Writes to the two streams and stays quiet when a reader has gone (`| head`). Whatever else writes to `process.stdout` from now
 * on, tasks and libraries, lands on standard error: standard output is for results.
 */
export function openOutput(env: NodeJS.ProcessEnv = process.env): Output {
  const [out, err] = [process.stdout, process.stderr]
  const write = out.write.bind(out)
  out.write = ((...args: Parameters<typeof err.write>) => err.write(...args)) as typeof out.write
  const isOpen = { out: true }
  let failure: string | undefined
  out.on('error', (error: NodeJS.ErrnoException) => {
    isOpen.out = false
    // A reader that went away is no failure of ours; anything else is.
    if (error.code !== 'EPIPE') failure ??= error.code ?? error.message
  })
  // There is nowhere else to tell it.
  err.on('error', () => undefined)
  return {
    print: (text) => void (isOpen.out && write(`${text}\n`)),
    write: (text) => {
      if (isOpen.out) write(text)
      return isOpen.out
    },
    isTerminal: err.isTTY === true,
    note: (text) => void err.write(`${text}\n`),
    paint: createPaint(canColor(err, env)),
    paintOut: createPaint(canColor(out, env)),
    flush: async () => {
      await Promise.all([
        drained((done) => (isOpen.out ? write('', done) : done()), out),
        drained((done) => err.write('', done), err),
      ])
      return failure
    },
  }
}

/** Colours, or none. */
export function createPaint(isColored: boolean): Paint {
  const by =
    (code: number) =>
    (text: string): string =>
      isColored ? `\x1b[${code}m${text}\x1b[0m` : text
  return { good: by(32), bad: by(31), warn: by(33), strong: by(1), faint: by(2) }
}

/** `NO_COLOR` and `FORCE_COLOR` decide, else the terminal. */
export function canColor(stream: TextStream, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return stream.isTTY === true && env.TERM !== 'dumb'
}

function drained(write: (done: () => void) => unknown, stream: Stream): Promise<void> {
  return new Promise((resolve) => {
    stream.once('error', () => resolve())
    write(() => resolve())
  })
}
