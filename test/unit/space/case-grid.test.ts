import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createSpace, gridOfCases } from '../../../src/space/index.js'

function gridOf(cases: Readonly<Record<string, readonly unknown[]>>): {
  axes: Record<string, unknown[]>
  places: number[]
} {
  const space = createSpace({ cases })
  assert.ok(space.cases !== undefined)
  const { axes, places } = gridOfCases(space.cases)
  return { axes: Object.fromEntries(axes.map(({ name, values }) => [name, [...values]])), places: [...places] }
}

describe('the grid of cases', () => {
  it('has the sorted distinct values as axes and knows the place of every case', () => {
    assert.deepEqual(gridOf({ a: [10, 9, 10], b: ['y', 'x', 'x'] }), {
      axes: { a: [9, 10], b: ['x', 'y'] },
      places: [3, 0, 2],
    })
  })

  it('sorts numbers by value with NaN last, dates by time, and keeps what has no order as it comes', () => {
    const [early, late] = [new Date(1), new Date(2)]
    const { axes } = gridOf({
      n: [Number.NaN, 2, -1],
      d: [late, early, late],
      b: [true, false, true],
      o: [{ z: 1 }, { a: 1 }, { z: 1 }],
      mixed: ['x', 1, null],
    })
    assert.deepEqual(axes, {
      n: [-1, 2, Number.NaN],
      d: [early, late],
      b: [false, true],
      o: [{ z: 1 }, { a: 1 }],
      mixed: ['x', 1, null],
    })
  })

  it('tells a text from the object that has it as its key', () => {
    const { axes } = gridOf({ v: [{ a: 1 }, '{"a":1}', { a: 1 }, 1], w: [1, 2, 3, 4] })
    assert.equal(axes.v?.length, 3)
  })

  it('takes 0 and −0 for one value', () => {
    assert.deepEqual(gridOf({ a: [0, -0], b: [1, 2] }), { axes: { a: [0], b: [1, 2] }, places: [0, 1] })
  })

  it('refuses two equal cases and names them', () => {
    assert.throws(() => gridOf({ a: [1, 2, 1], b: ['x', 'y', 'x'] }), {
      name: 'TypeError',
      message:
        '`cases[0]` and `cases[2]` are the same point, { a: 1, b: "x" }, and a grid has one place for it.\n' +
        'Leave one out, or leave `grid` out: then each is a row.',
    })
  })

  it('refuses a grid that is mostly holes, with its sizes and what to do', () => {
    const column = Array.from({ length: 3000 }, (_, i) => i / 7)
    assert.throws(() => gridOf({ a: column, b: column }), {
      name: 'TypeError',
      message:
        'A grid of these 3000 cases would have 9.0e+6 elements: `a` 3000 × `b` 3000.\n' +
        'Leave `grid` out: every case becomes a row, with its parameters as coordinates along `case`.',
    })
  })

  it('finds every case at its place', () => {
    const cell = fc.record(
      { a: fc.integer({ min: -3, max: 3 }), b: fc.constantFrom('x', 'y', 'z') },
      { noNullPrototype: true },
    )
    fc.assert(
      fc.property(fc.uniqueArray(cell, { selector: ({ a, b }) => `${a} ${b}`, minLength: 1 }), (cases) => {
        const { axes, places } = gridOf({ a: cases.map(({ a }) => a), b: cases.map(({ b }) => b) })
        const width = axes.b?.length ?? 0
        const found = places.map((place) => ({ a: axes.a?.[Math.floor(place / width)], b: axes.b?.[place % width] }))
        assert.deepEqual(found, cases)
      }),
    )
  })
})
