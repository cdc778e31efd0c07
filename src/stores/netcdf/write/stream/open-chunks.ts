import { type ArrayValues, allocate } from '../../../../dataset/index.ts'
import type { NumericKind } from '../../file-type.ts'
import type { ChunkPlan } from './chunk-plan.ts'
import type { NumericElements } from './encode.ts'

/** A chunk of which some points have come. */
export interface OpenChunk {
  readonly values: ArrayValues
  missing: Uint8Array | undefined
  /** 1 for each point that has come. */
  readonly seen: Uint8Array
  /** Points that have not come. */
  left: number
}

/** A stretch of whole points within one chunk. */
export interface Piece {
  readonly chunk: number
  /** First element, counted from the chunk's first. */
  readonly start: number
  /** Where the stretch begins in the elements it comes in. */
  readonly at: number
  readonly length: number
}

/** Chunks in memory until all their points have come. */
export class OpenChunks {
  readonly #plan: ChunkPlan
  readonly #dtype: NumericKind
  readonly #rowLength: number
  readonly #open = new Map<number, OpenChunk>()
  #heldBytes = 0

  constructor(plan: ChunkPlan, dtype: NumericKind, rowLength: number) {
    this.#plan = plan
    this.#dtype = dtype
    this.#rowLength = rowLength
  }

  get heldBytes(): number {
    return this.#heldBytes
  }

  /** Copies a stretch in. Gives the chunk back, and forgets it, when nothing of it is left to come. */
  put({ chunk, start, at, length }: Piece, { values, missing }: NumericElements): OpenChunk | undefined {
    const open = this.#open.get(chunk) ?? this.#begin(chunk)
    if (length < 16) for (let i = 0; i < length; i++) open.values[start + i] = values[at + i] as never
    else open.values.set(values.subarray(at, at + length) as never, start)
    if (missing !== undefined) {
      open.missing ??= this.#marks(open)
      open.missing.set(missing.subarray(at, at + length), start)
    }
    const points = length / this.#rowLength
    if (points === 1) open.seen[start / this.#rowLength] = 1
    else open.seen.fill(1, start / this.#rowLength, start / this.#rowLength + points)
    open.left -= points
    return open.left === 0 ? this.remove(chunk) : undefined
  }

  chunks(): number[] {
    return [...this.#open.keys()]
  }

  /** Forgets a chunk and gives it back. */
  remove(chunk: number): OpenChunk | undefined {
    const open = this.#open.get(chunk)
    if (open === undefined) return undefined
    this.#open.delete(chunk)
    this.#heldBytes -= sizeInBytes(open)
    return open
  }

  #begin(chunk: number): OpenChunk {
    const [start, end] = this.#plan.rangeOf(chunk)
    const points = (end - start) / this.#rowLength
    const open: OpenChunk = {
      values: allocate(this.#dtype, end - start),
      missing: undefined,
      seen: new Uint8Array(points),
      left: points,
    }
    this.#open.set(chunk, open)
    this.#heldBytes += sizeInBytes(open)
    return open
  }

  #marks(open: OpenChunk): Uint8Array {
    this.#heldBytes += open.values.length
    return new Uint8Array(open.values.length)
  }
}

/** The elements of a chunk with every point that has not come marked as missing. */
export function closeChunk({ values, missing, seen, left }: OpenChunk): NumericElements {
  if (left === 0) return { values, missing }
  const rowLength = values.length / seen.length
  const marks = missing ?? new Uint8Array(values.length)
  for (const [point, has] of seen.entries()) {
    if (has === 0) marks.fill(1, point * rowLength, (point + 1) * rowLength)
  }
  return { values, missing: marks }
}

function sizeInBytes({ values, missing, seen }: OpenChunk): number {
  return values.byteLength + seen.byteLength + (missing?.byteLength ?? 0)
}
