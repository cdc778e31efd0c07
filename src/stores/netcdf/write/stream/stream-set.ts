import type { DType } from '../../../../dataset/index.ts'
import type { NcFile } from '../nc-file.ts'
import { CHUNK_ELEMENTS, planChunks } from './chunk-plan.ts'
import { NumberStream } from './number-stream.ts'
import { StringStream } from './string-stream.ts'

/** A stream of either kind. */
export type VariableStream = NumberStream | StringStream

/** What a new stream writes. */
export interface StreamOptions {
  readonly name: string
  readonly dtype: DType
  readonly shape: readonly number[]
  /** Number of points; the rest of the shape is one point's. */
  readonly points: number
}

/** The streams of one file. A variable whose type turns out too narrow makes the file begin anew; then all are taken over. */
export class StreamSet {
  readonly file: NcFile
  readonly #chunkElements: number
  readonly #streams = new Map<string, VariableStream>()

  constructor(file: NcFile, chunkElements: number = CHUNK_ELEMENTS) {
    this.file = file
    this.#chunkElements = chunkElements
  }

  create({ name, dtype, shape, points }: StreamOptions): VariableStream {
    const stream =
      dtype === 'string'
        ? new StringStream(this.file, { name, shape, points })
        : new NumberStream(this.file, {
            name,
            plan: planChunks(shape, this.#chunkElements),
            points,
            dtype,
            restart: () => this.#restart(),
          })
    this.#streams.set(name, stream)
    return stream
  }

  get(name: string): VariableStream | undefined {
    return this.#streams.get(name)
  }

  /** Removes what the streams have beside the file. */
  close(): void {
    for (const stream of this.#streams.values()) if (stream instanceof NumberStream) stream.close()
  }

  #restart(): void {
    this.file.restart((read) => {
      for (const stream of this.#streams.values()) stream.copy(read)
    })
  }
}
