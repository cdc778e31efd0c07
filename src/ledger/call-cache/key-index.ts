import type { RecordPlace } from '../segment/segment-file.ts'

const COLUMNS = 4

/** Where the record of each key is, in some 150 bytes a key. A key that comes again replaces its place. */
export class KeyIndex {
  readonly #rows: Map<string, number> = new Map()
  /** Number of the segment, offset, length of the head, length of the payload. */
  #table: Float64Array = new Float64Array(COLUMNS * 256)
  readonly #segments: string[] = []
  readonly #segmentNumbers: Map<string, number> = new Map()

  get size(): number {
    return this.#rows.size
  }

  get(key: string): RecordPlace | undefined {
    const row = this.#rows.get(key)
    return row === undefined ? undefined : this.#place(row)
  }

  set(key: string, { segmentId, offset, headLength, payloadLength }: RecordPlace): void {
    let row = this.#rows.get(key)
    if (row === undefined) {
      row = this.#rows.size
      this.#rows.set(key, row)
      this.#reserve(row + 1)
    }
    const table = this.#table
    const at = COLUMNS * row
    table[at] = this.#segmentNumber(segmentId)
    table[at + 1] = offset
    table[at + 2] = headLength
    table[at + 3] = payloadLength
  }

  *entries(): Generator<[key: string, place: RecordPlace]> {
    for (const [key, row] of this.#rows) yield [key, this.#place(row)]
  }

  #place(row: number): RecordPlace {
    const [number = 0, offset = 0, headLength = 0, payloadLength = 0] = this.#table.subarray(COLUMNS * row)
    return { segmentId: this.#segments[number] ?? '', offset, headLength, payloadLength }
  }

  #segmentNumber(segmentId: string): number {
    const known = this.#segmentNumbers.get(segmentId)
    if (known !== undefined) return known
    this.#segmentNumbers.set(segmentId, this.#segments.push(segmentId) - 1)
    return this.#segments.length - 1
  }

  #reserve(rows: number): void {
    if (COLUMNS * rows <= this.#table.length) return
    const grown = new Float64Array(2 * this.#table.length)
    grown.set(this.#table)
    this.#table = grown
  }
}
