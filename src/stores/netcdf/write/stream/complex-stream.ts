import { allocate, type Block, toComplex } from '../../../../dataset/index.ts'
import type { FileArray } from '../../file-type.ts'
import type { NcFile, Place } from '../nc-file.ts'
import { CHUNK_ELEMENTS, planChunks } from './chunk-plan.ts'
import type { NumericElements } from './encode.ts'
import type { Holder } from './memory-budget.ts'
import { NumberStream } from './number-stream.ts'

/** What a stream of complex numbers goes into. */
export interface ComplexStreamOptions {
  readonly name: string
  readonly shape: readonly number[]
  /** Number of points; the rest of the shape is one point's. */
  readonly points: number
  readonly chunkElements?: number
  readonly restart: () => void
}

/** Writes one variable of complex numbers: a stream of their parts, which lie along a last dim that the file does not have. */
export class ComplexStream implements Holder {
  readonly #parts: NumberStream

  constructor(file: NcFile, { name, shape, points, restart, chunkElements = CHUNK_ELEMENTS }: ComplexStreamOptions) {
    const plan = planChunks([...shape, 2], 2 * chunkElements)
    this.#parts = new NumberStream(file, { name, plan, points, dtype: 'float64', isComplex: true, restart })
  }

  /** Elements of one point. */
  get rowLength(): number {
    return this.#parts.rowLength / 2
  }

  get heldBytes(): number {
    return this.#parts.heldBytes
  }

  put(indices: Block['indices'], { values, missing }: NumericElements): void {
    this.#parts.put(indices, { values, missing: missing === undefined ? undefined : twice(missing) })
  }

  /** Takes over what a stream of real numbers has; `read` reads what of it is in the file. */
  adopt(real: NumberStream, read: (place: Place, chunk: number) => FileArray): void {
    for (const { first, elements } of real.drain(read)) {
      const { values, missing } = elements
      const marks = missing === undefined ? undefined : twice(missing)
      this.#parts.putAt(2 * first, { values: toComplex(values as Float64Array), missing: marks })
    }
  }

  release(memoryBytes: number): void {
    this.#parts.release(memoryBytes)
  }

  finishing(): Generator<void, void> {
    return this.#parts.finishing()
  }

  finish(): void {
    this.#parts.finish()
  }

  copy(read: (place: Place, chunk: number) => FileArray): void {
    this.#parts.copy(read)
  }

  close(): void {
    this.#parts.close()
  }
}

/** Complex numbers that are all missing. */
export function missingComplex(elements: number): Float64Array {
  return (allocate('complex128', elements) as Float64Array).fill(Number.NaN)
}

/** One mark for each part. */
function twice(marks: Uint8Array): Uint8Array {
  const doubled = new Uint8Array(2 * marks.length)
  for (let i = 0; i < doubled.length; i++) doubled[i] = marks[i >> 1] as number
  return doubled
}
