import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { parseDate, renderDate } from '../../../src/stores/csv/read/parse-date.ts'
import { parseNumber } from '../../../src/stores/csv/read/parse-number.ts'
import type { ReadTableOptions } from '../../../src/stores/index.ts'
import { readTable } from '../../../src/stores/index.ts'
import { plain } from './tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'windrow csv '))
after(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'a.csv')

async function read(text: string | Uint8Array, options?: ReadTableOptions): Promise<unknown> {
  writeFileSync(path, text)
  return (plain(await readTable(path, options)) as { name: string; dtype: string; elements: unknown[] }[]).map(
    ({ name, dtype, elements }) => [name, dtype, ...elements],
  )
}

describe('CSV text', () => {
  const tables: readonly (readonly [string, string, unknown, ReadTableOptions?])[] = [
    [
      'ends lines with LF, CRLF or CR, the last one or none',
      'a,b\r\n1,2\n3,4\r5,6',
      [
        ['a', 'int64', 1, 3, 5],
        ['b', 'int64', 2, 4, 6],
      ],
    ],
    ['may begin with a byte order mark', '\ufeffa\n1\n', [['a', 'int64', 1]]],
    [
      'holds delimiters, line ends and quotes in quotes',
      'a,"b ""c"""\n"x,\r\ny","1 ""2"""\n',
      [
        ['a', 'string', 'x,\r\ny'],
        ['b "c"', 'string', '1 "2"'],
      ],
    ],
    [
      'may end a line with an empty field',
      'a,b\n1,\n2,',
      [
        ['a', 'int64', 1, 2],
        ['b', 'float64', null, null],
      ],
    ],
    [
      'has empty lines, which are passed over',
      '\na,b\n\n1,2\n\n\n',
      [
        ['a', 'int64', 1],
        ['b', 'int64', 2],
      ],
    ],
    ['of one column has empty lines, which are missing values', 'a\n1\n\n3\n\n', [['a', 'int64', 1, null, 3, null]]],
    ['of nothing is a table without columns', '', []],
    [
      'of a header alone has no rows',
      'a,b\n',
      [
        ['a', 'float64'],
        ['b', 'float64'],
      ],
    ],
    [
      'names a column without a name by its place',
      ',x\n0,1\n',
      [
        ['column_1', 'int64', 0],
        ['x', 'int64', 1],
      ],
    ],
    ['makes whole numbers and fractions one column of floats', 'a\n1\n2.5\n-3e2\n', [['a', 'float64', 1, 2.5, -300]]],
    ['reads NaN and infinities', 'a\nNaN\ninf\n-Infinity\n', [['a', 'float64', null, Infinity, -Infinity]]],
    [
      'keeps codes with leading zeros as text',
      'a,b\n007,0.5\n10,00.5\n',
      [
        ['a', 'string', '007', '10'],
        ['b', 'string', '0.5', '00.5'],
      ],
    ],
    [
      'keeps whole numbers that no float holds as text',
      'a,b\n9007199254740993,9007199254740991\n1,-1\n',
      [
        ['a', 'string', '9007199254740993', '1'],
        ['b', 'int64', 9007199254740991, -1],
      ],
    ],
    [
      'reads large whole numbers among fractions as floats',
      'a\n9007199254740993\n0.5\n',
      [['a', 'float64', 9007199254740992, 0.5]],
    ],
    ['reads booleans of any case', 'a\ntrue\nFalse\nTRUE\n\n', [['a', 'bool', 1, 0, 1, null]]],
    ['makes booleans and numbers text', 'a\ntrue\n1\n', [['a', 'string', 'true', '1']]],
    [
      'reads ISO dates, without a zone in UTC',
      'a\n2024-02-29\n2024-02-29 01:00\n2024-02-29T02:00:00.5+02:00\n',
      [['a', 'datetime', 1709164800000, 1709168400000, 1709164800500]],
    ],
    ['keeps dates that do not exist as text', 'a\n2023-02-29\n', [['a', 'string', '2023-02-29']]],
    [
      'takes spaces around numbers away, and keeps those of texts',
      'a, b\n 1 , x \n',
      [
        ['a', 'int64', 1],
        [' b', 'string', ' x '],
      ],
    ],
    [
      'tells an empty text from none',
      'a,b\n"",1\n,2\nx,3\n',
      [
        ['a', 'string', '', null, 'x'],
        ['b', 'int64', 1, 2, 3],
      ],
    ],
    [
      'says by quotes that digits are text',
      'a,b\n"1",1\n"2",2\n',
      [
        ['a', 'string', '1', '2'],
        ['b', 'int64', 1, 2],
      ],
    ],
    [
      'says nothing by quotes where all is quoted',
      '"a","b"\n"1",""\n"2","x"\n',
      [
        ['a', 'int64', 1, 2],
        ['b', 'string', '', 'x'],
      ],
    ],
    [
      'is read with the kinds that `types` says',
      'a,b\n007,1\n8,2\n',
      [
        ['a', 'float32', 7, 8],
        ['b', 'string', '1', '2'],
      ],
      { types: { a: 'float32', b: 'string' } },
    ],
    [
      'is read with the texts that stand for nothing',
      'a,b\nNA,x\n1,NA\n',
      [
        ['a', 'int64', null, 1],
        ['b', 'string', 'x', null],
      ],
      { missing: ['NA'] },
    ],
    [
      'is read with the delimiter and the columns that are asked for',
      'a;b;c\n1;"x;y";3\n',
      [
        ['c', 'int64', 3],
        ['b', 'string', 'x;y'],
      ],
      { delimiter: ';', columns: ['c', 'b'] },
    ],
  ]
  for (const [title, text, expected, options] of tables) {
    it(title, async () => assert.deepEqual(await read(text, options), expected))
  }

  const faults: readonly (readonly [string, string, string, ReadTableOptions?])[] = [
    [
      'a record with too many fields',
      'a,b\n1,2\n"x\ny",2\n1,2,3\n',
      'line 5 has 3 fields, the first one has 2.\nPut fields that hold the delimiter into quotes, or give the right `delimiter`.',
    ],
    [
      'a record with too few fields',
      'a,b\r\n1\r\n',
      'line 2 has 1 field, the first one has 2.\nPut fields that hold the delimiter into quotes, or give the right `delimiter`.',
    ],
    [
      'a quote that is never closed',
      'a\n1\n"x\ny\n',
      'line 3 opens a quote that is never closed.\nClose it, and write a quote inside a quoted field twice.',
    ],
    [
      'text after a closing quote',
      'a\n"x"y\n',
      'line 2 has text after a closing quote.\nWrite a quote inside a quoted field twice.',
    ],
    [
      'a quote inside a bare field',
      'a\n5" pipe\n',
      'line 2 has a quote inside a field that does not begin with one.\nPut the whole field into quotes and write each quote in it twice.',
    ],
    [
      'two columns of one name',
      'a,a\n',
      'line 1 names two columns `a`.\nGive every column a name of its own in the first line.',
    ],
    [
      'a value that is not of the kind',
      'a\n1\n1.5\n',
      'line 3 has "1.5" in column `a`, which is no int64.\nRead the column as text with `types: { "a": \'string\' }`, or name the texts that stand for nothing in `missing`.',
      { types: { a: 'int64' } },
    ],
    [
      'a number that the kind cannot hold',
      'a\n300\n',
      'line 2 has "300" in column `a`, which is no uint8.\nRead the column as text with `types: { "a": \'string\' }`, or name the texts that stand for nothing in `missing`.',
      { types: { a: 'uint8' } },
    ],
  ]
  for (const [title, text, message, options] of faults) {
    it(`with ${title} is refused with the line`, async () => {
      await assert.rejects(read(text, options), { name: 'StoreError', message: `Cannot read ${path}: ${message}` })
    })
  }

  it('that is not UTF-8 is refused with how to convert it', async () => {
    await assert.rejects(read(Uint8Array.of(0x61, 0x0a, 0xe9)), {
      message: `Cannot read ${path}: it is not UTF-8.\nConvert it first: \`iconv -f LATIN1 -t UTF-8\`, or save it as "CSV UTF-8".`,
    })
    await assert.rejects(read(Buffer.from('\ufeffa\n1', 'utf16le')), {
      message: `Cannot read ${path}: it is not UTF-8 but UTF-16.\nConvert it first: \`iconv -f UTF-16 -t UTF-8\`, or save it as "CSV UTF-8".`,
    })
  })

  it('without a column that is asked for is refused with the nearest name', async () => {
    await assert.rejects(read('energy\n1\n', { columns: ['enrgy'] }), {
      name: 'TypeError',
      message: 'Unknown column in `columns`: `enrgy`. Did you mean `energy`?',
    })
    await assert.rejects(read('energy\n1\n', { types: { enrgy: 'string' } }), {
      name: 'TypeError',
      message: 'Unknown column in `types`: `enrgy`. Did you mean `energy`?',
    })
  })
})

