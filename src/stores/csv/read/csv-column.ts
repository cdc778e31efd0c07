import { CsvFault, type Fields } from './tokenize.ts'

const QUOTE = 0x22
const SPACE = 0x20
const TAB = 0x09

/** The fields of one column below the header. */
export class CsvColumn {
  readonly name: string
  readonly length: number
  readonly bytes: Buffer
  readonly #fields: Fields
  readonly #column: number
  readonly #gaps: ReadonlySet<string>
  readonly #longestGap: number

  constructor(
    fields: Fields,
    column: number,
    { name, missing }: { readonly name: string; readonly missing: readonly string[] },
  ) {
    this.name = name
    this.length = Math.max(0, fields.records - 1)
    this.bytes = fields.bytes
    this.#fields = fields
    this.#column = column
    this.#gaps = new Set(missing)
    this.#longestGap = Math.max(0, ...missing.map((text) => Buffer.byteLength(text)))
  }

  /** True where row `i` is quoted in a file in which quotes tell texts from other kinds. */
  isQuoted(i: number): boolean {
    return this.#fields.hasBare && this.bytes[this.start(i)] === QUOTE
  }

  /** True where row `i` has no value: a bare field with nothing in it, or one of the texts that stand for it. */
  isMissing(i: number): boolean {
    const start = this.start(i)
    const end = this.end(i)
    if (start === end) return true
    if (end - start > this.#longestGap || this.bytes[start] === QUOTE) return false
    return this.#gaps.has(this.bytes.toString('utf8', start, end))
  }

  /** True where row `i` is a pair of quotes: an empty text. */
  isEmptyText(i: number): boolean {
    return this.end(i) - this.start(i) === 2 && this.bytes[this.start(i)] === QUOTE
  }

  start(i: number): number {
    return this.#fields.starts[this.#place(i)] as number
  }

  end(i: number): number {
    return this.#fields.ends[this.#place(i)] as number
  }

  /** Where the contents begin and end: without quotes, and without spaces around them. */
  inner(i: number): readonly [number, number] {
    let start = this.start(i)
    let end = this.end(i)
    if (this.bytes[start] === QUOTE) {
      start++
      end--
    }
    while (start < end && isBlank(this.bytes[start])) start++
    while (end > start && isBlank(this.bytes[end - 1])) end--
    return [start, end]
  }

  text(i: number): string {
    return fieldText(this.#fields, this.#place(i))
  }

  /** What is wrong with row `i`. */
  fault(i: number, message: string, remedy: string): CsvFault {
    return new CsvFault(message, { at: this.start(i), remedy })
  }

  #place(i: number): number {
    return (i + 1) * this.#fields.width + this.#column
  }
}

/** The text of a field without its quotes. */
export function fieldText({ bytes, starts, ends }: Fields, field: number): string {
  const start = starts[field] as number
  const end = ends[field] as number
  if (bytes[start] !== QUOTE) return bytes.toString('utf8', start, end)
  const text = bytes.toString('utf8', start + 1, end - 1)
  return text.includes('"') ? text.replaceAll('""', '"') : text
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB
}
