import type { ByteSource } from './byte-source.ts'
import { type Decoder, readMember, readNamed, remember } from './decode-value.ts'
import { TAG } from './format.ts'
import { readElements } from './views.ts'

const MAX_LENGTH = 2 ** 32 - 1

/** More holes than this in a row: the array is made one that keeps only its elements, so that holes cost no memory. */
const LONG_GAP = 1000

export function readArray(decoder: Decoder, hasNames: boolean): unknown[] {
  const { source } = decoder
  const array: unknown[] = remember(decoder, [])
  let length = 0
  for (let left = source.count(1); left > 0; left--) {
    const holes = readHoles(source)
    if (length + Math.max(1, holes) > MAX_LENGTH) throw source.fault('an array is longer than an array can be')
    if (holes > LONG_GAP) keepSparse(array)
    if (holes === 0) array[length] = readMember(decoder)
    length += holes === 0 ? 1 : holes
  }
  array.length = length
  if (hasNames) readNamed(decoder, array)
  return array
}

export function readNumbers(source: ByteSource, areIntegers: boolean): number[] {
  const size = areIntegers ? 4 : 8
  const elements = readElements(source, areIntegers ? 'Int32Array' : 'Float64Array', size * source.count(size))
  return Array.from(elements as Int32Array | Float64Array)
}

/** The number of holes that stand next, 0 where an element does. */
function readHoles(source: ByteSource): number {
  if (source.peek() !== TAG.holes) return 0
  source.byte()
  const holes = source.varint()
  if (holes === 0) throw source.fault('a run of no holes')
  return holes
}

/** V8 keeps an array as a table once it has an element far beyond its others. */
function keepSparse(array: unknown[]): void {
  array[MAX_LENGTH - 1] = 0
  delete array[MAX_LENGTH - 1]
}
