/**
 * An error as plain data: what crosses process borders and lands on disk. No code, no class identity; `flattenError`
 * makes one from anything thrown, `rebuildError` turns it back into an `Error` (a tagged one where the tag is ours).
 */
export interface ErrorRecord {
  readonly name: string
  readonly message: string
  readonly stack?: string
  readonly code?: string | number
  /** Set for windrow's own errors. */
  readonly tag?: string
  readonly cause?: ErrorRecord
  /** The parts of an `AggregateError`. */
  readonly errors?: readonly ErrorRecord[]
  /** Own enumerable properties that are plain data. */
  readonly properties?: Readonly<Record<string, unknown>>
}
