import { type Encoder, writeMember, writeNamed, writeText } from './encode-value.ts'
import { ERROR_HAS, TAG } from './format.ts'

/** Members of an error that are written by name; the rest are its properties. */
const OWN_MEMBERS: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause', 'errors'])

/** Writes an error: name, message, stack, cause, the errors of an `AggregateError`, and its own properties. */
export function writeError(encoder: Encoder, error: Error): void {
  const { sink, isCanonical } = encoder
  const stack: unknown = isCanonical ? undefined : error.stack
  const has = {
    stack: typeof stack === 'string',
    cause: Object.hasOwn(error, 'cause'),
    errors: Object.hasOwn(error, 'errors'),
  }
  sink.byte(TAG.error)
  sink.byte((has.stack ? ERROR_HAS.stack : 0) | (has.cause ? ERROR_HAS.cause : 0) | (has.errors ? ERROR_HAS.errors : 0))
  writeText(sink, String(error.name))
  writeText(sink, String(error.message))
  if (typeof stack === 'string') writeText(sink, stack)
  if (has.cause) writeMember(encoder, 'cause', error.cause)
  if (has.errors) writeMember(encoder, 'errors', (error as AggregateError).errors)
  writeNamed(
    encoder,
    error,
    Object.keys(error).filter((name) => !OWN_MEMBERS.has(name)),
  )
}
