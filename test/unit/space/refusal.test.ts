import { test } from 'node:test'
import {
  createSpace,
  linspace,
  openSpace,
  range,
  refuseClashes,
  refuseUnknownParameters,
  type SpaceInput,
  zip,
} from '../../../src/space/index.ts'
import { assertRefused } from './refused.ts'

const symbol = Symbol('s')
const TWICE = 'Leave it out, or add an axis such as `repeat: range(3)` to run points several times.'
const NAMES_AB = 'Every case gives a value to the same names: `a`, `b`.'
const COLUMNS = 'an object of columns such as `{ a: [1, 2], b: [3, 4] }`'
const LIST = 'Give an array, a typed array, or what `range` and `linspace` return.'

const REFUSALS: readonly (readonly [string, unknown, string])[] = [
  [
    'a space of nothing',
    {},
    'Expected at least one axis or case, got none.\nGive an axis such as `{ T: [1, 2, 3] }`; an axis with one value runs one point.',
  ],
  [
    'a space of no axes',
    { combos: {} },
    'Expected at least one axis or case, got none.\nGive an axis such as `{ T: [1, 2, 3] }`; an axis with one value runs one point.',
  ],
  ['an unknown part', { combo: { a: [1] } }, 'A space has no part `combo`.\nDid you mean `combos`?'],
  [
    'a list in the place of axes',
    { combos: [1, 2] },
    'Expected `combos` to be an object of axes such as `{ T: [1, 2, 3] }`, got an array.',
  ],
  [
    'an empty axis',
    { combos: { a: [1], T: [] } },
    'Expected axis `T` to have at least one value, got none.\nGive it a value, or leave the axis out.',
  ],
  [
    'a text as axis',
    { combos: { T: 'abc' } },
    'Expected the values of axis `T` to be a list, got `"abc"` (string).\nFor one value write `T: ["abc"]`.',
  ],
  [
    'a number as axis',
    { combos: { T: 5 } },
    'Expected the values of axis `T` to be a list, got `5` (number).\nFor one value write `T: [5]`.',
  ],
  [
    'nothing as axis',
    { combos: { T: undefined } },
    `Expected the values of axis \`T\` to be a list, got \`undefined\` (undefined).\n${LIST}`,
  ],
  [
    'an object as axis',
    { combos: { T: { a: 1 } } },
    `Expected the values of axis \`T\` to be a list, got an object.\n${LIST}`,
  ],
  [
    'a function as axis',
    { combos: { T: () => [1] } },
    `Expected the values of axis \`T\` to be a list, got a function.\n${LIST}`,
  ],
  [
    'a number twice',
    { combos: { T: [1, 2, 1.0] } },
    `Axis \`T\` has the value \`1\` more than once, again at position 2.\n${TWICE}`,
  ],
  [
    'a number twice in a typed array',
    { combos: { T: Int32Array.of(3, 1, 3) } },
    `Axis \`T\` has the value \`3\` more than once, again at position 2.\n${TWICE}`,
  ],
  [
    '0 and −0',
    { combos: { T: [0, 1, -0] } },
    `Axis \`T\` has the value \`-0\` more than once, again at position 2.\n${TWICE}`,
  ],
  [
    '0 and −0 as neighbours',
    { combos: { T: [-0, 0] } },
    `Axis \`T\` has the value \`0\` more than once, again at position 1.\n${TWICE}`,
  ],
  [
    'NaN twice',
    { combos: { T: [Number.NaN, 1, Number.NaN] } },
    `Axis \`T\` has the value \`NaN\` more than once, again at position 2.\n${TWICE}`,
  ],
  [
    'a text twice',
    { combos: { T: ['a', 1, 'a'] } },
    `Axis \`T\` has the value \`"a"\` more than once, again at position 2.\n${TWICE}`,
  ],
  [
    'an object twice',
    {
      combos: {
        T: [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      },
    },
    `Axis \`T\` has the value \`{"b":2,"a":1}\` more than once, again at position 1.\n${TWICE}`,
  ],
  [
    'a name that is empty',
    { combos: { '': [1] } },
    'Expected the names in `combos` to be texts that are not empty, got `""`.',
  ],
  [
    'a name that is a symbol',
    { combos: { [symbol]: [1] } },
    'Expected the names in `combos` to be texts, got `Symbol(s)` (symbol).',
  ],
  [
    '__proto__',
    { combos: JSON.parse('{"__proto__":[1]}') },
    'Expected the names in `combos` to be names of parameters, got `__proto__`, which no object can safely hold.\nUse another name.',
  ],
  [
    '__proto__ in a case',
    { cases: [JSON.parse('{"__proto__":1}')] },
    'Expected the names in `cases` to be names of parameters, got `__proto__`, which no object can safely hold.\nUse another name.',
  ],
  [
    '__proto__ as a column',
    { cases: JSON.parse('{"__proto__":[1]}') },
    'Expected the names in `cases` to be names of parameters, got `__proto__`, which no object can safely hold.\nUse another name.',
  ],
  [
    'an axis also in cases',
    { combos: { a: [1] }, cases: [{ a: 1, b: 2 }] },
    '`a` is an axis and also in `cases`.\nGive its values in one of them.',
  ],
  [
    'a space too large',
    { combos: { a: range(1e9), b: range(1e9) } },
    'Expected a space of at most 2^53 − 1 points, got about 1.0e+18: `a` 1000000000 × `b` 1000000000.\nShorten an axis, or sweep it in parts.',
  ],
  [
    'a space too large by its cases',
    { combos: { a: range(2 ** 52) }, cases: { b: [1, 2] } },
    'Expected a space of at most 2^53 − 1 points, got about 9.0e+15: `cases` 2 × `a` 4503599627370496.\nShorten an axis, or sweep it in parts.',
  ],
  [
    'no cases',
    { cases: [] },
    'Expected `cases` to have at least one point, got none.\nLeave `cases` out, or give a point.',
  ],
  [
    'no columns',
    { cases: {} },
    'Expected `cases` to have at least one point, got none.\nLeave `cases` out, or give a point.',
  ],
  [
    'empty columns',
    { cases: { a: [], b: [] } },
    'Expected `cases` to have at least one point, got none.\nLeave `cases` out, or give a point.',
  ],
  ['a case without names', { cases: [{}] }, 'Expected `cases[0]` to name at least one parameter, got `{}`.'],
  ['a case that lacks a name', { cases: [{ a: 1, b: 1 }, { a: 2 }] }, `\`cases[1]\` has no \`b\`.\n${NAMES_AB}`],
  [
    'a case with another name',
    {
      cases: [
        { a: 1, b: 1 },
        { a: 1, b: 1, c: 3 },
      ],
    },
    `\`cases[1]\` has \`c\`, which the first case has not.\n${NAMES_AB}`,
  ],
  [
    'a case with a misspelt name',
    {
      cases: [
        { a: 1, b: 1 },
        { a: 1, B: 3 },
      ],
    },
    `\`cases[1]\` has no \`b\` and has \`B\`, which the first case has not.\n${NAMES_AB}`,
  ],
  [
    'a case that only inherits a name',
    { cases: [{ a: 1, toString: 1 }, { a: 1 }] },
    '`cases[1]` has no `toString`.\nEvery case gives a value to the same names: `a`, `toString`.',
  ],
  [
    'a case that is a tuple',
    { cases: [[1, 2]] },
    'Expected `cases[0]` to be an object of names and values, got an array.\nWrite it as `{ a: 1, b: 2 }`.',
  ],
  [
    'a case that is null',
    { cases: [{ a: 1 }, null] },
    'Expected `cases[1]` to be an object of names and values, got null.\nWrite it as `{ a: 1, b: 2 }`.',
  ],
  [
    'a case named by a symbol',
    { cases: [{ a: 1, [symbol]: 1 }] },
    'Expected the names in `cases[0]` to be texts, got `Symbol(s)` (symbol).',
  ],
  [
    'cases that are a number',
    { cases: 5 },
    `Expected \`cases\` to get an array of points or ${COLUMNS}, got \`5\` (number).`,
  ],
  [
    'a column that is a text',
    { cases: { a: 'xy' } },
    'Expected column `a` of `cases` to be a list, got `"xy"` (string).\nFor one value everywhere give it as a constant; for one point write a list of one value.',
  ],
  [
    'columns of other lengths',
    { cases: { a: [1], b: [1, 2], c: range(2) } },
    'Expected the columns of `cases` to be equally long, got 1 values for `a` and 2 for `b`.',
  ],
]

for (const [what, input, message] of REFUSALS) {
  test(`${what} is refused by name`, () => assertRefused(() => createSpace(input as SpaceInput), message))
}

test('zip refuses columns of other lengths and what is no column', () => {
  assertRefused(
    () => zip({ a: [1, 2], b: [1, 2], c: [1] }),
    'Expected the columns of `zip` to be equally long, got 1 values for `c` and 2 for `a`.',
  )
  assertRefused(() => zip([1] as never), `Expected \`zip\` to get ${COLUMNS}, got an array.`)
})

test('a description of another version is refused', () => {
  const remedy = 'Another version of windrow made it; use the same version on both sides.'
  const open = (description: unknown) => () => openSpace(description as never)
  assertRefused(
    open({ version: 2, axes: [] }),
    `Expected the description of a space in version 1, got version \`2\`.\n${remedy}`,
  )
  assertRefused(open({}), `Expected the description of a space in version 1, got version \`undefined\`.\n${remedy}`)
  assertRefused(
    open({ version: 1, axes: [{ name: 'T', values: { kind: 'chebyshev', length: 3 } }] }),
    'Expected an axis described as a list, range, linspace, geomspace or logspace, got `"chebyshev"`.\n' +
      'Another version of windrow made this description; use the same version on both sides.',
  )
})

test('a name that has values in two places is refused', () => {
  const space = createSpace({ combos: { T: linspace(0, 1, 3) }, cases: [{ a: 1 }] })
  const end = '.\nGive its values in one of them.'
  assertRefused(() => refuseClashes(space, { constants: { T: 1 } }), `\`T\` is an axis and also in \`constants\`${end}`)
  assertRefused(
    () => refuseClashes(space, { unrecorded: { T: 1 } }),
    `\`T\` is an axis and also in \`unrecorded\`${end}`,
  )
  assertRefused(
    () => refuseClashes(space, { constants: { a: 1 } }),
    `\`a\` is in \`cases\` and also in \`constants\`${end}`,
  )
  assertRefused(
    () => refuseClashes(space, { unrecorded: { a: 1 } }),
    `\`a\` is in \`cases\` and also in \`unrecorded\`${end}`,
  )
  assertRefused(
    () => refuseClashes(space, { constants: { k: 1 }, unrecorded: { k: 1 } }),
    `\`k\` is in \`constants\` and also in \`unrecorded\`${end}`,
  )
  assertRefused(
    () => refuseClashes(space, { constants: { '': 1 } }),
    'Expected the names in `constants` to be texts that are not empty, got `""`.',
  )
  refuseClashes(space, { constants: { k: 1 }, unrecorded: { constructor: 1 } })
  refuseClashes(space, {})
})

test('a name that the function does not take is refused with the nearest one', () => {
  assertRefused(
    () => refuseUnknownParameters(['size', 'bta'], ['beta', 'size']),
    'The function takes no parameter `bta`.\nDid you mean `beta`? It takes `beta`, `size`.',
  )
  assertRefused(
    () => refuseUnknownParameters(['temperature'], ['L']),
    'The function takes no parameter `temperature`.\nIt takes `L`. If `temperature` only repeats the points, name it too: `({ L, temperature: _ })`.',
  )
  assertRefused(
    () => refuseUnknownParameters(['T'], []),
    'The function takes no parameter `T`.\nIt takes no parameters. If `T` only repeats the points, name it too: `({ T: _ })`.',
  )
  refuseUnknownParameters(['anything'], undefined)
  refuseUnknownParameters(['a'], ['b', 'a'])
})
