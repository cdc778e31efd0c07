import fc from 'fast-check'
import { type DType, Table, type Values, type Variable } from '../../../src/dataset/index.ts'

const integers: Readonly<Record<string, readonly [number, number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
}

/** Texts that a careless reader or writer of CSV breaks. */
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/\p{Surrogate}/u.test(text)),
  fc.constantFrom(
    '',
    ' ',
    '"',
    '""',
    'a,b',
    'a\nb',
    'a\r\nb',
    '\r',
    '\t',
    '=1+1',
    '007',
    '1e5',
    'true',
    'NaN',
    'é😀',
    '2020-01-01',
  ),
)

function element(dtype: DType): fc.Arbitrary<number | bigint | string> {
  if (dtype === 'bigint64') return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
  if (dtype === 'biguint64') return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
  if (dtype === 'string') return nasty
  if (dtype === 'bool') return fc.constantFrom(0, 1)
  if (dtype === 'int64') return fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -3, max: 3 }))
  if (dtype === 'datetime') {
    return fc.oneof(fc.integer({ min: -6e13, max: 2e14 }), fc.constantFrom(Number.NaN, 0.5, 86_400_000, -1))
  }
  if (dtype === 'float32') return fc.float()
  if (dtype === 'float64')
    return fc.oneof(fc.double(), fc.constantFrom(-0, 0, 1e21, 1e-7, 0.1, 5e-324, 1.7976931348623157e308))
  const [min, max] = integers[dtype] ?? [0, 0]
  return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max))
}

const makers: Readonly<Record<Exclude<DType, 'complex128'>, (list: readonly never[]) => Values>> = {
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
  bool: (list) => Uint8Array.from(list),
  datetime: (list) => Float64Array.from(list),
  string: (list) => [...list],
}

function column(length: number): fc.Arbitrary<Variable> {
  return fc.constantFrom(...(Object.keys(makers) as (keyof typeof makers)[])).chain((dtype) => {
    const hasNaN = dtype === 'float64' || dtype === 'float32' || dtype === 'datetime'
    const list = fc.array(element(dtype), { minLength: length, maxLength: length })
    const marks = fc.array(fc.constantFrom(0, 0, 1), { minLength: length, maxLength: length })
    return fc.tuple(list, marks).map(([items, missing]) => ({
      dims: ['row'],
      shape: [length],
      dtype,
      attrs: {},
      values: makers[dtype](items.map((item, i) => (missing[i] === 1 && dtype === 'string' ? '' : item)) as never[]),
      ...(hasNaN || !missing.includes(1) ? {} : { missing: Uint8Array.from(missing) }),
    }))
  })
}

const names = ['a', 'b,c', 'd "e"', ' f\n', 'ünï', '', 'a.b']

/** Tables of every kind of column with missing values, nasty texts and nasty names. */
export const tableArbitrary: fc.Arbitrary<Table> = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.subarray(names, { minLength: 1 }))
  .chain(([length, chosen]) =>
    fc
      .tuple(...chosen.map(() => column(length)))
      .map(
        (columns) =>
          new Table({ columns: Object.fromEntries(chosen.map((name, i) => [name, columns[i]!])), attrs: {} }),
      ),
  )

/** Everything that is seen of a table's columns. */
export function plain(table: Pick<Table, 'columns'>): unknown {
  return Object.entries<Variable>(table.columns).map(([name, { dtype, attrs, values, missing }]) => ({
    name,
    dtype,
    attrs,
    elements: Array.from(values as ArrayLike<unknown>, (value, i) =>
      missing?.[i] === 1 || Number.isNaN(value) ? null : Object.is(value, -0) ? '-0' : value,
    ),
  }))
}
