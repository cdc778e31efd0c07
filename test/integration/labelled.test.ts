import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type Dataset, dryRun, openDataset, Runner, range, sweep } from 'windrow'
import { scratchFolder } from '../support/scratch.js'
import { contradicting, everyKind, fromFile, nested, nestedFailing, shifted, slice } from './labelled-tasks.js'

describe('a function that returns a dataset', () => {
  it('gives a dataset over the axes and its own dims, every kind as it was', async () => {
    const ds = await sweep(everyKind, { k: [1, 2] }, { parallel: 2, varAttrs: { n: { units: 'counts' } } })
    assert.deepEqual(ds.sizes, { k: 2, x: 2 })
    const [y, n, ok, name, at] = (['y', 'n', 'ok', 'name', 'at'] as const).map((each) => ds.vars[each])
    assert.deepEqual(
      { dims: y?.dims, values: y?.values, attrs: y?.attrs },
      { dims: ['k', 'x'], values: Float64Array.of(1, 1.5, 2, 2.5), attrs: { units: 'V' } },
    )
    assert.deepEqual(
      { dtype: n?.dtype, values: n?.values, missing: n?.missing, attrs: n?.attrs },
      {
        dtype: 'int32',
        values: Int32Array.of(1, 0, 2, 0),
        missing: Uint8Array.of(0, 1, 0, 1),
        attrs: { units: 'counts' },
      },
    )
    assert.deepEqual({ dtype: ok?.dtype, values: ok?.values }, { dtype: 'bool', values: Uint8Array.of(1, 1, 0, 1) })
    assert.deepEqual({ dims: name?.dims, values: name?.values }, { dims: ['k'], values: ['wave 1', 'wave 2'] })
    assert.deepEqual(
      { dtype: at?.dtype, values: at?.values },
      { dtype: 'datetime', values: Float64Array.of(1e12 + 1, 1e12 + 2) },
    )
    assert.deepEqual([...ds.coords.x.values], [0, 0.5])
    assert.deepEqual(ds.coords.x.attrs, { units: 'm' })
    const place = (ds.coords as Dataset['coords']).place
    assert.deepEqual([place?.dims, place?.values], [[], ['here']])
    assert.equal(ds.attrs.title, undefined)
  })

  it('is joined along labels that differ from point to point, missing where a point has none', async () => {
    const ds = await sweep(shifted, { k: [5, 0, 1] }, { parallel: 2 })
    assert.deepEqual(ds.sizes, { k: 3, x: 5 })
    assert.deepEqual([...ds.coords.x.values], [0, 1, 2, 5, 6])
    assert.deepEqual(ds.get('y').toArray(), [
      [null, null, null, 50, 51],
      [0, 1, null, null, null],
      [null, 10, 11, null, null],
    ])
    assert.equal(ds.get('n').dtype, 'int32')
    assert.deepEqual(ds.get('n').sel({ k: 1 }).toArray(), [null, 1, 1, null, null])
    assert.deepEqual(ds.get('label').sel({ k: 0 }).toArray(), ['a0', 'b0', null, null, null])
  })

  it('is the same whatever the order, the number of workers and the place of the results', async (t) => {
    const out = join(scratchFolder(t), 'joined.nc')
    const plain = await sweep(shifted, { k: range(40) }, { parallel: 1 })
    const shuffled = await sweep(shifted, { k: range(40) }, { parallel: 2, shuffle: 3 })
    const file = await sweep(shifted, { k: range(40) }, { parallel: 2, out })
    assert.ok(shuffled.equals(plain))
    assert.ok(file.equals(plain))
    assert.ok((await openDataset(out)).equals(plain))
    const cases = [{ k: 3 }, { k: 1 }]
    const grid = await sweep(shifted, {}, { cases, grid: true, parallel: 1 })
    assert.deepEqual(grid.get('y').sel({ k: 3 }).toArray(), [null, null, 30, 31])
  })

  it('may sweep itself; what fails inside is kept with both its points', async () => {
    const ds = await sweep(nested, { k: [1, 10] }, { parallel: 2 })
    assert.deepEqual(ds.get('y').toArray(), [
      [1, 4, 9],
      [10, 40, 90],
    ])
    const partial = await sweep(nestedFailing, { k: [0, 1] }, { parallel: 1 })
    assert.deepEqual(partial.get('y').toArray(), [
      [0, 0],
      [1, null],
    ])
    assert.deepEqual(
      partial.failures.map(({ index, point, error }) => ({ index, point, message: error.message })),
      [{ index: 1, point: { k: 1, x: 2 }, message: 'two' }],
    )
  })

  it('may return a data array, named by itself or by `vars`; single coordinates that differ lie along the axes', async () => {
    const ds = await sweep(slice, { k: [1, 2, 3] }, { parallel: 1 })
    assert.deepEqual(Object.keys(ds.vars), ['y'])
    assert.deepEqual([...((ds.coords as Dataset['coords']).x?.values ?? [])], ['a', 'b'])
    const twice = (ds.coords as Dataset['coords']).twice
    assert.deepEqual([twice?.dims, twice?.values], [['k'], Float64Array.of(2, 4, 6)])
    const named = await new Runner(slice, { vars: 'height' }).runCombos({ k: [1, 2] }, { parallel: 1 })
    assert.deepEqual(named.get('height').sel({ k: 2 }).toArray(), [2, 4])
  })

  it('may return what it opened from a file', async (t) => {
    const path = join(scratchFolder(t), 'inner.nc')
    const inner = await sweep(everyKind, { k: range(3) }, { parallel: 1, out: path })
    const again = await sweep(fromFile, { k: range(3) }, { constants: { path }, parallel: 2 })
    assert.ok(
      again
        .isel({ k: 1 })
        .get('n')
        .equals(inner.isel({ k: 1 }).get('n')),
    )
    assert.deepEqual(again.sizes, { k: 3, x: 2 })
  })

  it('writes single coordinates that differ, and ones that failed points leave missing, to a file and back', async (t) => {
    const out = join(scratchFolder(t), 'coords.nc')
    const odd = (point: { k: number }) => {
      if (point.k === 2) throw new Error('two')
      return slice(point)
    }
    const ds = await sweep(odd, { k: [1, 2, 3] }, { parallel: 1, out, onError: 'collect' })
    const memory = await sweep(odd, { k: [1, 2, 3] }, { parallel: 1, onError: 'collect' })
    assert.ok(ds.equals(memory), `${ds}\n${memory}`)
    assert.deepEqual(ds.get('twice' as never).toArray(), [2, null, 6])
  })

  it('fails the points whose datasets contradict the others', async () => {
    const k = [...range(20), 20, 21, 22, 23, 24, 25, 26]
    const ds = await sweep(contradicting, { k }, { parallel: 1, onError: 'collect' })
    assert.deepEqual(
      ds.failures.map(({ point, error }) => [point.k, error.tag, error.message.split('\n')[0]]),
      [
        [20, 'OutputError', '`extra` is in the datasets of some points and not in those of others.'],
        [21, 'OutputError', '`y` lies over () at some points and over (x) at others.'],
        [22, 'OutputError', '`n` is string at some points and int32 at others.'],
        [23, 'OutputError', 'The coordinate `other` is there at some points and not at others.'],
        [
          24,
          'OutputError',
          'The dim `x` has the label 1 more than once, so that points whose labels differ cannot be joined along it.',
        ],
        [25, 'OutputError', 'Some points returned a dataset and others did not.'],
      ],
    )
    assert.equal((ds as Dataset).get('y').sel({ k: 26 }).count().item(), 0)
    assert.equal((ds as Dataset).get('y').count().item(), 40)
  })

  it('is refused where its dims or coordinates have the name of an axis', async () => {
    const clash = sweep(({ x }: { x: number }) => everyKind({ k: x }), { x: [1] }, { parallel: 1 })
    await assert.rejects(clash, /The datasets have a coordinate `x`, which is also an axis or given by `coords`/)
    const other = sweep(({ k }: { k: number }) => slice({ k: k + 1 }), { k: [1] }, { parallel: 1 })
    await assert.rejects(
      other,
      /OutputError: The result has a coordinate `k` of 2, but the parameter `k` of this point is 1\./,
    )
  })

  it('is estimated by a dry run', async () => {
    const { result, sampled } = await dryRun(shifted, { k: range(4) })
    assert.ok(sampled.every(({ outcome }) => outcome === 'done'))
    assert.deepEqual(
      result?.outputs.map(({ name, dtype, shape }) => [name, dtype, shape]),
      [
        ['y', 'float64', [2]],
        ['n', 'int32', [2]],
        ['label', 'string', [2]],
      ],
    )
  })
})

describe('a function that returns nothing at all', () => {
  it('is refused, unless `vars: []` says that it gives nothing', async () => {
    const nothing = ({ x: _ }: { x: number }): void => undefined
    await assert.rejects(sweep(nothing, { x: range(3) }, { parallel: 1 }), {
      tag: 'OutputError',
      message:
        '`nothing` returned nothing at any of its 3 points.\n' +
        'Return a value from it; if it runs for its effects alone, say so with `vars: []`.',
    })
    const ds = await sweep(nothing, { x: range(3) }, { parallel: 1, vars: [] })
    assert.deepEqual([ds.sizes, ds.vars], [{ x: 3 }, {}])
    const ignored = await sweep(({ x }: { x: number }) => x, { x: range(3) }, { parallel: 1, vars: [] })
    assert.deepEqual(ignored.vars, {})
  })
})
