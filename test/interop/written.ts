import { Dataset, type Variable } from '../../src/dataset/index.ts'
import type { Failure } from '../../src/errors/index.ts'

/** A dataset with every kind of variable, coordinate and attribute that goes into a file. */
export function everyKind(): Dataset {
  const x = { dims: ['x'], shape: [3] } as const
  const row = { dims: ['case'], shape: [4] } as const
  const marks = Uint8Array.of(0, 0, 1)
  const vars: Record<string, Variable> = {
    energy: of({
      dims: ['x', 'method', 'rep'],
      shape: [3, 2, 2],
      dtype: 'float64',
      values: Float64Array.from({ length: 12 }, (_, i) => (i === 3 ? Number.NaN : i / 3)),
      attrs: { units: 'eV', note: 'größer' },
    }),
    single: of({ ...x, dtype: 'float32', values: Float32Array.of(1.5, Number.NaN, -2) }),
    i8: of({ ...x, dtype: 'int8', values: Int8Array.of(-128, 127, 0), missing: marks }),
    u8: of({ ...x, dtype: 'uint8', values: Uint8Array.of(0, 255, 3) }),
    i16: of({ ...x, dtype: 'int16', values: Int16Array.of(-5, 0, 3) }),
    u16: of({ ...x, dtype: 'uint16', values: Uint16Array.of(0, 65535, 3) }),
    i32: of({ ...x, dtype: 'int32', values: Int32Array.of(-5, 0, 0), missing: marks }),
    u32: of({ ...x, dtype: 'uint32', values: Uint32Array.of(0, 2 ** 32 - 1, 3) }),
    i64: of({ ...row, dtype: 'int64', values: Float64Array.of(-1, -(2 ** 53 - 1), 2 ** 53 - 1, 0) }),
    i64_gap: of({ ...x, dtype: 'int64', values: Float64Array.of(2 ** 40, 1, 0), missing: marks }),
    big: of({ ...x, dtype: 'bigint64', values: BigInt64Array.of(-1n, 2n ** 40n, 0n) }),
    big_gap: of({ ...x, dtype: 'biguint64', values: BigUint64Array.of(1n, 2n ** 40n, 0n), missing: marks }),
    ok: of({ ...x, dtype: 'bool', values: Uint8Array.of(1, 0, 1) }),
    ok_gap: of({ ...x, dtype: 'bool', values: Uint8Array.of(1, 0, 0), missing: marks }),
    label: of({ ...x, dtype: 'string', values: ['a', '', 'é😀'] }),
    label_gap: of({ ...x, dtype: 'string', values: ['a', 'b', ''], missing: marks }),
    when: of({ ...x, dtype: 'datetime', values: Float64Array.of(0, 1_700_000_000_001, Number.NaN) }),
    scalar: of({ dims: [], shape: [], dtype: 'int32', values: Int32Array.of(7) }),
    result: of({ ...row, dtype: 'float64', values: Float64Array.of(1, 2, 3, 4) }),
  }
  const coords: Record<string, Variable> = {
    x: of({ ...x, dtype: 'float64', values: Float64Array.of(0.1, 0.2, 0.3), attrs: { units: 'cm' } }),
    method: of({ dims: ['method'], shape: [2], dtype: 'string', values: ['rk4', 'Störmer'] }),
    a: of({ ...row, dtype: 'int64', values: Float64Array.of(1, 1, 2, 2) }),
    b: of({ ...row, dtype: 'string', values: ['u', 'v', 'u', 'v'] }),
    beta: of({ dims: [], shape: [], dtype: 'float64', values: Float64Array.of(2.5) }),
    start: of({ dims: [], shape: [], dtype: 'datetime', values: Float64Array.of(1_600_000_000_000) }),
  }
  const attrs = {
    title: 'sweep é',
    count: 3,
    large: 2 ** 40,
    half: 0.5,
    list: [1, 2, 3],
    fractions: [0.5, 1],
    words: ['a', 'b'],
    flag: true,
    empty: '',
    long: 'x'.repeat(100_000),
  }
  return new Dataset({ sizes: { x: 3, method: 2, rep: 2, case: 4 }, coords, vars, attrs, failures: [failure] })
}

const failure: Failure = {
  index: 5,
  point: { x: 0.2, limit: Number.POSITIVE_INFINITY },
  attempts: 2,
  workerLosses: 0,
  error: {
    name: 'RangeError',
    message: 'no convergence',
    stack: 'RangeError: no convergence\n    at solve (solve.ts:3:9)',
  },
  host: 'node01',
  durationMs: 12.5,
}

function of(parts: Omit<Variable, 'attrs'> & { readonly attrs?: Variable['attrs'] }): Variable {
  return { attrs: {}, ...parts }
}
