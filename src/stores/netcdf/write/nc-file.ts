import { renameSync, rmSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { writeFailure } from '../../store-failure.ts'
import type { TemporaryFile } from '../../temporary-file.ts'
import { type FileArray, type FileType, fileTypes } from '../file-type.ts'
import { type H5, type H5Dataset, type H5File, noteFailure } from '../h5.ts'
import { complexMembers, complexType, readComplex, writeComplex } from './complex-records.ts'
import type { ChunkPlan } from './stream/chunk-plan.ts'

/** Variables smaller than this lie in one piece, unpacked. */
const SMALL_BYTES = 8192
/** Bytes that are packed to see whether packing gains anything. */
const SAMPLE_BYTES = 262_144

/** A variable's place in the file. The last dim of the plan of complex numbers is that of their two parts; the file has none. */
export interface Place {
  readonly name: string
  readonly plan: ChunkPlan
  readonly type: FileType
}

/** A NetCDF-4 file that is being written under its temporary name. Every failure is a `StoreError` about the target. */
export class NcFile {
  readonly #h5: H5
  readonly #temporary: TemporaryFile
  readonly #compression: number
  #file: H5File | undefined

  constructor(h5: H5, temporary: TemporaryFile, compression: number) {
    this.#h5 = h5
    this.#temporary = temporary
    this.#compression = compression
    this.#file = this.#attempt(() => this.#create())
  }

  /** Path of the file that will be. */
  get target(): string {
    return this.#temporary.target
  }

  /** A temporary name that is removed with the file's own. */
  besides(suffix: string): string {
    return this.#temporary.besides(suffix)
  }

  /** Runs something on the open file. */
  on<T>(action: (file: H5File) => T): T {
    return this.#attempt(() => {
      if (this.#file === undefined) throw new Error('The file is closed.')
      return action(this.#file)
    })
  }

  /** Makes a variable of all its elements at once. */
  createWhole({ name, plan, type }: Place, values: FileArray): void {
    const isPacked = values.byteLength >= SMALL_BYTES && plan.shape.length > 0 && this.#gains(values)
    this.on((file) =>
      file.create_dataset({
        name,
        data: dataFor(type, values),
        shape: dimsOf(type, plan.shape),
        dtype: dtypeOf(type),
        track_order: true,
        ...(isPacked ? { chunks: dimsOf(type, plan.chunkShape), compression: this.#compression } : {}),
      }),
    )
  }

  /** Makes a variable of which no element is written yet; `sample` tells whether packing pays. */
  createEmpty({ name, plan, type }: Place, sample: FileArray): void {
    const isPacked = this.#gains(sample)
    this.on((file) => {
      const empty = file.create_dataset({
        name,
        data: dataFor(type, fileTypes[type.code].view(new ArrayBuffer(0))),
        shape: [0, ...dimsOf(type, plan.shape).slice(1)],
        maxshape: dimsOf(type, plan.shape),
        chunks: dimsOf(type, plan.chunkShape),
        dtype: dtypeOf(type),
        track_order: true,
        ...(isPacked ? { compression: this.#compression } : {}),
      })
      empty.resize(dimsOf(type, plan.shape))
    })
  }

  writeChunk({ name, plan, type }: Place, chunk: number, values: FileArray): void {
    const box = dimsOf(type, plan.boxOf(chunk))
    this.on((file) => {
      if (type.code === 'z') writeComplex(this.#h5, file, { name, box, values: values as Float64Array })
      else datasetOf(file, name).write_slice(box, values)
    })
  }

  readChunk(place: Place, chunk: number): FileArray {
    return this.on((file) => this.#readFrom(file, place, chunk))
  }

  /** Begins the file anew under the same name; `copy` takes over what it needs through a reader of the old one. */
  restart(copy: (read: (place: Place, chunk: number) => FileArray) => void): void {
    const old = this.#temporary.besides('old')
    this.close()
    this.#attempt(() => renameSync(this.#temporary.path, old))
    const from = this.#attempt(() => new this.#h5.File(old, 'r'))
    try {
      this.#file = this.#attempt(() => this.#create())
      copy((place, chunk) => this.#attempt(() => this.#readFrom(from, place, chunk)))
    } finally {
      from.close()
      rmSync(old, { force: true })
    }
  }

  close(): void {
    const file = this.#file
    this.#file = undefined
    if (file !== undefined) this.#attempt(() => file.close())
  }

  /** Closes and gives the file its name. */
  commit(): void {
    this.close()
    this.#temporary.commit()
  }

  /** Closes, whatever state it is in, and removes it. */
  discard(): void {
    try {
      this.close()
    } catch {
      // A file that cannot even be closed is removed all the same.
    } finally {
      this.#temporary.discard()
    }
  }

  #create(): H5File {
    return new this.#h5.File(this.#temporary.path, 'w', { track_order: true, libver: ['v108', 'v110'] })
  }

  #readFrom(file: H5File, { name, plan, type }: Place, chunk: number): FileArray {
    const box = dimsOf(type, plan.boxOf(chunk))
    if (type.code === 'z') return readComplex(this.#h5, file, { name, box })
    const whole = datasetOf(file, name)
    if (box.length > 0) return whole.slice(box) as FileArray
    const { value } = whole
    const one = type.view(new ArrayBuffer(type.bytes))
    one[0] = value as never
    return one
  }

  #gains({ buffer, byteOffset, byteLength }: FileArray): boolean {
    if (this.#compression === 0) return false
    const sample = new Uint8Array(buffer, byteOffset, Math.min(byteLength, SAMPLE_BYTES))
    return deflateSync(sample, { level: 1 }).length < 0.9 * sample.length
  }

  #attempt<T>(action: () => T): T {
    try {
      return action()
    } catch (error) {
      noteFailure(this.#h5, error)
      throw writeFailure(this.#temporary.target, error)
    }
  }
}

/** A dataset that is known to exist. */
export function datasetOf(file: H5File, name: string): H5Dataset {
  return file.get(`/${name}`) as H5Dataset
}

/** What HDF5 calls a type. */
function dtypeOf({ code }: FileType): string | typeof complexType {
  return code === 'z' ? complexType : `<${code}`
}

function dataFor({ code }: FileType, values: FileArray): FileArray | Map<string, Float64Array> {
  return code === 'z' ? complexMembers(values as Float64Array) : values
}

/** Of the dims of a plan those that the file has. */
function dimsOf<T>({ code }: FileType, dims: readonly T[]): T[] {
  return code === 'z' ? dims.slice(0, -1) : [...dims]
}