describe('numbers in text', () => {
  it('are the very ones that `Number` reads', () => {
    const parse = (text: string): number | undefined => parseNumber(Buffer.from(text), 0, text.length)
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => Object.is(parse(String(value)), Number(String(value)))),
    )
    fc.assert(
      fc.property(fc.stringMatching(/^-?\d{0,18}\.?\d{0,18}$/), (text) =>
        Object.is(parse(text), /\d/.test(text) ? Number(text) : undefined),
      ),
      { numRuns: 2000 },
    )
    for (const text of ['', '-', '.', '-.', '1.2.3', '1e', '1e+', 'e5', '0x10', '1_000', '--1', 'infinite', '1,5']) {
      assert.equal(parse(text), undefined, text)
    }
  })
})

describe('dates in text', () => {
  it('come back to the nanosecond', () => {
    const day = 8.64e7
    fc.assert(fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (ms) => parseDate(renderDate(ms)) === ms))
    assert.equal(renderDate(0.000001), '1970-01-01T00:00:00.000000001Z')
    assert.equal(parseDate('1970-01-01T00:00:00.000000001Z'), 0.000001)
    assert.equal(parseDate('1970-01-02T00:00:00-00:30'), day + 1_800_000)
    for (const text of ['1970', '1970-1-1', '1970-13-01', '1970-01-32', '1970-01-01T25:00', '01/02/1970', 'x']) {
      assert.equal(parseDate(text), undefined, text)
    }
  })
})
