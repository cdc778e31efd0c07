import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  type Block,
  type Column,
  createAssembler,
  createSchema,
  type Dataset,
  type DType,
  type Labels,
  planOutputs,
  reconcileSchema,
  variableOf,
} from '../../../src/dataset/index.ts'
import { isSweepError } from '../../../src/errors/index.ts'

const nothing = { attrs: {}, failures: [] }

describe('assembling', () => {
  it('puts blocks that come in any order into their places', () => {
    const sink = createAssembler(grid(2, 3))
    sink.write(block(3, column('y', [3, 4, 5])))
    sink.write(block(Float64Array.of(2, 0, 1), column('y', [2, 0, 1])))
    const ds = sink.finish(nothing)
    assert.deepEqual(ds.get('y').toArray(), [
      [0, 1, 2],
      [3, 4, 5],
    ])
    assert.deepEqual(ds.get('y').dims, ['a', 'b'])
    assert.equal(ds.get('y').missing, undefined)
  })

  it('carries coordinates, attributes and failures', () => {
    const sink = createAssembler({ ...grid(1, 2), attrs: { seed: 1 }, varAttrs: { y: { units: 'J' } } })
    sink.write(block(0, column('y', [1, 2])))
    const failures = [{ index: 0 }] as never
    const ds = sink.finish({ attrs: { ended: 'now' }, failures })
    assert.deepEqual(ds.attrs, { seed: 1, ended: 'now' })
    assert.deepEqual(ds.get('y').attrs, { units: 'J' })
    assert.equal(ds.failures, failures)
    assert.deepEqual(ds.sel({ b: 11 }).toRows(), [{ a: 0, b: 11, y: 2 }])
  })

  const kinds: [DType, unknown[]][] = [
    ['float64', [1.5, 2.5]],
    ['float32', [1.5, 2.5]],
    ['int64', [7, 8]],
    ['int16', [7, 8]],
    ['uint32', [7, 8]],
    ['bool', [true, false]],
    ['string', ['p', 'q']],
    ['datetime', [new Date(5), new Date(6)]],
  ]
  for (const [dtype, values] of kinds) {
    it(`keeps ${dtype} and marks points that were never delivered as missing`, () => {
      for (const at of [1, Float64Array.of(1, 2)]) {
        const sink = createAssembler(line(4))
        sink.write(block(at, column('y', values, { dtype })))
        const y = sink.finish(nothing).get('y')
        assert.equal(y.dtype, dtype)
        assert.deepEqual(y.toArray(), [null, ...values, null])
      }
    })
  }

  it('keeps marks of missing elements within a block', () => {
    const sink = createAssembler(line(5))
    sink.write(block(0, column('y', [1, null, 3])))
    sink.write(block(Float64Array.of(4, 3), column('y', [null, 4])))
    const y = sink.finish(nothing).get('y')
    assert.equal(y.dtype, 'int64')
    assert.deepEqual(y.missing, Uint8Array.of(0, 1, 0, 0, 1))
    assert.deepEqual(y.toArray(), [1, null, 3, 4, null])
  })

  it('names inner dims as told, else after the output', () => {
    const labels = {
      ...line(2),
      innerDims: { psi: ['site'] },
      coords: { site: variableOf(['l', 'm', 'r'], { dims: ['site'] }) },
    }
    const sink = createAssembler(labels)
    const psi = { ...column('psi', [1, 2, 3, 4, 5, 6]), shape: [3] }
    const rho = { ...column('rho', [1, 2, 3, 4]), shape: [1, 2] }
    sink.write(block(0, psi, rho))
    const ds = sink.finish(nothing)
    assert.deepEqual(ds.sizes, { x: 2, site: 3, rho_dim_0: 1, rho_dim_1: 2 })
    assert.deepEqual(ds.get('psi').sel({ site: 'r' }).toArray(), [3, 6])
    assert.deepEqual(ds.get('rho').dims, ['x', 'rho_dim_0', 'rho_dim_1'])
  })

  it('scatters points with inner dims, small and large', () => {
    for (const inner of [2, 40]) {
      const sink = createAssembler(line(3))
      const values = Array.from({ length: 2 * inner }, (_, i) => i + 0.5)
      sink.write(block(Float64Array.of(2, 0), { ...column('y', values), shape: [inner] }))
      const y = sink.finish(nothing).get('y')
      assert.deepEqual(y.isel({ x: 2 }).toArray(), values.slice(0, inner))
      assert.deepEqual(y.isel({ x: 0 }).toArray(), values.slice(inner))
      assert.equal(y.count().item(), 2 * inner)
    }
  })

  it('takes nulls before and after any kind', () => {
    for (const [dtype, values] of kinds) {
      const sink = createAssembler(line(6))
      sink.write(block(0, column('y', [null, null])))
      sink.write(block(2, column('y', values, { dtype })))
      sink.write(block(4, column('y', [null, null])))
      const y = sink.finish(nothing).get('y')
      assert.equal(y.dtype, dtype)
      assert.deepEqual(y.toArray(), [null, null, ...values, null, null])
    }
  })

  it('takes nulls before and after arrays', () => {
    const sink = createAssembler(line(3))
    sink.write(block(0, column('y', [null])))
    sink.write(block(1, { ...column('y', [1, 2]), shape: [2] }))
    sink.write(block(2, column('y', [null])))
    assert.deepEqual(sink.finish(nothing).get('y').toArray(), [
      [null, null],
      [1, 2],
      [null, null],
    ])
  })

  it('keeps the inner dim of points that all gave empty arrays', () => {
    const sink = createAssembler(line(2))
    sink.write({ indices: { lo: 0, hi: 2 }, columns: [{ ...column('y', []), shape: [0] }] })
    assert.deepEqual(sink.finish(nothing).sizes, { x: 2, y_dim_0: 0 })
  })

  it('makes whole numbers and fractions float64, whichever come first', () => {
    const blocks = [block(0, column('y', [1, null])), block(2, column('y', [0.5, 2]))]
    for (const order of [blocks, [...blocks].reverse()]) {
      const sink = createAssembler(line(5))
      for (const each of order) sink.write(each)
      const y = sink.finish(nothing).get('y')
      assert.equal(y.dtype, 'float64')
      assert.deepEqual(y.values, Float64Array.of(1, Number.NaN, 0.5, 2, Number.NaN))
    }
  })

  it('without a single value gives missing numbers under the expected names', () => {
    const expected = createAssembler(line(2), { expected: ['y'] })
    assert.deepEqual(expected.finish(nothing).get('y').values, Float64Array.of(Number.NaN, Number.NaN))
    const nulls = createAssembler({
      ...line(2),
      innerDims: { y: ['k'] },
      coords: { k: variableOf([1, 2], { dims: ['k'] }) },
    })
    nulls.write(block(0, column('y', [null, null])))
    assert.deepEqual(nulls.finish(nothing).get('y').shape, [2, 2])
    assert.deepEqual(createAssembler(line(2)).finish(nothing).vars, {})
  })

  const refused: [string, Block, string][] = [
    [
      'another kind',
      block(2, column('n', ['a']), column('f', [0.5])),
      'Output `n` is string in some points and int64 in others.\nReturn one kind of value from every point, with null where there is none.',
    ],
    [
      'another shape',
      block(2, column('n', [1]), { ...column('f', [1.5, 2.5]), shape: [2] }),
      'Output `f` has shape (2) in some points and () (a single value) in others.\nReturn arrays of one shape from every point: pad them, or return them under several names.',
    ],
    [
      'fewer names',
      block(2, column('n', [1])),
      'Points gave the outputs `n`, but `n`, `f` were expected.\nReturn the same names from every point, with null where there is no value.',
    ],
    [
      'other names',
      block(2, column('n', [1]), column('g', [0.5])),
      'Points gave the outputs `n`, `g`, but `n`, `f` were expected.\nReturn the same names from every point, with null where there is no value.',
    ],
    [
      'a name twice',
      block(2, column('n', [1]), column('n', [1])),
      'Output `n` came twice.\nGive every output a name of its own.',
    ],
    [
      'too few elements',
      { indices: { lo: 2, hi: 4 }, columns: [column('n', [1]), column('f', [0.5, 0.5])] },
      'Output `n` came with 1 elements for 2 points of shape () (a single value), which need 2.\nWhatever made this block counts wrong.',
    ],
  ]
  for (const [what, wrong, message] of refused) {
    it(`refuses ${what} and takes nothing of the block`, () => {
      const sink = createAssembler(line(4))
      sink.write(block(0, column('n', [1, 2]), column('f', [0.5, 1.5])))
      assert.throws(
        () => sink.write(wrong),
        (error) => isSweepError(error, 'OutputError') && error.message === message,
      )
      const ds = sink.finish(nothing)
      assert.deepEqual(ds.get('n').toArray(), [1, 2, null, null])
      assert.deepEqual(ds.get('f').toArray(), [0.5, 1.5, null, null])
    })
  }

  const misnamed: [string, Partial<Labels>, Column, string][] = [
    ['as a dim', {}, column('x', [1]), 'Output `x` has the name of a dim of the space.\nGive it another name.'],
    [
      'as a coordinate',
      { coords: { c: variableOf([1, 2], { dims: ['x'] }) } },
      column('c', [1]),
      'Output `c` has the name of a coordinate.\nGive it another name.',
    ],
    [
      'with an inner dim of the space',
      { innerDims: { y: ['x'] } },
      { ...column('y', [1, 2]), shape: [2] },
      'Inner dim `x` of output `y` has the name of a dim of the space.\nGive it another name.',
    ],
    [
      'with too few inner dims',
      { innerDims: { y: ['k'] } },
      { ...column('y', [1, 2]), shape: [1, 2] },
      'Output `y` is of shape (1, 2), but `dims` gives it 1 inner dims: k.\nName one inner dim for each level of the array that the function returns.',
    ],
    [
      'with inner dims of a single value',
      { innerDims: { y: ['k'] } },
      column('y', [1]),
      'Output `y` is a single value, but `dims` gives it 1 inner dims: k.\nName one inner dim for each level of the array that the function returns.',
    ],
    [
      'with a coordinate of another length',
      { innerDims: { y: ['k'] }, coords: { k: variableOf([1, 2, 3], { dims: ['k'] }) } },
      { ...column('y', [1, 2]), shape: [2] },
      'Output `y` has 2 elements along `k`, but coordinate `k` has 3.\nMake the lengths equal, or name the inner dims apart.',
    ],
  ]
  for (const [what, labels, wrong, message] of misnamed) {
    it(`refuses an output ${what}`, () => {
      const sink = createAssembler({ ...line(2), ...labels })
      assert.throws(
        () => sink.write(block(0, wrong)),
        (error) => isSweepError(error, 'OutputError') && error.message === message,
      )
    })
  }

  it('refuses two outputs that give one inner dim two lengths', () => {
    const labels = { ...line(2), innerDims: { y: ['k'], z: ['k'] } }
    const schema = reconcileSchema(
      undefined,
      block(0, { ...column('y', [1, 2]), shape: [2] }, { ...column('z', [1, 2, 3]), shape: [3] }),
    )
    assert.throws(() => planOutputs(labels, schema), /Output `z` has 3 elements along `k`, but output `y` has 2\./)
  })

  it('refuses places outside the space', () => {
    const sink = createAssembler(line(2))
    assert.throws(
      () => sink.write(block(1, column('y', [1, 2]))),
      new TypeError('Expected `indices` of the block to lie in [0, 2), got [1, 3).'),
    )
    assert.throws(
      () => sink.write(block(Float64Array.of(0, 2), column('y', [1, 2]))),
      new TypeError('Expected `indices` of the block to lie in [0, 2), got 2.'),
    )
  })

  it('says how large a dataset is that does not fit', () => {
    const sink = createAssembler({ ...line(1e6), dims: [{ name: 'x', size: 1e12 }] })
    assert.throws(
      () => sink.write(block(0, column('y', [0.5]))),
      (error) =>
        isSweepError(error, 'OutputError') &&
        error.message.startsWith(
          'Output `y` does not fit into memory: 1000000000000 elements of kind float64, 8000 GB.\nGive `out`',
        ),
    )
  })

  it('gives the same dataset however the points are cut into blocks', () => {
    const cells = fc.array(
      fc.constantFrom<(number | null)[]>([1], [2], [0.5], [null]).map(([v]) => v ?? null),
      { minLength: 1, maxLength: 12 },
    )
    const cuts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(cells, cuts, fc.boolean(), (values, lengths, shuffled) => {
        const whole = assembled(values, [[...values.keys()]])
        const parts: number[][] = []
        const places = shuffled ? [...values.keys()].reverse() : [...values.keys()]
        for (const length of lengths) if (places.length > 0) parts.push(places.splice(0, length))
        if (places.length > 0) parts.push(places)
        const other = assembled(values, parts)
        assert.ok(whole.equals(other))
        assert.equal(whole.get('y').dtype, other.get('y').dtype)
      }),
    )
  })
})

