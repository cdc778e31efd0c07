import type { Point } from '../space.ts'
import { ByteWriter } from './byte-writer.ts'
import { enter, type ValuePath, writeText, writeValue } from './write-value.ts'

/** A writer that grew beyond this is let go. */
const MAX_SPARE_BYTES = 2 ** 20

/** The writer that is free; one that a refused value left half full is not put back. */
let spare: ByteWriter | undefined

/**
 * Canonical bytes of a point: equal for equal points, whatever the order of names, in any space, on every machine.
 *
 * `1` and `1.0` are the same, `0` and `-0` too, and every NaN; `1`, `'1'`, `true` and `1n` all differ. A typed array differs
 * from an array of the same numbers. Throws `TypeError` for functions, symbols and instances of classes.
 *
 * @example
 * ```ts
 * const key = encodePoint({ T: 2.5, L: 16 }) // the same bytes as of { L: 16, T: 2.5 }
 * ```
 */
export function encodePoint(point: Point): Uint8Array {
  return collect((bytes) => {
    for (const name of Object.keys(point).sort()) {
      writeText(bytes, name)
      writeValue(bytes, point[name], { parent: undefined, step: name })
    }
  })
}

/** What `encodePoint` gives for points over `names`, from their values in the order of `names`: sorted and encoded once. */
export function createPointEncoder(names: readonly string[]): (values: readonly unknown[]) => Uint8Array {
  const slots = names
    .map((name, slot) => ({ name, slot, prefix: collect((bytes) => writeText(bytes, name)) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return (values) =>
    collect((bytes) => {
      for (const { name, slot, prefix } of slots) {
        bytes.raw(prefix)
        writeValue(bytes, values[slot], { parent: undefined, step: name })
      }
    })
}

/** Where a value stands, for the message that refuses it: `{ root: 'cases', steps: [3, 'a'] }` is `cases[3].a`. */
export interface ValuePlace {
  readonly root: string
  readonly steps: readonly (string | number)[]
}

/** The bytes of one value as a text of as many characters, for maps and sets. */
export function keyTextOf(value: unknown, place: ValuePlace): string {
  const [last = '', ...outer] = [place.root, ...place.steps].reverse()
  const parent = outer.reverse().reduce<ValuePath | undefined>((path, step) => enter(path, step), undefined)
  return bytesAsText(collect((bytes) => writeValue(bytes, value, { parent, step: last })))
}

/** Throws `TypeError` where a value has no key. */
export function refuseUnencodable(value: unknown, place: ValuePlace): void {
  const isSafe =
    value === null || (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol')
  if (!isSafe) keyTextOf(value, place)
}

/** One character for each byte. */
export function bytesAsText(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 4096) {
    text += String.fromCharCode(...bytes.subarray(start, start + 4096))
  }
  return text
}

function collect(write: (bytes: ByteWriter) => void): Uint8Array {
  const bytes = spare ?? new ByteWriter()
  spare = undefined
  bytes.reset()
  write(bytes)
  const taken = bytes.take()
  if (taken.length <= MAX_SPARE_BYTES) spare = bytes
  return taken
}
