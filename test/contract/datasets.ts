import fc from 'fast-check'
import {
  type Block,
  type Column,
  Dataset,
  type DType,
  type Labels,
  type Values,
  type Variable,
} from '../../src/dataset/index.ts'

/** A variable without attributes. */
export function variable(parts: Omit<Variable, 'attrs'> & { readonly attrs?: Variable['attrs'] }): Variable {
  return { attrs: {}, ...parts }
}

const integers: Readonly<Record<string, readonly [number, number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
}
const int64 = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, -1, 2 ** 32, -(2 ** 32), 2 ** 53 - 1, -(2 ** 53 - 1)))
const text = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .filter((value) => !value.includes('\0') && !/\p{Surrogate}/u.test(value))

function edges([min, max]: readonly [number, number]): fc.Arbitrary<number> {
  return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max, min + 1, max - 1))
}

const [least, greatest] = [-(2n ** 63n), 2n ** 63n - 1n]
const bigints = {
  bigint64: fc.oneof(
    fc.bigInt({ min: least, max: greatest }),
    // The last are infinity and NaN as bits of a float64.
    fc.constantFrom(
      least,
      least + 1n,
      greatest,
      0n,
      -1n,
      0x7ff0000000000000n,
      0x7ff8000000000001n,
      0x7ff4dead0000beefn,
    ),
  ),
  biguint64: fc.oneof(
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    fc.constantFrom(0n, 2n ** 64n - 1n, 2n ** 64n - 2n, 2n ** 63n),
  ),
}
const complex = fc.tuple(fc.double(), fc.double()).map(([re, im]) => [re, im] as const)

/** One element of a kind, as what its array is made of. */
function element(dtype: DType): fc.Arbitrary<number | bigint | string | readonly [number, number]> {
  if (dtype === 'complex128') return complex
  if (dtype === 'bigint64' || dtype === 'biguint64') return bigints[dtype]
  if (dtype === 'string') return text
  if (dtype === 'bool') return fc.constantFrom(0, 1)
  if (dtype === 'int64') return int64
  if (dtype === 'datetime') return fc.oneof(fc.integer({ min: -1e14, max: 1e14 }), fc.constantFrom(Number.NaN, 0.5))
  if (dtype === 'float32') return fc.float()
  if (dtype === 'float64') return fc.double()
  return edges(integers[dtype] ?? [0, 0])
}

const makers: Readonly<Record<DType, (list: readonly never[]) => Values>> = {
  float64: (list) => Float64Array.from(list),
  float32: (list) => Float32Array.from(list),
  int8: (list) => Int8Array.from(list),
  uint8: (list) => Uint8Array.from(list),
  int16: (list) => Int16Array.from(list),
  uint16: (list) => Uint16Array.from(list),
  int32: (list) => Int32Array.from(list),
  uint32: (list) => Uint32Array.from(list),
  int64: (list) => Float64Array.from(list),
  bigint64: (list) => BigInt64Array.from(list),
  biguint64: (list) => BigUint64Array.from(list),
  complex128: (list) => Float64Array.from(list.flat()),
  bool: (list) => Uint8Array.from(list),
  datetime: (list) => Float64Array.from(list),
  string: (list) => [...list],
}
const kinds = Object.keys(makers) as DType[]

function elements(dtype: DType, length: number): fc.Arbitrary<{ values: Values; missing?: Uint8Array }> {
  const hasNaN = dtype === 'float64' || dtype === 'float32' || dtype === 'datetime' || dtype === 'complex128'
  const marks = fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: length, maxLength: length })
  const list = fc.array(element(dtype), { minLength: length, maxLength: length })
  return fc.tuple(list, marks, fc.boolean()).map(([items, missing, isFull]) => ({
    values: makers[dtype](items as never[]),
    ...(isFull || hasNaN || !missing.includes(1) ? {} : { missing: Uint8Array.from(missing) }),
  }))
}

const attrs: fc.Arbitrary<Variable['attrs']> = fc.dictionary(
  fc
    .stringMatching(/^[a-z][a-z0-9_]{0,8}$/)
    .filter((name) => !['dtype', 'units', 'calendar', 'coordinates'].includes(name)),
  fc.oneof(
    text,
    fc.double({ noNaN: true }),
    fc.integer(),
    fc.array(fc.integer(), { minLength: 1, maxLength: 4 }),
    fc.array(text, { minLength: 1, maxLength: 4 }),
  ),
  { maxKeys: 3, noNullPrototype: true },
)

const sizes = { a: 3, 'ünï x': 2, c: 70 }
const dimLists = [[], ['a'], ['ünï x'], ['c'], ['a', 'ünï x'], ['c', 'a'], ['ünï x', 'c', 'a']] as const

function anyVariable(dims: readonly string[]): fc.Arbitrary<Variable> {
  const shape = dims.map((dim) => sizes[dim as keyof typeof sizes])
  const length = shape.reduce((product, n) => product * n, 1)
  return fc
    .constantFrom(...kinds)
    .chain((dtype) =>
      fc.tuple(elements(dtype, length), attrs).map(([own, given]) => ({ dims, shape, dtype, attrs: given, ...own })),
    )
}

