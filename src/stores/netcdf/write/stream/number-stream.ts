import { allocate, type Block, sizeOf } from '../../../../dataset/index.ts'
import type { FileArray, NumericKind } from '../../file-type.ts'
import type { NcFile, Place } from '../nc-file.ts'
import type { ChunkPlan } from './chunk-plan.ts'
import type { NumericElements } from './encode.ts'
import type { Holder } from './memory-budget.ts'
import { closeChunk, OpenChunks, type Piece } from './open-chunks.ts'
import { Spool, type SpooledRows } from './spool.ts'
import { StoredChunks, type StoredOptions } from './stored-chunks.ts'

/** Bytes of neighbouring chunks that are put together at once when the spool is read back. */
const BUCKET_BYTES = 2 ** 25

/** What a stream of numbers goes into. */
export interface NumberStreamOptions extends StoredOptions {
  readonly name: string
  readonly plan: ChunkPlan
  /** Number of points; the rest of the shape is one point's. */
  readonly points: number
}

/** Elements of whole points that follow each other from the `first` element on. */
export interface Drained {
  readonly first: number
  readonly elements: NumericElements
}

/**
 * Writes one variable as its points come, in any order, each chunk once: stretches that cover a chunk go straight to the file,
 * others gather in open chunks, and when memory gets scarce in a spool file that is sorted into chunks at the end.
 */
export class NumberStream implements Holder {
  readonly stored: StoredChunks
  readonly #file: NcFile
  readonly #plan: ChunkPlan
  /** Elements of one point. */
  readonly rowLength: number
  #open: OpenChunks
  #spool: Spool | undefined
  /** Chunks that share a bucket of the spool. */
  readonly #bucketChunks: number

  constructor(file: NcFile, options: NumberStreamOptions) {
    const { name, plan, points, dtype } = options
    this.stored = new StoredChunks(file, { name, plan }, options)
    this.#file = file
    this.#plan = plan
    this.rowLength = points === 0 ? 1 : sizeOf(plan.shape) / points
    this.#open = new OpenChunks(plan, dtype, this.rowLength)
    this.#bucketChunks = Math.max(1, Math.floor(BUCKET_BYTES / (8 * Math.max(1, sizeOf(plan.chunkShape)))))
  }

  /** Bytes of open chunks. */
  get heldBytes(): number {
    return this.#open.heldBytes
  }

