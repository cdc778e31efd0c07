/** What is needed of a stream to show progress on it: `process.stderr` is one. */
export interface TextStream {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): unknown
  on?(event: 'error', listener: (error: Error) => void): unknown
  off?(event: 'error', listener: (error: Error) => void): unknown
}

/** Variables of the environment that say what a terminal can show. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Whether lines can be redrawn: a terminal that knows escape sequences. */
export function canRedraw(stream: TextStream, env: Environment): boolean {
  return stream.isTTY === true && env.TERM !== 'dumb'
}

/** Whether block characters can be shown: the locale must say UTF-8, and the Linux console's font lacks most of them. */
export function canShowUnicode(env: Environment): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || ''
  return /utf-?8/i.test(locale) && env.TERM !== 'linux'
}

/** Whether colours are wanted: `NO_COLOR` and `FORCE_COLOR` decide, else the terminal. */
export function canShowColor(stream: TextStream, env: Environment): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return canRedraw(stream, env)
}

/** Columns that a line may use: one less than there are, since a full line makes some terminals wrap. */
export function lineWidth(stream: TextStream): number {
  return Math.max(1, (stream.columns || 80) - 1)
}
