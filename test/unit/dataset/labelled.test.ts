import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Block, createLabelledAssembler, type Labels, type Variable } from '../../../src/dataset/index.js'

const noExtra = { attrs: {}, failures: [] }

function labels(points: number): Labels {
  const p = coord(
    'p',
    Float64Array.from({ length: points }, (_, i) => i),
    'int64',
  )
  return { dims: [{ name: 'p', size: points }], coords: { p }, innerDims: {}, varAttrs: {}, attrs: {} }
}

function coord(dim: string, values: Variable['values'], dtype: Variable['dtype']): Variable {
  return { dims: [dim], shape: [values.length], dtype, attrs: {}, values }
}

/** A block of one point: `z` over x and y with the value 100 x + y at the labels, and `n` over x alone. */
function pointBlock(index: number, x: readonly number[], y: readonly string[]): Block {
  const inner = { attrs: {}, isCoord: false }
  const z = Float64Array.from(x.flatMap((a) => y.map((b) => 100 * a + Number(b) + 1000 * index)))
  return {
    indices: { lo: index, hi: index + 1 },
    columns: [
      { name: 'z', dtype: 'float64', shape: [x.length, y.length], values: z, inner: { ...inner, dims: ['x', 'y'] } },
      {
        name: 'n',
        dtype: 'int16',
        shape: [x.length],
        values: Int16Array.from(x, (a) => a + index),
        missing: Uint8Array.from(x, (a) => Number(a === 3)),
        inner: { ...inner, dims: ['x'] },
      },
    ],
    innerCoords: {
      x: coord('x', Float64Array.from(x), 'int64'),
      y: coord('y', [...y], 'string'),
      twice: { dims: ['x'], shape: [x.length], dtype: 'int64', attrs: {}, values: Float64Array.from(x, (a) => 2 * a) },
    },
  }
}

describe('datasets joined along the dims of a space', () => {
  it('have every value at its labels and nothing elsewhere, in whatever order they come', () => {
    const axis = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 })
    const point = fc.record({ x: axis, y: axis })
    const points = fc.array(fc.option(point, { nil: undefined }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(points, fc.infiniteStream(fc.nat()), (all, order) => {
        const blocks = all.flatMap((each, i) => (each === undefined ? [] : [pointBlock(i, each.x, each.y.map(String))]))
        const shuffled = blocks
          .map((block) => ({ block, rank: order.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ block }) => block)
        const [inOrder, other] = [blocks, shuffled].map((list) => {
          const assembler = createLabelledAssembler(labels(all.length))
          for (const block of list) assembler.write(block)
          return assembler.finish(noExtra)
        })
        assert.ok(inOrder !== undefined && other !== undefined)
        if (blocks.length === 0) return
        assert.ok(inOrder.equals(other))
        assert.equal(inOrder.get('n').dtype, 'int16')
        const rows = inOrder.toRows() as unknown as {
          p: number
          x: number
          y: string
          z: number | null
          n: number | null
        }[]
        for (const { p, x, y, z, n } of rows) {
          const at = all[p]
          const hasX = at?.x.includes(x) === true
          assert.equal(z, hasX && at?.y.includes(Number(y)) ? 100 * x + Number(y) + 1000 * p : null)
          assert.equal(n, hasX && x !== 3 ? x + p : null)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('keep labels in their own order when all points have the same, and sort them when they differ', () => {
    const same = createLabelledAssembler(labels(2))
    for (const p of [0, 1]) same.write(pointBlock(p, [2, 0, 1], ['0']))
    assert.deepEqual([...(same.finish(noExtra).coords.x?.values ?? [])], [2, 0, 1])
    const other = createLabelledAssembler(labels(2))
    other.write(pointBlock(0, [2, 0], ['0']))
    other.write(pointBlock(1, [1], ['0']))
    const ds = other.finish(noExtra)
    assert.deepEqual([...(ds.coords.x?.values ?? [])], [0, 1, 2])
    assert.deepEqual(ds.coords.twice?.dims, ['p', 'x'])
    assert.deepEqual(ds.get('twice').toArray(), [
      [0, null, 4],
      [null, 2, null],
    ])
  })

  it('are refused where lengths differ along a dim without labels, and nothing of them is taken', () => {
    const bare = (index: number, length: number): Block => ({
      indices: { lo: index, hi: index + 1 },
      columns: [
        {
          name: 'z',
          dtype: 'float64',
          shape: [length],
          values: new Float64Array(length),
          inner: { dims: ['i'], attrs: {}, isCoord: false },
        },
      ],
      innerCoords: {},
    })
    const assembler = createLabelledAssembler(labels(2))
    assembler.write(bare(0, 2))
    assert.throws(() => assembler.write(bare(1, 3)), { name: 'OutputError' })
    assert.deepEqual(assembler.finish(noExtra).get('z').toArray(), [
      [0, 0],
      [null, null],
    ])
  })

  it('keep attributes that all points agree on, those of the labels above them', () => {
    const assembler = createLabelledAssembler({ ...labels(2), varAttrs: { z: { long_name: 'height' } } })
    for (const p of [0, 1]) {
      const block = pointBlock(p, [0], ['0'])
      const [z, n] = block.columns
      assert.ok(z?.inner !== undefined && n !== undefined)
      const attrs = { units: 'm', run: p, long_name: 'z' }
      assembler.write({ ...block, columns: [{ ...z, inner: { ...z.inner, attrs } }, n] })
    }
    assert.deepEqual(assembler.finish(noExtra).vars.z?.attrs, { units: 'm', long_name: 'height' })
  })
})