  put(indices: Block['indices'], elements: NumericElements): void {
    if (!(indices instanceof Float64Array)) {
      this.putAt(indices.lo * this.rowLength, elements)
      return
    }
    this.stored.see(elements.values)
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i] as number
      const run = { at: i * this.rowLength, length: this.rowLength }
      if (this.#spool !== undefined && !this.#isWide) this.#spool.add(index, elements, run.at)
      else this.#putRun(index * this.rowLength, elements, run)
    }
  }

  /** Gives everything away, whole points from an element on, and forgets it; `read` reads what is in the file. */
  *drain(read: (place: Place, chunk: number) => FileArray): Generator<Drained, void> {
    for (const { chunk, elements } of this.stored.drain(read)) yield { first: this.#plan.rangeOf(chunk)[0], elements }
    for (const chunk of this.#open.chunks()) {
      const open = this.#open.remove(chunk)
      const first = this.#plan.rangeOf(chunk)[0]
      for (const [point, has] of (open?.seen ?? []).entries()) {
        const at = point * this.rowLength
        if (open !== undefined && has === 1) yield { first: first + at, elements: part(open, at, this.rowLength) }
      }
    }
    for (const rows of this.#spooled()) {
      for (const [i, index] of rows.indices.entries()) {
        const elements = part(rows, i * this.rowLength, this.rowLength)
        yield { first: index * this.rowLength, elements }
      }
    }
    this.close()
  }

  *#spooled(): Generator<SpooledRows, void> {
    const buckets = this.#spool === undefined ? 0 : Math.ceil(this.#plan.count / this.#bucketChunks)
    for (let bucket = 0; bucket < buckets; bucket++) yield* this.#spool?.take(bucket) ?? []
  }

  /** Puts whole points from an element on. */
  putAt(first: number, elements: NumericElements): void {
    this.stored.see(elements.values)
    this.#putRun(first, elements, { at: 0, length: elements.values.length })
  }

  toFloat(): void {
    this.stored.toFloat()
  }

  copy(read: (place: Place, chunk: number) => FileArray): void {
    this.stored.copy(read)
  }

  /** Moves open chunks to the spool, which keeps at most `memoryBytes` of rows in memory. */
  release(memoryBytes: number): void {
    this.#spool ??= this.#createSpool(memoryBytes)
    for (const chunk of this.#open.chunks()) {
      const open = this.#open.remove(chunk)
      const first = this.#plan.rangeOf(chunk)[0] / this.rowLength
      if (open === undefined) continue
      for (const [point, has] of open.seen.entries()) {
        if (has === 1) this.#spool.add(first + point, open, point * this.rowLength)
      }
    }
  }

  /** Writes what is left; points that never came are missing. */
  finish(): void {
    for (const _ of this.finishing());
  }

  /** The same in steps of well under a second, for callers that have other things to do in between. */
  *finishing(): Generator<void, void> {
    if (this.#spool !== undefined) yield* this.#unspool(this.#spool)
    this.#closeAll()
    if (this.#plan.count === 0) this.stored.writeNothing()
    yield* this.#fillRest()
    this.stored.mend()
  }

  *#fillRest(): Generator<void, void> {
    let blank: NumericElements | undefined
    for (let chunk = 0; chunk < this.#plan.count; chunk++) {
      if (this.stored.isWritten(chunk)) continue
      const [start, end] = this.#plan.rangeOf(chunk)
      if (blank?.values.length !== end - start) blank = blankOf(this.stored.dtype, end - start)
      this.stored.write(chunk, blank)
      if (chunk % 16 === 15) yield
    }
  }

  /** Removes the spool file. */
  close(): void {
    this.#spool?.close()
    this.#spool = undefined
  }

  /** True where one point fills chunks of its own. */
  get #isWide(): boolean {
    return this.rowLength > sizeOf(this.#plan.chunkShape)
  }

  #putRun(first: number, elements: NumericElements, run: { readonly at: number; readonly length: number }): void {
    for (let done = 0; done < run.length; ) {
      const chunk = this.#plan.indexOf(first + done)
      const [start, end] = this.#plan.rangeOf(chunk)
      const length = Math.min(end - first - done, run.length - done)
      const at = run.at + done
      if (length === end - start) this.stored.write(chunk, part(elements, at, length))
      else this.#putPiece({ chunk, start: first + done - start, at, length }, elements)
      done += length
    }
  }

  #putPiece(piece: Piece, elements: NumericElements): void {
    if (this.#spool === undefined) {
      const full = this.#open.put(piece, elements)
      if (full !== undefined) this.stored.write(piece.chunk, full)
      return
    }
    const first = (this.#plan.rangeOf(piece.chunk)[0] + piece.start) / this.rowLength
    for (let point = 0; point < piece.length / this.rowLength; point++) {
      this.#spool.add(first + point, elements, piece.at + point * this.rowLength)
    }
  }

  #createSpool(memoryBytes: number): Spool {
    const { dtype } = this.stored
    return new Spool({
      path: this.#file.besides(`spool${spools++}`),
      dtype,
      rowLength: this.rowLength,
      memoryBytes,
      buckets: Math.ceil(this.#plan.count / this.#bucketChunks),
      bucketOf: (index) => Math.floor(this.#plan.indexOf(index * this.rowLength) / this.#bucketChunks),
    })
  }

  *#unspool(spool: Spool): Generator<void, void> {
    const buckets = Math.ceil(this.#plan.count / this.#bucketChunks)
    this.#spool = undefined
    try {
      for (let bucket = 0; bucket < buckets; bucket++) {
        for (const rows of spool.take(bucket)) {
          for (let i = 0; i < rows.indices.length; i++) {
            const first = (rows.indices[i] as number) * this.rowLength
            this.#putRun(first, rows, { at: i * this.rowLength, length: this.rowLength })
          }
        }
        this.#closeAll()
        yield
      }
    } finally {
      spool.close()
    }
  }

  #closeAll(): void {
    for (const chunk of this.#open.chunks()) {
      const open = this.#open.remove(chunk)
      if (open !== undefined) this.stored.write(chunk, closeChunk(open))
    }
  }
}

let spools = 0

function part({ values, missing }: NumericElements, at: number, length: number): NumericElements {
  return { values: values.subarray(at, at + length), missing: missing?.subarray(at, at + length) }
}

function blankOf(dtype: NumericKind, length: number): NumericElements {
  return { values: allocate(dtype, length), missing: new Uint8Array(length).fill(1) }
}
