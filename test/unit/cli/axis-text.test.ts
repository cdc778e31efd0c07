import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { UsageError } from '../../../src/cli/usage-error.ts'
import { type AxisText, parseAxes, parseAxisText, renderAxisText, valuesOf } from '../../../src/cli/values/axis-text.ts'

const READ: readonly (readonly [string, readonly unknown[]])[] = [
  ['1:2:3', [1, 1.5, 2]],
  ['-1:1:3', [-1, 0, 1]],
  ['1e-3:.5:1', [0.001]],
  ['0..3', [0, 1, 2, 3]],
  ['-2..1', [-2, -1, 0, 1]],
  ['3..0', [3, 2, 1, 0]],
  ['0..7/3', [0, 3, 6]],
  ['6..0/-3', [6, 3, 0]],
  ['5..5', [5]],
  ['log:1:1000:4', [1, 10, 100, 1000]],
  ['log:-1:-100:3', [-1, -10, -100]],
  ['16,32', [16, 32]],
  ['16, 32 ,64', [16, 32, 64]],
  ['7', [7]],
  ['+1,-0,1e3,.5,2.', [1, -0, 1000, 0.5, 2]],
  ['NaN,Infinity,-Infinity', [Number.NaN, Infinity, -Infinity]],
  ['true,false', [true, false]],
  ['wolff,metropolis', ['wolff', 'metropolis']],
  ['rk4-5,a/b.json,ключ', ['rk4-5', 'a/b.json', 'ключ']],
  ['"1","true",""', ['1', 'true', '']],
  ['"a, b",\'c "d" \\\',e', ['a, b', 'c "d" \\', 'e']],
  ['"two\\nlines"', ['two\nlines']],
  ['["x,y", 1, {"k": [2]}]', ['x,y', 1, { k: [2] }]],
  ['http://localhost:80', ['http://localhost:80']],
  ['$(rm),a b', ['$(rm)', 'a b']],
]

const REFUSED: readonly (readonly [string, string])[] = [
  [
    '',
    '-a x=: there is no value at character 3.\nValues stand between commas: `16,32`. For an empty text write \'""\'.',
  ],
  [
    '16,,32',
    '-a x=16,,32: there is no value at character 6.\nValues stand between commas: `16,32`. For an empty text write \'""\'.',
  ],
  [
    '16,3x',
    "-a x=16,3x: `3x` at character 6 begins like a number and is none.\nTo give it as text, quote it inside the shell's quotes: '\"3x\"'.",
  ],
  [
    '1,two',
    '-a x=1,two: `two` at character 5 is text in a list of a number.\nGive values of one kind, or all as texts in quotes: \'"1","two"\'.',
  ],
  [
    '9007199254740993',
    "-a x=9007199254740993: `9007199254740993` at character 3 is more than a number can hold exactly.\nTo give it as text, quote it inside the shell's quotes: '\"9007199254740993\"'.",
  ],
  [
    '8,007',
    "-a x=8,007: `007` at character 5 has leading zeros, which a number loses.\nWrite `7` for the number; to give it as text, quote it inside the shell's quotes: '\"007\"'.",
  ],
  [
    '01..10',
    "-a x=01..10: `01` at character 3 has leading zeros, which a number loses.\nWrite `1` for the number; to give it as text, quote it inside the shell's quotes: '\"01\"'.",
  ],
  [
    'None',
    "-a x=None: `None` at character 3 is no value here.\nNumbers are written `Infinity`, `-Infinity` and `NaN`, booleans `true` and `false`. To give it as text, quote it inside the shell's quotes: '\"None\"'.",
  ],
  [
    '1:2',
    '-a x=1:2: `1:2` has 2 parts, and a range has three.\nWrite from, to and how many: `1:2:11` is 11 numbers from 1 to 2, both included. Whole numbers are `1..2`.',
  ],
  [
    '1:b:3',
    '-a x=1:b:3: `b` at character 5 is no finite number.\nA range is written `from:to:count`, as in `1.5:3.5:21`.',
  ],
  [
    '1:2:2.5',
    '-a x=1:2:2.5: `2.5` at character 7 is no number of values.\nThe third part says how many values there are, from 1 up: `1.5:3.5:21`.',
  ],
  [
    '0.5..2',
    '-a x=0.5..2: `0.5` at character 3 is no whole number.\nA range with `..` has whole numbers: `0..7`. With fractions say how many values there are: `0.5:2:4`.',
  ],
  ['0..9/-3', '-a x=0..9/-3: steps of -3 do not lead from 0 to 9.\nWrite `0..9/3`.'],
  ['0..9/0', '-a x=0..9/0: steps of 0 do not lead from 0 to 9.\nWrite `0..9/1`.'],
  [
    'log:0:1:5',
    '-a x=log:0:1:5: a `log` range from 0 to 1 would pass zero.\nBoth ends have the same sign and neither is 0; `-1:1:21` is evenly spaced.',
  ],
  [
    '"open,1',
    '-a x="open,1: the text that begins at character 3 has no closing quote.\nIn double quotes a backslash begins an escape, as in JSON; single quotes take everything as it is.',
  ],
  ['[]', '-a x=[]: the list in JSON is empty.\nGive it a value, or leave the axis out.'],
]