describe('a schema', () => {
  it('is the same object while blocks tell nothing new', () => {
    const first = reconcileSchema(undefined, block(0, column('y', [1.5])))
    assert.equal(reconcileSchema(first, block(1, column('y', [2.5]))), first)
    assert.equal(reconcileSchema(first, block(1, column('y', [null]))), first)
    assert.equal(reconcileSchema(first, block(1, column('y', [3]))), first)
  })

  it('made of names alone knows kinds and shapes after the first values', () => {
    const named = createSchema(['y'])
    const nulls = reconcileSchema(named, block(0, column('y', [null])))
    assert.equal(nulls, named)
    const known = reconcileSchema(nulls, block(0, { ...column('y', ['a', 'b']), shape: [2] }))
    assert.deepEqual(known, { outputs: [{ name: 'y', dtype: 'string', shape: [2] }] })
    assert.throws(
      () => reconcileSchema(named, block(0, column('z', [1]))),
      /Points gave the outputs `z`, but `y` were expected/,
    )
  })

  it('does not merge other kinds of numbers', () => {
    const int32 = reconcileSchema(undefined, block(0, column('y', [1], { dtype: 'int32' })))
    assert.throws(
      () => reconcileSchema(int32, block(1, column('y', [0.5]))),
      /is float64 in some points and int32 in others/,
    )
  })
})

