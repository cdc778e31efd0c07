import { type Block, sizeOf } from '../../../../dataset/index.ts'
import { StoreError } from '../../../../errors/index.ts'
import type { NcFile } from '../nc-file.ts'

/** More than these bytes of text cannot be handed to HDF5 at once. */
const MOST_BYTES = 1e9

/** Strings with marks of the missing ones. */
export interface StringElements {
  readonly values: readonly string[]
  readonly missing?: Uint8Array | undefined
}

/** What a stream of strings goes into. */
export interface StringStreamOptions {
  readonly name: string
  readonly shape: readonly number[]
  /** Number of points; the rest of the shape is one point's. */
  readonly points: number
}

/** Writes one variable of strings. HDF5 takes them at once only, so they stay in memory until the end. */
export class StringStream {
  readonly #file: NcFile
  readonly #options: StringStreamOptions
  readonly #values: (string | undefined)[]
  readonly #rowLength: number
  #sentinel: string | undefined
  #isWritten = false

  constructor(file: NcFile, options: StringStreamOptions) {
    this.#file = file
    this.#options = options
    this.#values = new Array(sizeOf(options.shape))
    this.#rowLength = options.points === 0 ? 1 : this.#values.length / options.points
  }

  /** What stands for missing strings in the file; `undefined` when nothing is missing. */
  get sentinel(): string | undefined {
    return this.#sentinel
  }

  put(indices: Block['indices'], { values, missing }: StringElements): void {
    const length = this.#rowLength
    const count = indices instanceof Float64Array ? indices.length : indices.hi - indices.lo
    for (let i = 0; i < count; i++) {
      const index = indices instanceof Float64Array ? (indices[i] as number) : indices.lo + i
      for (let j = 0; j < length; j++) {
        const at = i * length + j
        this.#values[index * length + j] = missing?.[at] === 1 ? undefined : values[at]
      }
    }
  }

  finish(): void {
    this.#checkSize()
    this.#isWritten = true
    this.copy()
  }

  /** Writes again what was finished, into a file that was begun anew. */
  copy(): void {
    if (!this.#isWritten) return
    const { name, shape } = this.#options
    const data = Array.from(this.#values, (value) => wellFormed(value ?? this.#sentinel ?? ''))
    this.#file.on((file) => file.create_dataset({ name, data, shape: [...shape], dtype: 'S', track_order: true }))
  }

  /** Chooses the mark of missing strings on the way. */
  #checkSize(): void {
    let [bytes, hasMissing] = [0, false]
    const present = new Set<string>()
    for (const value of this.#values) {
      if (value === undefined) hasMissing = true
      else {
        bytes += value.length + 16
        if (value.length < 16) present.add(value)
      }
    }
    if (bytes > MOST_BYTES || this.#values.length * 24 > MOST_BYTES) throw this.#tooLarge()
    if (hasMissing) this.#sentinel = freeString(present)
  }

  #tooLarge(): StoreError {
    const path = this.#file.target
    return new StoreError(
      `Cannot write ${path}: the strings of \`${this.#options.name}\` take more than a gigabyte.\n` +
        'Return numbers instead, or sweep a part of the space into each file.',
      { path },
    )
  }
}

/** A short string that is no value: `''` if it can be. */
function freeString(present: ReadonlySet<string>): string {
  for (const candidate of ['', 'NA', 'missing', '_']) if (!present.has(candidate)) return candidate
  for (let i = 0; ; i++) if (!present.has(`NA${i}`)) return `NA${i}`
}

const LONE_SURROGATE = /\p{Surrogate}/u

/** Text that UTF-8 can hold: half characters become U+FFFD. */
export function wellFormed(text: string): string {
  return LONE_SURROGATE.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text
}
