/** What a check found: all is well, something is absent that some need, or something that windrow needs does not work. */
export interface Finding {
  readonly status: 'ok' | 'note' | 'problem'
  readonly text: string
  /** What to do about it. */
  readonly remedy?: string
}

/** One thing that `windrow doctor` looks at. Each folder has a list of its own. */
export interface Check {
  readonly name: string
  /** Resolves to what was found; what it rejects with is told as a problem. */
  readonly run: () => Promise<Finding>
}
