import { encodeCanonical } from '../encoding/index.ts'
import { sha256Hex } from '../host/index.ts'

/** What makes a call the same call. */
export interface CallIdentity {
  /** Hash of the function's code, as `hashOfCode` makes it. */
  readonly sourceHash: string
  readonly args: readonly unknown[]
  /**
   * A user's own version: another version is another call.
   *
   * @default ''
   */
  readonly version?: string
}

/**
 * The key of a call: SHA-256 over its canonical encoding, as 64 hexadecimal digits.
 *
 * The order of object properties does not count. What a function can tell apart is another call: `-0` and `0`, the order of
 * a `Map` or `Set`, an `undefined` property and none, the kind of a typed array, one object given twice and two equal ones.
 * Throws `TypeError` for arguments that are no data.
 *
 * @example
 * ```ts
 * const key = callKey({ sourceHash, args: [{ beta: 0.44 }], version: '2' })
 * ```
 */
export function callKey({ sourceHash, args, version = '' }: CallIdentity): string {
  return sha256Hex(encodeCanonical(['windrow call 1', sourceHash, version, [...args]]))
}
