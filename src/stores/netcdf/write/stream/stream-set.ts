import type { DType } from '../../../../dataset/index.ts'
import type { NcFile } from '../nc-file.ts'
import { CHUNK_ELEMENTS, planChunks } from './chunk-plan.ts'
import { ComplexStream } from './complex-stream.ts'
import { NumberStream } from './number-stream.ts'
import { StringStream } from './string-stream.ts'

/** A stream of any kind. */
export type VariableStream = NumberStream | ComplexStream | StringStream

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

  create(options: StreamOptions): VariableStream {
    const stream = this.#streamOf(options)
    this.#streams.set(options.name, stream)
    return stream
  }

  get(name: string): VariableStream | undefined {
    return this.#streams.get(name)
  }

  /** Goes on with complex numbers where real ones came so far. */
  turnComplex(real: NumberStream, options: Omit<StreamOptions, 'dtype'>): ComplexStream {
    const stream = this.#complexOf(options)
    this.#streams.set(options.name, stream)
    this.file.restart((read) => {
      stream.adopt(real, read)
      for (const other of this.#streams.values()) if (other !== stream) other.copy(read)
    })
    return stream
  }

  /** Removes what the streams have beside the file. */
  close(): void {
    for (const stream of this.#streams.values()) if (!(stream instanceof StringStream)) stream.close()
  }

  #streamOf({ dtype, ...options }: StreamOptions): VariableStream {
    if (dtype === 'string') return new StringStream(this.file, options)
    if (dtype === 'complex128') return this.#complexOf(options)
    const { shape, ...rest } = options
    const plan = planChunks(shape, this.#chunkElements)
    return new NumberStream(this.file, { ...rest, plan, dtype, restart: () => this.#restart() })
  }

  #complexOf(options: Omit<StreamOptions, 'dtype'>): ComplexStream {
    const chunkElements = this.#chunkElements
    return new ComplexStream(this.file, { ...options, chunkElements, restart: () => this.#restart() })
  }

  #restart(): void {
    this.file.restart((read) => {
      for (const stream of this.#streams.values()) stream.copy(read)
    })
  }
}
