import { sha256Hex } from '../../host/index.ts'
import type { AxisDescription, SpaceDescription } from '../../space/index.ts'

/** HDF5 keeps attributes below 64 kB in the header; some readers fail on larger ones. */
const MAX_TEXT_LENGTH = 32_768
const MAX_LIST_LENGTH = 1_000

/**
 * A space as JSON. Numbers that JSON lacks are texts (`"NaN"`), dates are ISO texts. A list that is long is replaced by
 * its length and the SHA-256 of its JSON, or of its bytes where it is all numbers, so that a reader can still tell whether it was the same.
 */
export function renderSpace(description: SpaceDescription): string {
  const exact = toJson(abridge(description, MAX_LIST_LENGTH))
  if (exact.length <= MAX_TEXT_LENGTH) return exact
  const short = toJson(abridge(description, 0))
  return short.length <= MAX_TEXT_LENGTH ? short : toJson({ version: 1, sha256: sha256Hex(toJson(description)) })
}

/** Number of points of a space. */
export function sizeOf({ cases, axes }: SpaceDescription): number {
  const firstColumn = cases === undefined ? undefined : Object.values(cases.columns)[0]
  return axes.reduce((size, { values }) => size * lengthOf(values), firstColumn?.length ?? 1)
}

function lengthOf(values: AxisDescription): number {
  return values.kind === 'list' ? values.values.length : values.length
}

function abridge({ version, cases, axes }: SpaceDescription, maxLength: number): object {
  return {
    version,
    ...(cases && {
      cases: {
        names: cases.names,
        columns: Object.fromEntries(
          Object.entries(cases.columns).map(([name, values]) => [name, abridgeList(values, maxLength)]),
        ),
      },
    }),
    axes: axes.map(({ name, values }) => {
      return {
        name,
        values: values.kind === 'list' ? { ...values, values: abridgeList(values.values, maxLength) } : values,
      }
    }),
  }
}

function abridgeList(values: readonly unknown[] | Float64Array, maxLength: number): unknown {
  if (values.length <= maxLength) return values
  if (values instanceof Float64Array)
    return { length: values.length, sha256: sha256Hex(bytesOf(values)), of: 'float64' }
  return { length: values.length, sha256: sha256Hex(toJson(values)), of: 'json' }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

/** `JSON.stringify` asks dates for their text before the replacer sees them. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint' || (typeof inner === 'number' && !Number.isFinite(inner))) return String(inner)
    return ArrayBuffer.isView(inner) && Symbol.iterator in inner
      ? Array.from(inner as Iterable<unknown> & ArrayBufferView)
      : inner
  })
}
