import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type PlotOptions, plot } from '../../../src/plots/index.ts'
import { arrayOf, casesOf } from './arrays.ts'

const m = arrayOf('m', { T: [1, 2], L: [8, 16], seed: [0, 1, 2] }, ({ T }) => T)
const ds = casesOf({ T: [1, 2] }, { e: [1, 2], text: ['a', 'b'] })

describe('plot refuses', () => {
  const refused: [string, PlotOptions, string][] = [
    ['an unknown option', { colour: 'L' } as PlotOptions, 'Unknown option `colour` of `plot`. Did you mean `color`?'],
    ['an unknown name', { x: 'Tt' }, '`x` names `Tt`, which is no dim, coordinate or variable here. Did you mean `T`?'],
    [
      'an unknown kind',
      { x: 'T', kind: 'lines' as 'line' },
      'Expected `kind` to be one of `line`, `scatter`, `heatmap`, `histogram`, got `lines`. Did you mean `line`?',
    ],
    [
      'a dim that is drawn nowhere',
      { x: 'T', color: 'L' },
      "The 3 values along `seed` would be drawn in one place.\nDraw them apart with `color: 'seed'` (or `col`, `row`), join them with `aggregate: 'mean'`, or select one with `sel`.",
    ],
    [
      'a dim that `over` leaves out',
      { x: 'T', over: 'seed' },
      "The 2 values along `L` would be drawn in one place.\nDraw them apart with `color: 'L'` (or `col`, `row`), join them with `over: ['seed', 'L']`, or select one with `sel`.",
    ],
    [
      'to aggregate what is drawn',
      { x: 'T', color: 'L', over: ['seed', 'L'] },
      '`over` names `L`, which the figure draws.\nLeave it out of one of the two.',
    ],
    [
      'to aggregate over no dim',
      { x: 'T', over: 'sed' },
      '`over` names `sed`, which is no dim of the values. They have T, L, seed.',
    ],
    [
      'a band and bars',
      { x: 'T', band: 'std', bars: 'std' },
      '`band` and `bars` both draw the spread of the same values.\nGive one of them.',
    ],
    [
      'a spread around a greatest value',
      { x: 'T', aggregate: 'max', band: 'std' },
      "`band` is drawn around a mean or a median, got `aggregate: 'max'`.",
    ],
    [
      'quantiles in the wrong order',
      { x: 'T', band: '0.9,0.1' },
      'Expected `band` to be `std`, `stderr`, `quartiles` or two quantiles from 0 to 1, as in `[0.1, 0.9]` or `0.1,0.9`, got `0.9,0.1`.',
    ],
    [
      'a misspelt spread',
      { x: 'T', bars: 'stder' as 'std' },
      'Expected `bars` to be `std`, `stderr`, `quartiles` or two quantiles from 0 to 1, as in `[0.1, 0.9]` or `0.1,0.9`, got `stder`. Did you mean `stderr`?',
    ],
    ['a size of nothing', { x: 'T', width: 0 }, 'Expected `width` to be a number from 20 to 10000, got `0` (number).'],
    [
      'a size as text',
      { x: 'T', height: '300' as unknown as number },
      'Expected `height` to be a number from 20 to 10000, got `300` (string).',
    ],
    [
      'limits that end before they begin',
      { x: 'T', limits: { y: [2, 1] } },
      'Expected `limits.y` to be [least, greatest], either may be null, got `[2,1]`.',
    ],
    [
      'limits of a log axis at 0',
      { x: 'T', log: 'y', limits: { y: [0, 1] } },
      'Expected `limits.y` of a log axis to be above 0, got `[0,1]`.',
    ],
    ['y without x', { y: 'T' }, "`y: 'T'` needs `x` as well: two dims make a heatmap of `m`."],
    ['z of an array', { x: 'T', z: 'm' }, '`z` is for datasets: of an array, the array itself is what is drawn.'],
    [
      'lines over two dims',
      { x: 'T', y: 'L', kind: 'line' },
      "`x` and `y` are both coordinates, which makes a heatmap, got `kind: 'line'`.",
    ],
    [
      'the colour of a heatmap',
      { x: 'T', y: 'L', color: 'seed' },
      'The colours of a heatmap show its values and cannot show `color` as well: use `col` or `row`.',
    ],
    [
      'a histogram along a dim',
      { x: 'T', kind: 'histogram' },
      'A histogram counts the values of `m` itself: leave `x` out.',
    ],
    ['lines without x', { kind: 'line' }, 'A line of `m` needs `x`: one of its dims `T`, `L`, `seed`.'],
  ]
  for (const [what, options, message] of refused) {
    it(what, () => assert.throws(() => plot(m, options), { name: 'TypeError', message }))
  }

  it('to choose among the variables of a dataset', () => {
    const message = 'Say with `y` which variable to plot: e, text.'
    assert.throws(() => plot(ds, { x: 'T' }), { name: 'TypeError', message })
  })

  it('to average texts', () => {
    const message = "Expected numbers for `aggregate: 'mean'`, `text` holds texts."
    assert.throws(() => plot(ds.get('text'), { x: 'T', aggregate: 'mean' }), { name: 'TypeError', message })
  })

  it('a log axis of texts', () => {
    const message = '`log` names `y`, where `text` is no number.'
    assert.throws(() => plot(ds.get('text'), { x: 'T', log: 'y' }), { name: 'TypeError', message })
  })

  it('what is no array', () => {
    const message = "Expected an array or a dataset to plot, got `3` (number).\nPass `ds` or `ds.get('m')`."
    assert.throws(() => plot(3 as never), { name: 'TypeError', message })
  })

  it('more panels than anybody can look at', () => {
    const many = arrayOf('m', { T: [1], i: Array.from({ length: 61 }, (_, i) => i) }, () => 1)
    const message = '`i` would make 61 panels, more than 60: select some values, or use `color`.'
    assert.throws(() => plot(many, { x: 'T', col: 'i' }), { name: 'TypeError', message })
  })

  it('more marks than a file can hold', () => {
    const size = Array.from({ length: 400 }, (_, i) => i)
    const message =
      'The heatmap would draw 160 k marks, more than 100 k marks.\nSelect every second value of a dim, as in `isel({ T: { step: 2 } })`.'
    assert.throws(
      () =>
        plot(
          arrayOf('m', { T: size, L: size }, () => 1),
          { x: 'T', y: 'L' },
        ),
      { message },
    )
  })

  it('more shapes than there are', () => {
    const nine = arrayOf('m', { T: [1], i: Array.from({ length: 9 }, (_, i) => i) }, () => 1)
    const message = '`shape` tells at most 8 values apart, `i` has 9: use `color`, `col` or `row`.'
    assert.throws(() => plot(nine, { x: 'T', shape: 'i' }), { name: 'TypeError', message })
  })
})
