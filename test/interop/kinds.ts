import { Dataset, type DType, dtypes, type Variable, variableOf } from '../../src/dataset/index.ts'

const z = (re: number, im: number): { re: number; im: number } => ({ re, im })

/** Three values of every kind: the ends of its range, and bits that another kind would change. */
export const valuesOfKinds: Readonly<Record<DType, readonly [unknown, unknown, unknown]>> = {
  float64: [0.1, -1e300, Number.POSITIVE_INFINITY],
  float32: [0.5, -2, 2 ** 100],
  int8: [-128, 127, 0],
  uint8: [0, 255, 7],
  int16: [-32768, 32767, 0],
  uint16: [0, 65535, 7],
  int32: [-(2 ** 31), 2 ** 31 - 1, 0],
  uint32: [0, 2 ** 32 - 1, 7],
  int64: [-(2 ** 53 - 1), 2 ** 53 - 1, 0],
  bigint64: [-(2n ** 63n), 2n ** 63n - 1n, 0x7ff4dead0000beefn],
  biguint64: [0n, 2n ** 64n - 1n, 0x7ff4dead0000beefn],
  complex128: [z(1, -2.5), z(0, 1e300), z(-0.1, 0)],
  bool: [true, false, true],
  string: ['a', 'é😀', 'longer than the others'],
  datetime: [new Date(0), new Date(1_700_000_000_001), new Date(-86_400_000)],
}

/** Variables of every kind along one dim or more, whole (`int8`) and with a missing element (`int8_gap`). */
function variables(dims: readonly string[], shape: readonly number[]): Record<string, Variable> {
  const size = shape.reduce((product, length) => product * length, 1)
  const entries = dtypes.flatMap((dtype) => {
    const three = valuesOfKinds[dtype]
    const whole = Array.from({ length: size }, (_, i) => three[i % 3])
    const gap = whole.map((value, i) => (i === 1 ? null : value))
    return [
      [dtype, variableOf(whole, { dims, shape, dtype })] as const,
      [`${dtype}_gap`, variableOf(gap, { dims, shape, dtype })] as const,
    ]
  })
  return Object.fromEntries(entries)
}

/** Every kind over a grid with coordinates. */
export function grid(): Dataset {
  const coords = { x: variableOf([0.5, 1.5], { dims: ['x'] }), y: variableOf(['a', 'b'], { dims: ['y'] }) }
  return new Dataset({ sizes: { x: 2, y: 2 }, coords, vars: variables(['x', 'y'], [2, 2]), attrs: {}, failures: [] })
}

/** Every kind over cases: the parameters are coordinates along `case`. */
export function sparse(): Dataset {
  const dims = ['case']
  const coords = { a: variableOf([1, 1, 2], { dims }), b: variableOf([0.5, 1.5, 0.5], { dims }) }
  return new Dataset({ sizes: { case: 3 }, coords, vars: variables(dims, [3]), attrs: {}, failures: [] })
}
