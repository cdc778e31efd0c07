import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { plot } from '../../../src/plots/index.ts'
import { arrayOf, casesOf, rowsOf } from './arrays.ts'

describe('the rows of a figure', () => {
  it('hold numbers in full precision, categories as texts, dates as milliseconds and missing values as null', () => {
    const day = [new Date('2026-01-01T00:00Z'), new Date('2026-01-02T00:00Z')]
    const a = arrayOf('m', { day, method: ['wolff', 'metropolis'] }, ({ day: d, method }) =>
      method === 'wolff' ? 0.1 + 0.2 : Number(d) > Number(day[0]) ? null : 1e-300,
    )
    assert.deepEqual(rowsOf(plot(a, { x: 'day', color: 'method' })), [
      { x: 1767225600000, y: 0.30000000000000004, color: 'wolff', xText: '2026-01-01' },
      { x: 1767225600000, y: 1e-300, color: 'metropolis', xText: '2026-01-01' },
      { x: 1767312000000, y: 0.30000000000000004, color: 'wolff', xText: '2026-01-02' },
      { x: 1767312000000, y: null, color: 'metropolis', xText: '2026-01-02' },
    ])
  })

  it('are aggregated over all dims that are drawn nowhere', () => {
    const a = arrayOf('m', { T: [1, 2], seed: [0, 1, 2, 3] }, ({ T, seed }) =>
      T === 2 && seed === 3 ? null : T * 10 + seed,
    )
    const rows = (options: object) => rowsOf(plot(a, { x: 'T', ...options }))
    assert.deepEqual(rows({ aggregate: 'mean' }), [
      { x: 1, y: 11.5 },
      { x: 2, y: 21 },
    ])
    assert.deepEqual(rows({ aggregate: 'count' }), [
      { x: 1, y: 4 },
      { x: 2, y: 3 },
    ])
    assert.deepEqual(rows({ aggregate: 'sum' }), [
      { x: 1, y: 46 },
      { x: 2, y: 63 },
    ])
    assert.deepEqual(rows({ band: 'quartiles' }), [
      { x: 1, y: 11.5, low: 10.75, high: 12.25 },
      { x: 2, y: 21, low: 20.5, high: 21.5 },
    ])
    assert.deepEqual(rows({ bars: '0,1' }), [
      { x: 1, y: 11.5, low: 10, high: 13 },
      { x: 2, y: 21, low: 20, high: 22 },
    ])
    assert.deepEqual(rows({ band: 'std' })[1], { x: 2, y: 21, low: 20, high: 22 })
    assert.deepEqual(rows({ band: 'stderr' })[1], {
      x: 2,
      y: 21,
      low: 21 - 1 / Math.sqrt(3),
      high: 21 + 1 / Math.sqrt(3),
    })
  })

  it('of one value have a mean and no spread', () => {
    const a = arrayOf('m', { T: [1], seed: [0] }, () => 5)
    assert.deepEqual(rowsOf(plot(a, { x: 'T', over: 'seed', band: 'std' })), [{ x: 1, y: 5, low: null, high: null }])
  })

  it('of booleans are aggregated to the part that is true', () => {
    const a = arrayOf('ok', { T: [1], seed: [0, 1, 2, 3] }, ({ seed }) => seed > 0)
    assert.deepEqual(rowsOf(plot(a, { x: 'T', aggregate: 'mean' })), [{ x: 1, y: 0.75 }])
  })

  it('of cases are joined where the parameters that are drawn agree', () => {
    const ds = casesOf({ T: [1, 2, 1], L: [8, 8, 8] }, { m: [1, 5, 3] })
    assert.deepEqual(rowsOf(plot(ds.get('m'), { x: 'T', color: 'L', aggregate: 'mean' })), [
      { x: 1, y: 2, color: '8' },
      { x: 2, y: 5, color: '8' },
    ])
  })

  it('of a scatter plot hold every pair', () => {
    const ds = casesOf({ T: [1, 2] }, { e: [-1, -2], m: [0.5, 0.25] })
    assert.deepEqual(rowsOf(plot(ds, { x: 'e', y: 'm', color: 'T' })), [
      { x: -1, y: 0.5, color: '1' },
      { x: -2, y: 0.25, color: '2' },
    ])
  })

  it('of a heatmap hold the ends of cells, half-way between neighbours; missing cells are left out', () => {
    const a = arrayOf('m', { T: [1, 2, 4], L: [10, 100] }, ({ T, L }) => (T === 2 ? null : T * L))
    assert.deepEqual(rowsOf(plot(a, { x: 'T', y: 'L', log: 'y' })), [
      { x: 1, y: 10, z: 10, xLow: 0.5, xHigh: 1.5, yLow: 3.16227766016838, yHigh: 31.6227766016838 },
      { x: 1, y: 100, z: 100, xLow: 0.5, xHigh: 1.5, yLow: 31.6227766016838, yHigh: 316.227766016838 },
      { x: 4, y: 10, z: 40, xLow: 3, xHigh: 5, yLow: 3.16227766016838, yHigh: 31.6227766016838 },
      { x: 4, y: 100, z: 400, xLow: 3, xHigh: 5, yLow: 31.6227766016838, yHigh: 316.227766016838 },
    ])
  })

  it('of a histogram count values between round ends', () => {
    const a = arrayOf('e', { i: [0, 1, 2, 3, 4] }, ({ i }) => [0.1, 0.4, 0.5, 1.9, null][i])
    assert.deepEqual(rowsOf(plot(a, { bins: 4 })), [
      { x: 0, xEnd: 0.5, y: 2 },
      { x: 0.5, xEnd: 1, y: 1 },
      { x: 1.5, xEnd: 2, y: 1 },
    ])
  })

  it('of a histogram of whole numbers have each in the middle of its bin', () => {
    const a = arrayOf('n', { i: [0, 1, 2] }, ({ i }) => [3, 3, 5][i])
    assert.deepEqual(rowsOf(plot(a)), [
      { x: 2.5, xEnd: 3.5, y: 2 },
      { x: 4.5, xEnd: 5.5, y: 1 },
    ])
  })

  it('of a histogram count every value that is not missing, however it is binned', () => {
    const values = fc.array(fc.oneof(fc.double(), fc.integer({ min: -5, max: 5 })), { minLength: 1, maxLength: 60 })
    const bins = fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined })
    fc.assert(
      fc.property(values, bins, (list, wanted) => {
        fc.pre(list.every((value) => Math.abs(value) < 1e300 || !Number.isFinite(value)))
        const a = arrayOf('e', { i: list.map((_, i) => i) }, ({ i }) => list[i])
        const rows = rowsOf(plot(a, wanted === undefined ? {} : { bins: wanted })) as { y: number }[]
        const counted = rows.reduce((sum, { y }) => sum + y, 0)
        assert.equal(counted, list.filter(Number.isFinite).length)
      }),
      {
        numRuns: 500,
        examples: [
          [[0, 5e-324], 50],
          [[5e-324, -5e-324], undefined],
          [[1, 1 + 2 ** -52], undefined],
          [[-1e300, 1e300], 7],
        ],
      },
    )
  })

  it('on a log axis have no place for what is not above 0, and a note says how much that is', () => {
    const a = arrayOf('m', { T: [1, 2, 3] }, ({ T }) => T - 2)
    const { notes, ...figure } = plot(a, { x: 'T', log: 'y' })
    assert.deepEqual(notes, ['2 values of `m` not above 0, left out: the y axis is logarithmic.'])
    assert.deepEqual(rowsOf(figure), [
      { x: 1, y: null },
      { x: 2, y: null },
      { x: 3, y: 1 },
    ])
  })

  it('on a log axis have a spread down to the end of the axis where it reaches below 0, and none where it is below', () => {
    const a = arrayOf('m', { T: [1, 2], seed: [0, 1] }, ({ T, seed }) => (T === 1 ? [-1, 9][seed] : [-2, -3][seed]))
    const figure = plot(a, { x: 'T', band: '0,1', aggregate: 'mean', log: 'y' })
    const [first, second] = rowsOf(figure) as { low: number; high: number; y: number | null }[]
    const { domain } = (figure.spec as { encoding: { y: { scale: { domain: number[] } } } }).encoding.y.scale
    assert.deepEqual(first, { x: 1, y: 4, low: domain[0], high: 9 })
    assert.deepEqual(second, { x: 2, y: null, low: null, high: null })
  })

  it('of a line too long for its pixels keep the least and the greatest of each step, gaps included', () => {
    const count = 100_000
    const values = Float64Array.from({ length: count }, (_, i) => Math.sin(i / 3000))
    values[54_321] = 7
    values[60_000] = Number.NaN
    const a = arrayOf('m', { t: Array.from({ length: count }, (_, i) => i) }, ({ t }) => values[t])
    const { notes, ...figure } = plot(a, { x: 't', width: 100 })
    const rows = rowsOf(figure) as { x: number; y: number | null }[]
    assert.deepEqual(notes, [
      `100 k points in the lines, drawn as ${rows.length}: the least and the greatest of each of 200 steps along x.`,
    ])
    assert.ok(rows.length <= 5 * 201, String(rows.length))
    assert.deepEqual(
      rows.find(({ x }) => x === 54_321),
      { x: 54_321, y: 7 },
    )
    assert.deepEqual(
      rows.find(({ y }) => y === null),
      { x: 60_000, y: null },
    )
    assert.deepEqual([rows[0]?.x, rows.at(-1)?.x], [0, count - 1])
  })

  it('leave out what is infinite, and a note says how much that is', () => {
    const a = arrayOf('m', { T: [1, 2, 3] }, ({ T }) => [1, Number.POSITIVE_INFINITY, -1.7e308][T - 1])
    const { notes, ...figure } = plot(a, { x: 'T' })
    assert.deepEqual(notes, ['2 values of `m` left out: infinite, or beyond ±1e300.'])
    assert.deepEqual(rowsOf(figure), [
      { x: 1, y: 1 },
      { x: 2, y: null },
      { x: 3, y: null },
    ])
  })

  it('are none where everything is missing, and a note says so', () => {
    const figure = plot(
      arrayOf('m', { T: [1, 2] }, () => null),
      { x: 'T' },
    )
    assert.deepEqual(figure.notes, ['There is nothing to draw: all values are missing.'])
    assert.deepEqual(rowsOf(figure), [
      { x: 1, y: null },
      { x: 2, y: null },
    ])
  })
})
