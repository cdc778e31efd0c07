import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { isSweepError, openDataset, range, readTable, saveTable, sweep, Table } from 'windrow'
import { scratchFolder } from '../support/scratch.js'
import { product } from './tasks.js'

describe('a sweep into a table', () => {
  it('writes rows as CSV and gives back the labelled dataset', async (t) => {
    const folder = scratchFolder(t)
    const out = join(folder, 'a.csv')
    const ds = await sweep(product, { a: [0.5, 2], b: range(2) }, { out, parallel: 1 })
    assert.equal(readFileSync(out, 'utf8'), 'a,b,product\n0.5,0,0.0\n0.5,1,0.5\n2.0,0,0.0\n2.0,1,2.0\n')
    assert.deepEqual(ds.sizes, { a: 2, b: 2 })
    const again = (await readTable(out)).toDataset({ dims: ['a', 'b'] })
    assert.equal(again.equals(ds), true)
    assert.deepEqual(readdirSync(folder), ['a.csv'])
  })

  it('writes Parquet that opens as the dataset, with attributes and failures', async (t) => {
    const out = join(scratchFolder(t), 'a.parquet')
    const options = { out, parallel: 1, onError: 'collect', varAttrs: { root: { units: 'm' } }, seed: 3 } as const
    const root = ({ x }: { x: number }): number => {
      if (x < 0) throw new RangeError(`${x} has no root`)
      return Math.sqrt(x)
    }
    const ds = await sweep(root, { x: [-1, 4] }, options)
    const again = await openDataset(out)
    assert.equal(again.equals(ds), true)
    assert.deepEqual(again.attrs, ds.attrs)
    assert.deepEqual(again.failures, ds.failures)
    assert.deepEqual(again.vars.root?.attrs, { units: 'm' })
    assert.deepEqual(again.failuresTable().select(['index', 'error', 'message']).toRows(), [
      { index: 0, error: 'RangeError', message: '-1 has no root' },
    ])
  })

  it('leaves a whole file and no other when a point fails', async (t) => {
    const folder = scratchFolder(t)
    const fails = ({ x }: { x: number }): number => {
      throw new Error(`no ${x}`)
    }
    await assert.rejects(sweep(fails, { x: [1] }, { out: join(folder, 'a.csv'), parallel: 1 }), (error) =>
      isSweepError(error, 'SweepFailedError'),
    )
    assert.deepEqual(readdirSync(folder), ['a.csv'])
  })

  it('takes its cases from a CSV file', async (t) => {
    const folder = scratchFolder(t)
    const path = join(folder, 'cases.csv')
    writeFileSync(path, 'a,b,note\n1,2,x\n3,4.5,\n')
    const cases = (await readTable(path)).as({ a: 'number', b: 'number' }).toColumns()
    const ds = await sweep(product, {}, { cases, parallel: 1 })
    assert.deepEqual(ds.toTable().toRows(), [
      { a: 1, b: 2, product: 2 },
      { a: 3, b: 4.5, product: 13.5 },
    ])
    await saveTable(ds.toTable(), join(folder, 'results.parquet'))
    assert.ok((await readTable(join(folder, 'results.parquet'))) instanceof Table)
  })
})
