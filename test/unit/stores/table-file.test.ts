import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { Dataset, Table, type Variable } from '../../../src/dataset/index.ts'
import { openDataset, readTable, saveDataset, saveTable } from '../../../src/stores/index.ts'
import { plain, tableArbitrary } from './tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'windrow tables '))
after(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

function kindsOf(table: Table): Record<string, Variable['dtype']> {
  return Object.fromEntries(Object.entries<Variable>(table.columns).map(([name, { dtype }]) => [name, dtype]))
}

describe('a table in a file', () => {
  it('comes back from CSV exactly, given its kinds', async () => {
    await fc.assert(
      fc.asyncProperty(tableArbitrary, fc.constantFrom('any.csv', 'any.tsv'), async (table, name) => {
        const named = new Table({
          columns: Object.fromEntries(Object.entries<Variable>(table.columns).filter(([key]) => key !== '')),
          attrs: {},
        })
        await saveTable(named, at(name))
        assert.deepEqual(plain(await readTable(at(name), { types: kindsOf(named) })), plain(named))
      }),
      { numRuns: 150 },
    )
  })

  it('comes back from Parquet exactly, attributes included', async () => {
    await fc.assert(
      fc.asyncProperty(tableArbitrary, async (table) => {
        const attrs = { title: 'é', limit: Number.POSITIVE_INFINITY, list: [1, 2] }
        const columns = Object.fromEntries(
          Object.entries<Variable>(table.columns).map(([name, column]) => [
            name,
            { ...column, attrs: { units: name } },
          ]),
        )
        const full = new Table({ columns, attrs })
        await saveTable(full, at('any.parquet'))
        const again = await readTable(at('any.parquet'))
        assert.deepEqual(plain(again), plain(full))
        assert.deepEqual(again.attrs, attrs)
      }),
      { numRuns: 100 },
    )
    assert.deepEqual(readdirSync(folder).sort(), ['any.csv', 'any.parquet', 'any.tsv'])
  })

  it('keeps its usual kinds in CSV without being told', async () => {
    const table = Table.fromRows([
      { x: 1, n: 3, ok: true, id: '007', note: '', day: new Date('2024-02-29'), gap: null },
      { x: 0.1, n: null, ok: null, id: 'a', note: null, day: null, gap: 'true' },
    ])
    const typed = new Table({ columns: { ...table.columns, x: { ...table.columns.x, dtype: 'float64' } }, attrs: {} })
    await saveTable(typed, at('kinds.csv'))
    assert.equal(
      readFileSync(at('kinds.csv'), 'utf8'),
      'x,n,ok,id,note,day,gap\n1.0,3,true,"007","",2024-02-29T00:00:00.000Z,\n0.1,,,a,,,"true"\n',
    )
    assert.deepEqual(plain(await readTable(at('kinds.csv'))), plain(typed))
  })

  it('is read in more than one group of rows', async () => {
    const n = 250_001
    const table = Table.fromColumns({
      i: Float64Array.from({ length: n }, (_, i) => i),
      s: Array.from({ length: n }, (_, i) => (i % 7 === 0 ? null : `k${i % 5}`)),
    })
    await saveTable(table, at('groups.parquet'))
    assert.equal((await readTable(at('groups.parquet'))).equals(table), true)
    assert.deepEqual((await readTable(at('groups.parquet'), { columns: ['s'] })).names, ['s'])
  })

  it('is refused with a next step where the path or an option is wrong', async () => {
    const table = Table.fromRows([{ a: 1 }])
    const cases: readonly (readonly [Promise<unknown>, string])[] = [
      [
        saveTable(table, at('a.csw')),
        `Cannot tell the format of \`${at('a.csw')}\`: no store knows \`.csw\`.\nDid you mean \`${at('a.csv')}\`? Known extensions are .parquet, .csv, .tsv.`,
      ],
      [
        readTable('plain'),
        'Cannot tell the format of `plain`: it has no extension.\nEnd the path in one of .parquet, .csv, .tsv.',
      ],
      [
        readTable('a.nc'),
        'a.nc holds a dataset, no table.\nOpen it with `openDataset` and make a table of it with `toTable()`; write a table with `toDataset` and `saveDataset`.',
      ],
      [
        readTable('a.csv', { delimiter: 'ab' }),
        'Expected `delimiter` to be a comma, a semicolon, a tab, a bar, or another character that no number or date holds, got "ab".',
      ],
      [readTable('a.csv', { type: {} } as never), 'Unknown option `type`. Did you mean `types`?'],
      [
        readTable('a.parquet', { types: {} }),
        '`types` is an option for CSV: a Parquet file says the kinds of its columns itself.\nLeave it out.',
      ],
      [
        saveTable([{ a: 1 }] as never, 'a.csv'),
        'Expected a `Table`.\nMake one with `Table.fromRows`, `Table.fromColumns` or `ds.toTable()`.',
      ],
    ]
    for (const [call, message] of cases) await assert.rejects(call, { name: 'TypeError', message })
    for (const name of ['none.csv', 'none.parquet']) {
      await assert.rejects(readTable(at(name)), {
        name: 'StoreError',
        message: `Cannot open ${at(name)}: there is no such file.\nCheck the path; relative ones begin at ${process.cwd()}.`,
      })
    }
    await saveTable(table, at('known.parquet'))
    await assert.rejects(readTable(at('known.parquet'), { columns: ['b'] }), {
      name: 'TypeError',
      message: 'Unknown column in `columns`: `b`. There are `a`.',
    })
    const bytes = readFileSync(at('known.parquet'))
    const footer = bytes.length - 8
    bytes.fill(0x15, footer - bytes.readUInt32LE(footer), footer)
    writeFileSync(at('damaged.parquet'), bytes)
    await assert.rejects(readTable(at('damaged.parquet')), { name: 'StoreError', path: at('damaged.parquet') })
    await assert.rejects(saveTable(table, at('none/a.csv')), {
      name: 'StoreError',
      message: `Cannot write ${at('none/a.csv')}: the folder ${at('none')} does not exist.\nCreate the folder first, or give another path.`,
    })
    writeFileSync(at('text.parquet'), 'a,b\n1,2\n')
    await assert.rejects(readTable(at('text.parquet')), {
      name: 'StoreError',
      message: `Cannot open ${at('text.parquet')}: it is no Parquet file, or its end is missing.\nCheck that it is the right file, and copy or write it again.`,
    })
  })
})

describe('a dataset saved as a table', () => {
  const grid = () =>
    Dataset.fromRows(
      [
        { T: 1, L: 8, m: 0.5 },
        { T: 1, L: 16, m: null },
        { T: 2, L: 8, m: 0.25 },
      ],
      { dims: ['T', 'L'] },
    )

  it('is rows in CSV, and opens only as a table', async () => {
    await saveDataset(grid(), at('grid.csv'))
    assert.equal(readFileSync(at('grid.csv'), 'utf8'), 'T,L,m\n1,8,0.5\n1,16,\n2,8,0.25\n2,16,\n')
    const table = await readTable(at('grid.csv'))
    assert.equal(table.toDataset({ dims: ['T', 'L'] }).equals(grid()), true)
    await assert.rejects(openDataset(at('grid.csv')), {
      name: 'TypeError',
      message: `${at('grid.csv')} is a table: it does not say which columns are dims.\nRead it with \`await readTable(${JSON.stringify(at('grid.csv'))})\` and name them: \`table.toDataset({ dims: ['T', 'L'] })\`.`,
    })
  })

  it('opens again from Parquet unless it was written as a table', async () => {
    await saveDataset(grid(), at('grid.parquet'))
    assert.equal((await openDataset(at('grid.parquet'))).equals(grid()), true)
    await saveTable(grid().toTable(), at('grid.parquet'))
    await assert.rejects(openDataset(at('grid.parquet')), { name: 'TypeError', message: /is a table: it does not say/ })
  })
})
