import { type ArrayValues, isBig } from '../../../../dataset/index.ts'
import { StoreError } from '../../../../errors/index.ts'
import { type FileArray, type FileType, fileTypeOf, fileTypes, type NumericKind } from '../../file-type.ts'
import type { NcFile, Place } from '../nc-file.ts'
import { decode, encode, type NumericElements, type Sentinel } from './encode.ts'
import { createSentinelTracker, type SentinelTracker, spareSentinel } from './sentinel.ts'

const ABSENT = 0
const FULL = 1
/** State of a chunk with missing elements: this plus the place of its sentinel in the list of those used. */
const WITH_MISSING = 2

/**
 * The chunks of one variable in the file. Whole chunks go in, in any order. What marks missing elements must not occur in
 * the data, which are not known beforehand: when it does, another value takes over and the chunks written before are mended
 * at the end; when every value of the type occurs, the variable is written anew in the next wider type.
 */
export class StoredChunks {
  readonly #file: NcFile
  #place: Place
  #dtype: NumericKind
  #state: Uint16Array
  #sentinels: Sentinel[] = []
  #tracker: SentinelTracker | undefined
  #isCreated = false
  #old: Place | undefined
  #oldSentinels: readonly Sentinel[] | undefined
  /** Writes the whole file anew, after which `copy` was called on every variable. */
  readonly #restart: () => void

  constructor(file: NcFile, place: Omit<Place, 'type'>, options: StoredOptions) {
    const type = options.isComplex === true ? fileTypes.z : fileTypeOf(options.dtype)
    this.#file = file
    this.#place = { ...place, type }
    this.#dtype = options.dtype
    this.#state = new Uint16Array(place.plan.count)
    this.#tracker = createSentinelTracker(type, options.dtype)
    this.#restart = options.restart
  }

  get dtype(): NumericKind {
    return this.#dtype
  }

  /** The type in the file. */
  get type(): FileType {
    return this.#place.type
  }

  /** What marks missing elements, `undefined` as long as there are none. */
  get sentinel(): Sentinel | undefined {
    return this.#sentinels.at(-1)
  }

  isWritten(chunk: number): boolean {
    return this.#state[chunk] !== ABSENT
  }

  /** Must see all data before any chunk that holds them is written. Dates with fractions of milliseconds are no integers. */
  see(values: ArrayValues): void {
    if (this.#isWholeDates && !areWhole(values)) this.#retype(fileTypes.d)
    this.#tracker?.see(values)
    const sentinel = this.sentinel
    if (sentinel !== undefined && this.#tracker?.isFree(sentinel) === false) this.#addSentinel()
  }

  write(chunk: number, elements: NumericElements): void {
    const { values, missing } = this.#isWholeDates ? markNaN(elements) : elements
    const hasMissing = missing?.includes(1) === true
    if (hasMissing && this.sentinel === undefined) this.#addSentinel()
    this.#put(chunk, { values, missing: hasMissing ? missing : undefined })
  }

  /** All chunks that are in the file, in no order. */
  *drain(read: (place: Place, chunk: number) => FileArray): Generator<{ chunk: number; elements: NumericElements }> {
    for (const [chunk, state] of this.#state.entries()) {
      if (state === ABSENT) continue
      const stored = read(this.#place, chunk)
      yield { chunk, elements: decode(stored, this.#dtype, this.#sentinels[state - WITH_MISSING]) }
    }
  }

  /** Makes a variable that has no elements. */
  writeNothing(): void {
    this.#file.createWhole(this.#place, this.#place.type.view(new ArrayBuffer(0)))
    this.#isCreated = true
  }

  /** From now on elements are floating-point; what is written is written anew. */
  toFloat(): void {
    if (this.#dtype === 'float64') return
    this.#dtype = 'float64'
    this.#retype(fileTypes.d)
  }

  /** Mends the chunks whose mark of missing elements turned out to be a value. */
  mend(): void {
    const last = this.#sentinels.length - 1
    for (const [chunk, state] of this.#state.entries()) {
      const used = state - WITH_MISSING
      if (used < 0 || used === last) continue
      const stored = this.#file.readChunk(this.#place, chunk)
      this.#put(chunk, decode(stored, this.#dtype, this.#sentinels[used]))
    }
  }

  /** Takes this variable over into a file that was begun anew. */
  copy(read: (place: Place, chunk: number) => FileArray): void {
    const [place, sentinels] = [this.#old ?? this.#place, this.#oldSentinels ?? this.#sentinels]
    const isEmpty = this.#isCreated && this.#state.length === 0
    this.#isCreated = false
    if (isEmpty) this.writeNothing()
    for (const [chunk, state] of this.#state.entries()) {
      if (state === ABSENT) continue
      this.#put(chunk, decode(read(place, chunk), this.#dtype, sentinels[state - WITH_MISSING]))
    }
  }

  get #isWholeDates(): boolean {
    return this.#dtype === 'datetime' && this.#place.type.code === 'q'
  }

  #retype(type: FileType): void {
    ;[this.#old, this.#oldSentinels] = [this.#place, this.#sentinels]
    this.#place = { ...this.#place, type }
    this.#tracker = undefined
    this.#sentinels = this.#sentinels.length === 0 ? [] : [spareSentinel(type)]
    if (this.#isCreated) this.#restart()
    ;[this.#old, this.#oldSentinels] = [undefined, undefined]
  }

  #addSentinel(): void {
    const { type } = this.#place
    const free = this.#tracker === undefined ? spareSentinel(type) : this.#tracker.free()
    if (free !== undefined) this.#sentinels.push(free)
    else if (isBig(this.#dtype)) throw this.#full()
    else {
      this.#sentinels.push(Number.NaN)
      this.#retype(fileTypes[type.wider ?? 'd'])
    }
  }

  #full(): StoreError {
    const path = this.#file.target
    return new StoreError(
      `Cannot write ${path}: \`${this.#place.name}\` holds every integer that could mark a missing one.\n` +
        'Return the integers as strings, or none of the least 65,536 (for unsigned ones: the greatest).',
      { path },
    )
  }

  #put(chunk: number, elements: NumericElements): void {
    const sentinel = elements.missing === undefined ? 0 : (this.sentinel ?? 0)
    const stored = encode(elements, this.#place.type, sentinel)
    this.#state[chunk] = elements.missing === undefined ? FULL : WITH_MISSING + this.#sentinels.length - 1
    if (this.#place.plan.count === 1 && !this.#isCreated) this.#file.createWhole(this.#place, stored)
    else {
      if (!this.#isCreated) this.#file.createEmpty(this.#place, stored)
      this.#file.writeChunk(this.#place, chunk, stored)
    }
    this.#isCreated = true
  }
}

/** How the chunks of a variable are stored. */
export interface StoredOptions {
  readonly dtype: NumericKind
  /** The numbers are parts of complex ones, in turn. */
  readonly isComplex?: boolean
  readonly restart: () => void
}

function areWhole(values: ArrayValues): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (!Number.isSafeInteger(value) && !Number.isNaN(value)) return false
  }
  return true
}

/** Marks NaN as missing, for dates that go into the file as integers. */
function markNaN({ values, missing }: NumericElements): NumericElements {
  const marks = missing?.slice() ?? new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) marks[i] = 1
  return { values, missing: marks }
}
