import {
  type ArrayKind,
  type Attrs,
  type Elements,
  isBig,
  isBigArray,
  sizeOf,
  type Variable,
  widthOf,
} from '../../../dataset/index.ts'
import { fileTypeOf } from '../file-type.ts'
import { TYPE_ATTR } from '../reserved.ts'
import { writeAttrs } from './attributes.ts'
import { datasetOf } from './nc-file.ts'
import type { NumericElements } from './stream/encode.ts'
import { NumberStream } from './stream/number-stream.ts'
import type { StreamSet, VariableStream } from './stream/stream-set.ts'
import { type StringElements, StringStream } from './stream/string-stream.ts'

/** Elements of a variable that is saved are read in parts of at most this many. */
const SLAB_ELEMENTS = 2 ** 22

/** What a variable is besides its elements. */
export interface VariableFacts {
  readonly name: string
  readonly dtype: Variable['dtype']
  readonly attrs: Attrs
}

/** Writes a variable whose elements are known; large ones that lie in a file are read in parts. */
export function writeVariable(streams: StreamSet, name: string, variable: Variable): void {
  const { shape, dtype } = variable
  const stream = streams.create({ name, dtype, shape, points: sizeOf(shape) })
  for (const { lo, elements } of slabsOf(variable)) {
    const indices = { lo, hi: lo + elements.values.length / widthOf(dtype) }
    if (stream instanceof StringStream) stream.put(indices, checkTexts(elements))
    else stream.put(indices, elements as NumericElements)
  }
  stream.finish()
}

/** Writes the attributes of a variable: its own and those that say how its elements are encoded. */
export function writeVariableAttrs(streams: StreamSet, { name, dtype, attrs }: VariableFacts): void {
  const stream = streams.get(name)
  if (stream === undefined) return
  const encoding = encodingOf(dtype, stream)
  streams.file.on((h5) => {
    const owner = datasetOf(h5, name)
    if (stream instanceof StringStream) {
      if (stream.sentinel !== undefined) owner.create_attribute('_FillValue', [stream.sentinel], [1], 'S')
    } else if (stream instanceof NumberStream && stream.stored.sentinel !== undefined) {
      const { type, sentinel } = stream.stored
      const fill = type.view(new ArrayBuffer(type.bytes))
      fill[0] = (isBigArray(fill) ? BigInt(sentinel) : sentinel) as never
      owner.create_attribute('_FillValue', fill, [1], `<${type.code}`)
    }
    if (encoding[TYPE_ATTR] === 'bool') {
      owner.create_attribute('flag_values', Int8Array.of(0, 1), [2], '<b')
    }
    writeAttrs(owner, { ...withoutKeys(attrs, encoding), ...encoding })
  })
}

function encodingOf(dtype: Variable['dtype'], stream: VariableStream): Record<string, string> {
  if (!(stream instanceof NumberStream)) return {}
  if (isBig(dtype)) return { [TYPE_ATTR]: dtype }
  const { sentinel, type } = stream.stored
  if (dtype === 'datetime') return { units: 'milliseconds since 1970-01-01', calendar: 'proleptic_gregorian' }
  if (dtype === 'bool' && sentinel === undefined) return { dtype: 'bool' }
  if (dtype === 'bool') return { flag_meanings: 'false true', [TYPE_ATTR]: 'bool' }
  const isOwn = type.code === fileTypeOf(dtype as ArrayKind).code
  return isOwn ? {} : { [TYPE_ATTR]: dtype }
}

function withoutKeys(attrs: Attrs, encoding: Readonly<Record<string, string>>): Attrs {
  const isFlagged = encoding[TYPE_ATTR] === 'bool'
  return Object.fromEntries(
    Object.entries(attrs).filter(([name]) => !Object.hasOwn(encoding, name) && !(isFlagged && name === 'flag_values')),
  )
}

/** Elements in order; those of a variable in a file in parts along its first dim. */
function* slabsOf(variable: Variable): Generator<{ readonly lo: number; readonly elements: Elements }> {
  const { shape, readSlab } = variable
  const rows = shape[0] ?? 1
  const rowLength = sizeOf(shape.slice(1))
  if (readSlab === undefined || rows * rowLength <= SLAB_ELEMENTS) {
    yield { lo: 0, elements: { values: variable.values, missing: variable.missing } }
    return
  }
  const step = Math.max(1, Math.floor(SLAB_ELEMENTS / rowLength))
  for (let row = 0; row < rows; row += step) {
    const count = [Math.min(step, rows - row), ...shape.slice(1)]
    yield { lo: row * rowLength, elements: readSlab([row, ...shape.slice(1).map(() => 0)], count) }
  }
}

/** Refuses text that HDF5 would cut. */
function checkTexts({ values, missing }: Elements): StringElements {
  const texts = values as readonly string[]
  const cut = texts.find((text) => text.includes('\0'))
  if (cut === undefined) return { values: texts, missing }
  throw new TypeError(
    `Expected strings without a zero character, got ${JSON.stringify(cut.slice(0, 60))}: NetCDF ends strings there.`,
  )
}
