import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { type ArrayValues, allocate } from '../../../../dataset/index.ts'
import type { NumericKind } from '../../file-type.ts'
import type { NumericElements } from './encode.ts'

/** Rows (the elements of one point) as they come back from the spool. */
export interface SpooledRows extends NumericElements {
  readonly indices: Float64Array
}

/** What the spool needs to know of a variable. */
export interface SpoolOptions {
  readonly path: string
  readonly dtype: NumericKind
  /** Elements of one point. */
  readonly rowLength: number
  readonly buckets: number
  readonly bucketOf: (index: number) => number
  /** Bytes for rows that are not on disk yet, all buckets together. */
  readonly memoryBytes: number
}

/** Rows of one bucket that are not on disk yet. The arrays are made once and used again after each stretch. */
interface Pending {
  readonly indices: Float64Array
  readonly values: ArrayValues
  missing: Uint8Array | undefined
  count: number
}

/** A stretch of the spool file: indices, values and, where some are missing, marks. */
interface Extent {
  readonly offset: number
  readonly count: number
  readonly hasMissing: boolean
}

/**
 * Keeps rows that come in no order, sorted roughly: one bucket holds the rows of neighbouring chunks. Rows gather in memory,
 * and go to the file in a stretch when their bucket is full; `take` gives a bucket back. Every byte goes to the disk once.
 */
export class Spool {
  readonly #options: SpoolOptions
  readonly #pending: (Pending | undefined)[]
  readonly #extents: Extent[][]
  readonly #capacity: number
  #descriptor: number | undefined
  #end = 0

  constructor(options: SpoolOptions) {
    const { buckets, dtype, rowLength, memoryBytes } = options
    const rowBytes = 8 + rowLength * (allocate(dtype, 0).BYTES_PER_ELEMENT + 1)
    this.#options = options
    this.#pending = new Array(buckets)
    this.#extents = Array.from({ length: buckets }, () => [])
    this.#capacity = Math.max(1, Math.floor(memoryBytes / buckets / rowBytes))
  }

  /** Takes the row that begins at `at` in `elements`. */
  add(index: number, { values, missing }: NumericElements, at: number): void {
    const { rowLength } = this.#options
    const pending = this.#roomFor(index)
    const to = pending.count * rowLength
    pending.indices[pending.count++] = index
    for (let j = 0; j < rowLength; j++) pending.values[to + j] = values[at + j] as never
    if (missing !== undefined) pending.missing ??= new Uint8Array(pending.values.length)
    if (pending.missing === undefined) return
    for (let j = 0; j < rowLength; j++) pending.missing[to + j] = missing?.[at + j] ?? 0
  }

  /** All rows of a bucket, in stretches. */
  *take(bucket: number): Generator<SpooledRows, void> {
    const { dtype, rowLength } = this.#options
    for (const { offset, count, hasMissing } of this.#extents[bucket] ?? []) {
      const indices = new Float64Array(count)
      const values = allocate(dtype, count * rowLength)
      this.#read(indices, offset)
      this.#read(values, offset + indices.byteLength)
      const missing = hasMissing ? new Uint8Array(values.length) : undefined
      if (missing !== undefined) this.#read(missing, offset + indices.byteLength + values.byteLength)
      yield { indices, values, missing }
    }
    const rest = this.#pending[bucket]
    if (rest === undefined) return
    this.#pending[bucket] = undefined
    const { indices, count, ...elements } = rest
    yield { indices: indices.subarray(0, count), ...elements }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
    rmSync(this.#options.path, { force: true })
  }

  #roomFor(index: number): Pending {
    const { dtype, rowLength, bucketOf } = this.#options
    const bucket = bucketOf(index)
    const known = this.#pending[bucket]
    if (known !== undefined) {
      if (known.count === this.#capacity) this.#write(bucket, known)
      return known
    }
    const fresh: Pending = {
      indices: new Float64Array(this.#capacity),
      values: allocate(dtype, this.#capacity * rowLength),
      missing: undefined,
      count: 0,
    }
    this.#pending[bucket] = fresh
    return fresh
  }

  #write(bucket: number, pending: Pending): void {
    const { count, missing } = pending
    const length = count * this.#options.rowLength
    this.#extents[bucket]?.push({ offset: this.#end, count, hasMissing: missing !== undefined })
    this.#append(pending.indices.subarray(0, count))
    this.#append(pending.values.subarray(0, length))
    if (missing !== undefined) this.#append(missing.subarray(0, length))
    pending.count = 0
  }

  #append(part: ArrayValues): void {
    this.#descriptor ??= openSync(this.#options.path, 'wx+')
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength)
    for (let done = 0; done < bytes.length; ) {
      const written = writeSync(this.#descriptor, bytes, done, bytes.length - done, this.#end)
      done += written
      this.#end += written
    }
  }

  #read(into: ArrayValues, offset: number): void {
    const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength)
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(this.#descriptor as number, bytes, done, bytes.length - done, offset + done)
      if (count === 0) throw new Error('The spool file was cut short')
      done += count
    }
  }
}
