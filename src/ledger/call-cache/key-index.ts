import { entriesOfIndex, findInIndex } from '../segment/result-index.ts'
import type { RecordPlace } from '../segment/segment-file.ts'

const COLUMNS = 4

/**
 * Where the record of each key is. Indices of closed segments are kept as they are, at 44 bytes a key; records that were read
 * one by one take some 150, and replace earlier ones of their key.
 */
export class KeyIndex {
  readonly #blocks: Map<string, Buffer> = new Map()
  readonly #rows: Map<string, number> = new Map()
  /** Number of the segment, offset, length of the head, length of the payload. */
  #table: Float64Array = new Float64Array(COLUMNS * 256)
  readonly #segments: string[] = []
  readonly #segmentNumbers: Map<string, number> = new Map()

  has(key: string): boolean {
    return this.places(key).next().done !== true
  }

  /** Every place where a record of the key may be. */
  *places(key: string): Generator<RecordPlace> {
    const row = this.#rows.get(key)
    if (row !== undefined) yield this.#place(row)
    if (this.#blocks.size === 0) return
    const bytes = Buffer.from(key, 'latin1')
    for (const [segmentId, index] of this.#blocks) {
      const place = findInIndex(index, bytes, segmentId)
      if (place !== undefined) yield place
    }
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

  /** Takes in the index of a closed segment. */
  addBlock(segmentId: string, index: Buffer): void {
    this.#blocks.set(segmentId, index)
  }

  /** Forgets the indices of segments that are gone. */
  keepBlocks(isPresent: (segmentId: string) => boolean): void {
    for (const segmentId of this.#blocks.keys()) if (!isPresent(segmentId)) this.#blocks.delete(segmentId)
  }

  /** Each key once. */
  *entries(): Generator<[key: string, place: RecordPlace]> {
    const seen = new Set<string>(this.#rows.keys())
    for (const [key, row] of this.#rows) yield [key, this.#place(row)]
    for (const [segmentId, index] of this.#blocks) {
      for (const [key, place] of entriesOfIndex(index, segmentId)) {
        if (seen.has(key)) continue
        seen.add(key)
        yield [key, place]
      }
    }
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
