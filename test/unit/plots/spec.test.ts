import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DataArray, variableOf } from '../../../src/dataset/index.ts'
import { type PlotOptions, plot } from '../../../src/plots/index.ts'
import { arrayOf, casesOf } from './arrays.ts'

/** A specification without what is the same in all. */
function specOf(array: DataArray, options: PlotOptions): unknown {
  const { $schema: _, config: __, background: ___, data: ____, ...spec } = plot(array, options).spec
  return JSON.parse(JSON.stringify(spec))
}

describe('the specification', () => {
  it('of lines has an axis for each of x and y, and a legend for the colours', () => {
    const T = variableOf([1, 2.5], { dims: ['T'], attrs: { units: 'J/k', long_name: 'temperature' } })
    const L = variableOf([8, 16], { dims: ['L'] })
    const m = variableOf([1, 2, 3, 4.5], { dims: ['T', 'L'], shape: [2, 2] })
    const color = {
      field: 'color',
      type: 'nominal',
      sort: null,
      title: 'L',
      scale: { domain: ['8', '16'], scheme: { name: 'viridis', extent: [0, 0.87], count: 2 } },
      legend: { title: 'L', symbolOpacity: 1, symbolSize: 60 },
    }
    const shared = { zero: false, nice: false, padding: 10 }
    const guide = { format: 'f', labelOverlap: true, labelSeparation: 6 }
    assert.deepEqual(specOf(new DataArray({ name: 'm', variable: m, coords: { T, L } }), { x: 'T', color: 'L' }), {
      description: 'line: x temperature (J/k), y m, color L',
      layer: [
        { mark: { type: 'line', strokeWidth: 1.8, strokeCap: 'round', strokeJoin: 'round' }, encoding: { color } },
        {
          mark: { type: 'point', filled: true, size: 26, opacity: 1 },
          encoding: {
            color,
            tooltip: [
              { field: 'x', type: 'quantitative', title: 'temperature (J/k)' },
              { field: 'y', type: 'quantitative', title: 'm' },
              { field: 'color', type: 'nominal', title: 'L' },
            ],
          },
        },
      ],
      encoding: {
        x: {
          field: 'x',
          type: 'quantitative',
          title: 'temperature (J/k)',
          scale: shared,
          axis: { title: 'temperature (J/k)', ...guide, tickCount: 10 },
        },
        y: {
          field: 'y',
          type: 'quantitative',
          title: 'm',
          scale: shared,
          axis: { title: 'm', ...guide, tickCount: 8 },
        },
      },
      width: 460,
      height: 300,
    })
  })

  const partOf = (spec: unknown, path: string): unknown =>
    path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], spec)
  const several = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
  const parts: [string, () => unknown, string, unknown][] = [
    [
      'gives hues to names, in the order of the data',
      () =>
        specOf(
          arrayOf('m', { T: [1], method: ['wolff', 'glauber'] }, () => 1),
          { x: 'T', color: 'method' },
        ),
      'layer.0.encoding.color.scale',
      { domain: ['wolff', 'glauber'], range: ['#0072b2', '#d55e00'] },
    ],
    [
      'sorts numbers of a legend',
      () =>
        specOf(
          arrayOf('m', { T: [1], L: [64, 8, 16] }, () => 1),
          { x: 'T', color: 'L' },
        ),
      'layer.0.encoding.color.scale.domain',
      ['8', '16', '64'],
    ],
    [
      'gives more than eight numbers a continuous scale',
      () =>
        specOf(
          arrayOf('m', { T: [1], L: several(9) }, () => 1),
          { x: 'T', color: 'L' },
        ),
      'layer.0.encoding.color.scale',
      {
        type: 'linear',
        scheme: { name: 'viridis', extent: [0, 0.87] },
        domain: [0, 8],
        nice: false,
        zero: false,
        clamp: true,
      },
    ],
    [
      'keeps lines of a continuous scale apart',
      () =>
        specOf(
          arrayOf('m', { T: [1], L: several(9) }, () => 1),
          { x: 'T', color: 'L' },
        ),
      'layer.0.encoding.detail',
      [{ field: 'color' }],
    ],
    [
      'puts 0 in the middle of a diverging scale',
      () =>
        specOf(
          arrayOf('m', { x: [0, 1], y: [0] }, ({ x }) => x * 3 - 1),
          { x: 'x', y: 'y', scheme: 'blueorange' },
        ),
      'encoding.color.scale.domain',
      [-2, 2],
    ],
    [
      'ends the axes of a heatmap with its cells',
      () =>
        specOf(
          arrayOf('m', { x: [0, 1, 3], y: [0] }, () => 1),
          { x: 'x', y: 'y' },
        ),
      'encoding.x.scale',
      { zero: false, nice: false, domain: [-0.5, 4] },
    ],
    [
      'heads panels with name, value and units',
      () => {
        const h = variableOf([0.1 + 0.2], { dims: ['h'], attrs: { units: 'T' } })
        const m = new DataArray({ name: 'm', variable: variableOf([1], { dims: ['h'] }), coords: { h } })
        return specOf(m, { x: 'h', row: 'h' })
      },
      'facet.row.sort',
      ['h = 0.3 T'],
    ],
    [
      'has a panel for each value of col and row',
      () =>
        specOf(
          arrayOf('m', { T: [1], a: [1, 2], b: ['x'] }, () => 1),
          { x: 'T', col: 'a', row: 'b' },
        ),
      'facet.column.sort',
      ['a = 1', 'a = 2'],
    ],
    [
      'names what was selected',
      () => specOf(arrayOf('m', { T: [1, 2], L: [8], s: ['a'] }, () => 1).isel({ L: 0, s: 0 }), { x: 'T' }),
      'title.text',
      'L = 8, s = a',
    ],
    [
      'says what was aggregated, and how',
      () =>
        specOf(
          arrayOf('m', { T: [1, 2], seed: [0, 1] }, () => 1),
          { x: 'T', band: [0.1, 0.9] },
        ),
      'title.text',
      'median and 10 % to 90 % of the values over seed',
    ],
    [
      'takes labels in place of names',
      () =>
        specOf(
          arrayOf('m', { T: [1, 2] }, () => 1),
          { x: 'T', labels: { y: 'order' } },
        ),
      'encoding.y.axis.title',
      'order',
    ],
    [
      'marks whole numbers only where all are whole',
      () =>
        specOf(
          arrayOf('m', { T: [1, 2] }, () => 1),
          { x: 'T' },
        ),
      'encoding.x.axis.tickMinStep',
      1,
    ],
    [
      'ends axes where it is told',
      () =>
        specOf(
          arrayOf('m', { T: [1, 2] }, ({ T }) => T),
          { x: 'T', limits: { y: [0, null] } },
        ),
      'encoding.y.scale',
      { zero: false, nice: false, padding: 0, domainMin: 0 },
    ],
    [
      'draws dates on an axis of UTC',
      () =>
        specOf(
          arrayOf('m', { day: [new Date(0), new Date(1e9)] }, () => 1),
          { x: 'day' },
        ),
      'encoding.x.scale.type',
      'utc',
    ],
    [
      'draws parameters of cases as points',
      () => specOf(casesOf({ T: [1, 2] }, { m: [3, 4] }).get('m'), { x: 'T' }),
      'layer.0.mark.type',
      'point',
    ],
    [
      'draws lines over the only dim when asked for lines',
      () =>
        specOf(
          arrayOf('m', { T: [1, 2], L: [8] }, () => 1),
          { kind: 'line' },
        ),
      'encoding.x.title',
      'T',
    ],
    [
      'leaves points out of long lines',
      () =>
        specOf(
          arrayOf('m', { T: several(41) }, () => 1),
          { x: 'T' },
        ),
      'layer.1',
      undefined,
    ],
    [
      'draws bars behind the points of a scatter plot',
      () =>
        specOf(
          arrayOf('m', { T: [1], seed: [0, 1] }, () => 1),
          { x: 'T', kind: 'scatter', bars: 'std' },
        ),
      'layer.0.mark',
      { type: 'rule', strokeWidth: 1.2, color: '#0072b2' },
    ],
    [
      'shares one legend between colour and shape of the same dim',
      () =>
        specOf(
          arrayOf('m', { T: [1], L: [8, 16] }, () => 1),
          { x: 'T', color: 'L', shape: 'L' },
        ),
      'layer.1.encoding.shape.field',
      'color',
    ],
  ]
  for (const [what, spec, path, part] of parts) it(what, () => assert.deepEqual(partOf(spec(), path), part))

  it('is plain JSON', () => {
    const { spec } = plot(
      arrayOf('m', { T: [1, 2], L: [8, 16] }, ({ T }) => T),
      { x: 'T', y: 'L' },
    )
    assert.deepEqual(JSON.parse(JSON.stringify(spec)), spec)
  })
})