/** Datasets of every kind over a few dims, with coordinates of every sort. */
export const datasetArbitrary: fc.Arbitrary<Dataset> = fc
  .tuple(
    fc.option(anyVariable(['a']), { nil: undefined }),
    fc.option(anyVariable(['c']), { nil: undefined }),
    fc.option(anyVariable(['ünï x']), { nil: undefined }),
    fc.option(anyVariable([]), { nil: undefined }),
    fc.array(fc.constantFrom(...dimLists).chain(anyVariable), { maxLength: 4 }),
    attrs,
  )
  .map(([a, c, along, scalar, vars, given]) => {
    const coords = { ...(a && { a }), ...(c && { 'row name': c }), ...(along && { along }), ...(scalar && { scalar }) }
    const named = Object.fromEntries(vars.map((each, i) => [`v${i}`, each]))
    return new Dataset({ sizes, coords, vars: named, attrs: given, failures: [] })
  })

/** A run: labels, and blocks that hold some of the points, in any order and of any sort. */
export interface Run {
  readonly labels: Labels
  readonly blocks: readonly Block[]
  readonly outputs: readonly string[]
  readonly memoryBytes: number
}

const innerShapes = [[], [2], [3, 2]] as const

/** Runs of up to 120 points with outputs of every kind, written with much and with hardly any memory. */
export const runArbitrary: fc.Arbitrary<Run> = fc
  .record({
    rows: fc.integer({ min: 1, max: 12 }),
    columns: fc.integer({ min: 1, max: 10 }),
    outputs: fc.array(fc.tuple(fc.constantFrom(...kinds), fc.constantFrom(...innerShapes)), {
      minLength: 1,
      maxLength: 3,
    }),
    isShuffled: fc.boolean(),
    turnsTo: fc.constantFrom(undefined, 'float64' as const, 'complex128' as const),
    memoryBytes: fc.constantFrom(1, 2000, 2 ** 27),
    seed: fc.integer({ min: 0, max: 2 ** 30 }),
    blockSize: fc.integer({ min: 1, max: 40 }),
  })
  .chain((shape) => {
    const points = shape.rows * shape.columns
    const names = shape.outputs.map((_, i) => `y${i}`)
    const order = shape.isShuffled
      ? fc.shuffledSubarray(Array.from({ length: points }, (_, i) => i))
      : fc.constant(undefined)
    return order
      .chain((indices) => fc.tuple(...blocksOf({ ...shape, points, indices })))
      .map((blocks) => ({
        labels: labelsOf(shape.rows, shape.columns, names),
        blocks,
        outputs: names,
        memoryBytes: shape.memoryBytes,
      }))
  })

interface Shape {
  readonly outputs: readonly (readonly [DType, readonly number[]])[]
  readonly points: number
  readonly blockSize: number
  /** Kind that numbers of a narrower kind have in the later half of the points. */
  readonly turnsTo: 'float64' | 'complex128' | undefined
  readonly indices: readonly number[] | undefined
}

function blocksOf({ outputs, points, blockSize, turnsTo, indices }: Shape): fc.Arbitrary<Block>[] {
  const blocks: fc.Arbitrary<Block>[] = []
  const total = indices?.length ?? points
  for (let at = 0; at < total; at += blockSize) {
    const count = Math.min(blockSize, total - at)
    const later = at > total / 2 ? turnsTo : undefined
    const columns = outputs.map(([dtype, shape], i) => columnOf(`y${i}`, kindAfter(dtype, later), { shape, count }))
    blocks.push(
      fc.tuple(...columns).map((own) => ({
        indices: indices === undefined ? { lo: at, hi: at + count } : Float64Array.from(indices.slice(at, at + count)),
        columns: own,
      })),
    )
  }
  return blocks
}

function kindAfter(dtype: DType, later: DType | undefined): DType {
  const isNumber = dtype === 'int64' || dtype === 'float64'
  return isNumber && later !== undefined && !(dtype === 'float64' && later === 'float64') ? later : dtype
}

function columnOf(
  name: string,
  dtype: DType,
  { shape, count }: { readonly shape: readonly number[]; readonly count: number },
): fc.Arbitrary<Column> {
  const length = count * shape.reduce((product, n) => product * n, 1)
  const nothing = { name, dtype: 'float64' as const, shape: [], values: new Float64Array(count).fill(Number.NaN) }
  const marks = fc.option(fc.array(fc.constantFrom(0, 0, 1), { minLength: length, maxLength: length }))
  const own = fc.tuple(elements(dtype, length), marks).map(([each, missing]) => {
    const hasMarks = missing !== null && (dtype.startsWith('float') || dtype === 'complex128')
    return { name, dtype, shape, ...each, ...(hasMarks ? { missing: Uint8Array.from(missing) } : {}) }
  })
  return fc.oneof({ weight: 9, arbitrary: own }, { weight: 1, arbitrary: fc.constant(nothing) })
}

function labelsOf(rows: number, columns: number, names: readonly string[]): Labels {
  const row = variable({
    dims: ['row'],
    shape: [rows],
    dtype: 'float64',
    values: Float64Array.from({ length: rows }, (_, i) => i / 4),
  })
  return {
    dims: [
      { name: 'row', size: rows },
      { name: 'column', size: columns },
    ],
    coords: { row },
    innerDims: {},
    varAttrs: { [names[0] ?? '']: { long_name: 'energy' } },
    attrs: { title: 'run' },
  }
}
