import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Table, type Variable } from '../../src/dataset/index.ts'
import { readTable, saveTable } from '../../src/stores/index.ts'
import { runPython, withoutPython } from './project.ts'

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'windrow-'))
})
after(() => rm(folder, { recursive: true, force: true }))

function kindsAndValues(table: Table): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries<Variable>(table.columns).map(([name, column]) => {
      const dates = column.dtype === 'datetime'
      const values = Array.from(column.values as ArrayLike<unknown>, (value, i) =>
        column.missing?.[i] === 1 || Number.isNaN(value) ? null : dates ? Number(value) : value,
      )
      return [name, [column.dtype, ...values]]
    }),
  )
}

describe('tables written here', { skip: withoutPython }, () => {
  it('are exactly the same to pandas, pyarrow and DuckDB', async () => {
    const table = Table.fromColumns({
      x: [0.1, null, -1.7976931348623157e308],
      n: [2 ** 53 - 1, null, 1],
      ok: [true, false, true],
      text: ['é, "q"\nz', 'b', 'c'],
      id: ['007', 'a', 'b'],
      when: [new Date(1), new Date('2024-02-29'), new Date(-1)],
      i8: Int8Array.of(-128, 0, 127),
      u32: Uint32Array.of(0, 2 ** 32 - 1, 7),
      single: Float32Array.of(0.5, 0.1, 3),
      size: [1, 2, 3],
    })
    const [csv, parquet] = [join(folder, 'a.csv'), join(folder, 'a.parquet')]
    await saveTable(table, csv)
    await saveTable(table, parquet)
    const seen = JSON.parse(await runPython('read_tables.py', csv, parquet)) as Record<string, unknown>
    const values = {
      x: [0.1, null, -1.7976931348623157e308],
      n: [2 ** 53 - 1, null, 1],
      ok: [true, false, true],
      text: ['é, "q"\nz', 'b', 'c'],
      id: ['007', 'a', 'b'],
      i8: [-128, 0, 127],
      u32: [0, 2 ** 32 - 1, 7],
      size: [1, 2, 3],
    }
    const utc = ['1970-01-01T00:00:00.001000+00:00', '2024-02-29T00:00:00+00:00', '1969-12-31T23:59:59.999000+00:00']
    assert.deepEqual(seen, {
      csv: {
        types: {
          x: 'float64',
          n: 'float64',
          ok: 'bool',
          text: 'str',
          id: 'str',
          when: 'datetime64[us, UTC]',
          i8: 'int64',
          u32: 'int64',
          single: 'float64',
          size: 'int64',
        },
        values: { ...values, when: utc, single: [0.5, 0.1, 3] },
      },
      arrow: {
        x: ['double', true],
        n: ['int64', true],
        ok: ['bool', false],
        text: ['string', false],
        id: ['string', false],
        when: ['timestamp[ms, tz=UTC]', false],
        i8: ['int8', false],
        u32: ['uint32', false],
        single: ['float', false],
        size: ['int64', false],
      },
      parquet: { ...values, when: utc, single: [0.5, Math.fround(0.1), 3] },
      notes: ['windrow'],
      duckdb: {
        parquet: [[0.1, 1, 2 ** 53 - 1, 2]],
        csv: [
          [-1.7976931348623157e308, 'b', 'c'],
          [0.1, '007', 'é, "q"\nz'],
        ],
      },
    })
  })
})

describe('tables that other programs wrote', { skip: withoutPython }, () => {
  before(async () => {
    await runPython('write_tables.py', folder)
  })
  const read = async (name: string): Promise<unknown> => kindsAndValues(await readTable(join(folder, name)))
  const leap = Date.parse('2024-02-29')
  const noon = leap + 12 * 3_600_000 + 1

  const frame = {
    x: ['float64', 0.1, null, 1e300],
    n: ['int64', 1, 2, -(2 ** 53 - 1)],
    ok: ['bool', 1, 0, 1],
    text: ['string', 'a', null, 'é, "q"\nz'],
    when: ['datetime', noon, null, -86_400_000],
    code: ['string', 'u', 'v', 'u'],
    gap: ['int16', 1, null, 3],
  }

  it('are read from Parquet of pandas with every kind', async () => {
    assert.deepEqual(await read('pandas.parquet'), frame)
  })

  it('are read from CSV of pandas, with or without its index', async () => {
    const inText = { ...frame, gap: ['int64', 1, null, 3] }
    assert.deepEqual(await read('pandas.csv'), inText)
    assert.deepEqual(await read('index.csv'), { column_1: ['int64', 0, 1, 2], ...inText })
  })

  const arrow = {
    i8: ['int8', -128, 127, null],
    u16: ['uint16', 0, 65535, 1],
    u32: ['uint32', 0, 2 ** 32 - 1, null],
    u64: ['int64', 0, 2 ** 53 - 1, 1],
    large: ['bigint64', 9_007_199_254_740_993n, null, -1n],
    single: ['float32', 0.5, null, Number.POSITIVE_INFINITY],
    half: ['float32', 0.5, null, -2],
    day: ['datetime', leap, null, 0],
    us: ['datetime', 0.001, null, -1.5],
    ns: ['datetime', 1, null, 0.5],
  }

  it('are read from Parquet of pyarrow with other codecs, pages and encodings', async () => {
    const nothing = ['float64', null, null, null]
    assert.deepEqual(await read('arrow-gzip.parquet'), { ...arrow, nothing })
    assert.deepEqual(await read('arrow-v1.parquet'), { ...arrow, price: ['float64', 0.3, null, -12345.67], nothing })
    assert.deepEqual(await read('arrow-v2.parquet'), { i8: arrow.i8, single: arrow.single })
  })

  it('are read from Parquet of DuckDB', async () => {
    assert.deepEqual(await read('duckdb.parquet'), {
      i: ['int32', 0, 1, 2],
      x: ['float64', 0, 0.5, 1],
      ok: ['bool', 1, 0, 1],
      price: ['float64', 1.25, 1.25, 1.25],
      text: ['string', 'k0', 'k1', 'k2'],
      moment: ['datetime', leap, leap + 3_600_000, leap + 7_200_000],
    })
  })

  it('are refused column by column where they are nested', async () => {
    const path = join(folder, 'nested.parquet')
    await assert.rejects(readTable(path), {
      name: 'StoreError',
      message: `Cannot read column \`list\` of ${path}: it is nested, which has no counterpart here.\nLeave it out with \`columns\`, or convert it where it was written.`,
    })
    assert.deepEqual(kindsAndValues(await readTable(path, { columns: ['a'] })), { a: ['int64', 1] })
  })

  it('are read where Node knows Zstandard, and refused with a next step where not', async () => {
    const path = join(folder, 'zstd.parquet')
    if ('zstdDecompressSync' in (await import('node:zlib'))) {
      assert.deepEqual(await read('zstd.parquet'), { a: ['int64', 1, 2] })
      return
    }
    await assert.rejects(readTable(path), {
      name: 'StoreError',
      message: `Cannot open ${path}: it is compressed with Zstandard.\nUse Node 22.15 or newer, or write it with snappy.`,
    })
  })
})
