import { allocate, type Elements, lazyVariable, sizeOf, type Variable, widthOf } from '../../../dataset/index.ts'
import { StoreError } from '../../../errors/index.ts'
import type { H5, H5File } from '../h5.ts'
import { BeyondSafe } from './decode-numbers.ts'
import type { Decoding } from './decoding.ts'
import type { Stored } from './dims.ts'
import { pad } from './pad.ts'
import { type Box, readRaw } from './raw.ts'
import type { SourceFile } from './source-file.ts'

/** Elements that are read from the file at once, so that a large variable never lies in HDF5's memory whole. */
const SLAB_ELEMENTS = 2 ** 22

/** A variable of a file before its elements are read. */
export interface FileVariable {
  readonly source: SourceFile
  readonly name: string
  readonly stored: Stored
  readonly decoding: Decoding
  /** Names of the dims; without that of the characters of a string. */
  readonly dims: readonly string[]
  /** Lengths of those dims; what is stored may be shorter along an unlimited one. */
  readonly shape: readonly number[]
}

/** The file while it is open, and the library that opened it. */
export interface OpenedFile {
  readonly h5: H5
  readonly file: H5File
}

/** The variable as others see it: elements are read on first touch. */
export function variableOfFile(variable: FileVariable): Variable {
  const { dims, shape, decoding, source } = variable
  const readSlab = (start: readonly number[], count: readonly number[]): Elements => {
    checkBox(variable, start, count)
    return source.read((file, h5) => readBox(variable, { file, h5 }, { start, count }))
  }
  return lazyVariable({
    dims,
    shape,
    dtype: decoding.dtype,
    attrs: decoding.attrs,
    read: () => source.read((file, h5) => readWhole(variable, { file, h5 })),
    readSlab,
  })
}

/** All elements of a variable of an open file. */
export function readWhole(variable: FileVariable, opened: OpenedFile): Elements {
  const { shape, decoding } = variable
  const total = sizeOf(shape)
  if (total <= SLAB_ELEMENTS || decoding.dtype === 'string') {
    return readBox(variable, opened, { start: shape.map(() => 0), count: shape })
  }
  const width = widthOf(decoding.dtype)
  const values = allocate(decoding.dtype, total)
  let missing: Uint8Array | undefined
  let at = 0
  for (const box of boxesOf(shape)) {
    const part = readBox(variable, opened, box)
    values.set(part.values as never, at * width)
    if (part.missing !== undefined) {
      missing ??= new Uint8Array(total)
      missing.set(part.missing, at)
    }
    at += part.values.length / width
  }
  return { values, missing }
}

/** Boxes of bounded size that follow each other in row-major order. */
function* boxesOf(shape: readonly number[]): Generator<Box> {
  const [rows = 1, ...rest] = shape
  const rowLength = sizeOf(rest)
  if (rowLength > SLAB_ELEMENTS) {
    for (let row = 0; row < rows; row++) {
      for (const { start, count } of boxesOf(rest)) yield { start: [row, ...start], count: [1, ...count] }
    }
    return
  }
  const step = Math.max(1, Math.floor(SLAB_ELEMENTS / Math.max(1, rowLength)))
  for (let row = 0; row < rows; row += step) {
    yield { start: [row, ...rest.map(() => 0)], count: [Math.min(step, rows - row), ...rest] }
  }
}

/** Reads a box; what of it lies beyond the stored elements is missing. */
function readBox(variable: FileVariable, opened: OpenedFile, { start, count }: Box): Elements {
  const present = count.map((n, d) =>
    Math.max(0, Math.min(n, (variable.stored.meta.shape?.[d] ?? 0) - (start[d] ?? 0))),
  )
  if (present.every((n, d) => n === count[d])) return readStored(variable, opened, { start, count })
  const empty = { values: variable.decoding.dtype === 'string' ? [] : allocate(variable.decoding.dtype, 0) }
  const part = sizeOf(present) === 0 ? empty : readStored(variable, opened, { start, count: present })
  return pad(part, variable.decoding.dtype, { from: present, to: count })
}

function readStored(variable: FileVariable, opened: OpenedFile, { start, count }: Box): Elements {
  const { stored, decoding, source, name } = variable
  if (decoding.unreadable !== undefined) throw unreadable(variable, decoding.unreadable)
  const last = decoding.joinsLast ? (stored.meta.shape?.at(-1) ?? 0) : 1
  const box = decoding.joinsLast ? { start: [...start, 0], count: [...count, last] } : { start, count }
  const raw = readRaw(opened.h5, opened.file, stored.path, {
    meta: stored.meta,
    box: box.count.length === 0 ? undefined : box,
  })
  if (raw === undefined) throw unreadable(variable, 'its elements have an unknown size')
  try {
    return decoding.decode(raw, last)
  } catch (error) {
    if (error instanceof BeyondSafe) throw beyondSafe(variable, error)
    if (error instanceof RangeError) throw unreadable(variable, error.message)
    throw new StoreError(
      `Cannot read \`${name}\` of ${source.path}.\nIt may be damaged.`,
      { path: source.path },
      { cause: error },
    )
  }
}

function beyondSafe({ name, source }: FileVariable, { message }: BeyondSafe): StoreError {
  return new StoreError(
    `Cannot read \`${name}\` of ${source.path}: ${message}.\n` +
      `Open the file with \`openDataset(path, { bigints: [${quote(name)}] })\` to get its integers as bigints.`,
    { path: source.path },
  )
}

function quote(name: string): string {
  return `'${name.replaceAll(/['\\]/g, '\\$&')}'`
}

function unreadable({ name, source }: FileVariable, why: string): StoreError {
  return new StoreError(
    `Cannot read \`${name}\` of ${source.path}: ${why}.\nThe other variables can be read; convert this one with xarray or h5py.`,
    { path: source.path },
  )
}

function checkBox({ name, shape }: FileVariable, start: readonly number[], count: readonly number[]): void {
  const isFit =
    start.length === shape.length &&
    count.length === shape.length &&
    shape.every((length, d) => {
      const [from, n] = [start[d] ?? -1, count[d] ?? -1]
      return Number.isInteger(from) && Number.isInteger(n) && from >= 0 && n >= 0 && from + n <= length
    })
  if (isFit) return
  throw new TypeError(
    `Expected a box within (${shape.join(', ')}) of \`${name}\`, got start (${start.join(', ')}) and count (${count.join(', ')}).`,
  )
}