function assembled(values: readonly (number | null)[], parts: readonly number[][]): Dataset {
  const sink = createAssembler(line(values.length))
  for (const part of parts) {
    sink.write(
      block(
        Float64Array.from(part),
        column(
          'y',
          part.map((i) => values[i]),
        ),
      ),
    )
  }
  return sink.finish(nothing)
}

function block(at: number | Float64Array, ...columns: Column[]): Block {
  if (at instanceof Float64Array) return { indices: at, columns }
  const [first] = columns
  const points = (first?.values.length ?? 0) / (first?.shape.reduce((a, b) => a * b, 1) ?? 1)
  return { indices: { lo: at, hi: at + points }, columns }
}

function column(name: string, values: unknown[], options: { dtype?: DType } = {}): Column {
  const { dtype, values: elements, missing } = variableOf(values, { dims: ['x'], ...options })
  return { name, dtype, shape: [], values: elements, missing }
}

function line(size: number): Labels {
  return { dims: [{ name: 'x', size }], coords: {}, innerDims: {}, varAttrs: {}, attrs: {} }
}

function grid(a: number, b: number): Labels {
  const axis = (name: string, size: number, first: number) =>
    variableOf(
      Array.from({ length: size }, (_, i) => first + i),
      { dims: [name] },
    )
  return {
    ...line(0),
    dims: [
      { name: 'a', size: a },
      { name: 'b', size: b },
    ],
    coords: { a: axis('a', a, 0), b: axis('b', b, 10) },
  }
}