const place = (text: string) => ({ argument: `-a x=${text}`, at: 2 })

describe('the values of an axis', () => {
  for (const [text, values] of READ) {
    it(`\`${text}\` reads as ${values.length} values`, () => {
      assert.deepEqual([...valuesOf(parseAxisText(text, place(text)))], values)
    })
  }

  for (const [text, message] of REFUSED) {
    it(`\`${text}\` is refused with its place and the remedy`, () => {
      assert.throws(() => parseAxisText(text, place(text)), { name: 'UsageError', message })
    })
  }

  it('are read as they are written, whatever they are', () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true })
    const positive = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true })
    const count = fc.integer({ min: 1, max: 10 ** 9 })
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('true', 'NaN', '1', '0..3', '1:2:3', 'log:1', 'a', 'a.b'),
    )
    const plain = (model: Record<string, fc.Arbitrary<unknown>>) => fc.record(model, { noNullPrototype: true })
    const several = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1 })
    const axis = fc.oneof(
      plain({ kind: fc.constant('linear'), from: double, to: double, count }),
      plain({ kind: fc.constant('log'), from: positive, to: positive, count }),
      fc
        .tuple(fc.maxSafeInteger(), fc.maxSafeInteger(), fc.integer({ min: 1, max: 1e6 }))
        .map(([from, to, step]) => ({ kind: 'whole', from, to, step: to < from ? -step : step })),
      plain({
        kind: fc.constant('list'),
        values: fc.oneof(several(fc.double()), several(fc.boolean()), several(texts)),
      }),
    )
    fc.assert(
      fc.property(axis as fc.Arbitrary<AxisText>, (given) => {
        const text = renderAxisText(given)
        assert.deepEqual(parseAxisText(text, place(text)), given)
      }),
    )
  })

  it('never end in anything but values or a refusal', () => {
    const piece = fc.constantFrom(
      '1',
      '.',
      '..',
      ':',
      ',',
      '"',
      "'",
      '[',
      ']',
      '{',
      '\\',
      'log:',
      '/',
      '-',
      'e',
      'a',
      ' ',
    )
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        (text) => {
          try {
            renderAxisText(parseAxisText(text, place(text)))
          } catch (error) {
            assert.ok(error instanceof UsageError, String(error))
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('the axes of a command line', () => {
  it('keep the order in which they were given', () => {
    assert.deepEqual(Object.entries(parseAxes(['b=1,2', 'a=x=y'])), [
      ['b', { kind: 'list', values: [1, 2] }],
      ['a', { kind: 'list', values: ['x=y'] }],
    ])
  })

  const WRONG: readonly (readonly [readonly string[], string])[] = [
    [['T'], '-a T: has no values.\nWrite the name of a parameter and its values: `-a T=1.5:3.5:21`.'],
    [['=1'], '-a =1: has no name.\nWrite the name of a parameter and its values: `-a T=1.5:3.5:21`.'],
    [['T=1', 'T=2'], '-a T is given twice.\nPut all its values into one list: `-a T=1,2,3`.'],
  ]
  for (const [texts, message] of WRONG) {
    it(`${texts.map((text) => `\`-a ${text}\``).join(' ')} is refused`, () => {
      assert.throws(() => parseAxes(texts), { name: 'UsageError', message })
    })
  }
})
