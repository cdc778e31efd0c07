import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { linspace, Runner, range, SingleNodeExecutor, sweep } from 'windrow'
import { scratchFolder } from '../support/scratch.js'
import { waitUntil } from '../support/wait.js'
import {
  atGate,
  behindAwait,
  exactKinds,
  lateRoot,
  manyKinds,
  product,
  root,
  slowly,
  turned,
  whereAmI,
} from './tasks.js'

for (const workers of ['processes', 'threads', 'inline'] as const) {
  describe(`a sweep on ${workers}`, () => {
    it('computes every point and labels it', async () => {
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
      try {
        const ds = await sweep(product, { a: linspace(0, 1, 11), b: range(7) }, { executor })
        assert.deepEqual(ds.sizes, { a: 11, b: 7 })
        const { values } = ds.get('product')
        assert.deepEqual(
          [...values],
          [...linspace(0, 1, 11)].flatMap((a) => [...range(7)].map((b) => a * b)),
        )
      } finally {
        await executor.shutdown()
      }
    })

    it('labels numbers, booleans, texts, typed arrays and nested arrays', async () => {
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
      try {
        const ds = await sweep(manyKinds, { x: range(40) }, { executor, dims: { wave: 't' }, coords: { t: [0, 1, 2] } })
        assert.deepEqual(ds.sizes, { x: 40, t: 3, grid_dim_0: 2, grid_dim_1: 2 })
        assert.equal(ds.get('half').dtype, 'float64')
        assert.equal(ds.get('isEven').sel({ x: 4 }).item(), true)
        assert.equal(ds.get('name').sel({ x: 39 }).item(), 'point 39')
        assert.deepEqual([...ds.get('wave').sel({ x: 5 }).values], [5, 6, 7])
        assert.deepEqual(ds.get('grid').sel({ x: 3 }).toArray(), [
          [3, 0],
          [0, 3],
        ])
      } finally {
        await executor.shutdown()
      }
    })

    it('keeps bigints, complex numbers and what is missing, in memory and in a file', async (t) => {
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
      const folder = scratchFolder(t)
      try {
        for (const out of [undefined, join(folder, 'kinds.nc')]) {
          const ds = await sweep(exactKinds, { x: range(30) }, { executor, ...(out === undefined ? {} : { out }) })
          assert.deepEqual(
            ['z', 'n', 'ids', 'wave', 'flags', 'when'].map((name) => ds.get(name as 'z').dtype),
            ['complex128', 'bigint64', 'biguint64', 'complex128', 'bool', 'datetime'],
          )
          assert.deepEqual(ds.sel({ x: 29 }).toRows()[1], {
            x: 29,
            ids_dim_0: 0,
            wave_dim_0: 0,
            flags_dim_0: 1,
            z: { re: 29, im: -29 },
            n: 2n ** 60n + 29n,
            ids: 2n ** 64n - 30n,
            wave: { re: 29, im: 0 },
            flags: false,
            when: new Date(29),
          })
          const third = ds.sel({ x: 3 }).isel({ ids_dim_0: 1, wave_dim_0: 1, flags_dim_0: 1 }).toRows()
          const wave = { re: 1, im: 3 }
          assert.deepEqual(third, [{ x: 3, z: null, n: null, ids: 0x7ff4dead0000beefn, wave, flags: null, when: null }])
        }
      } finally {
        await executor.shutdown()
      }
    })

    it('labels axes and cases of bigints and complex numbers as such', async (t) => {
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
      const folder = scratchFolder(t)
      const [id, w] = [
        [2n ** 60n + 1n, 2n ** 60n],
        [
          { re: 3, im: 4 },
          { re: 0, im: 1 },
        ],
      ]
      try {
        for (const out of [undefined, join(folder, 'axes.nc')]) {
          const options = { executor, ...(out === undefined ? {} : { out }) }
          const ds = await sweep(turned, { id, w }, options)
          assert.deepEqual([ds.coords.id.dtype, ds.coords.w.dtype], ['bigint64', 'complex128'])
          assert.deepEqual(
            ds
              .get('next')
              .sel({ id: 2n ** 60n, w: { re: 0, im: 1 } })
              .item(),
            2n ** 60n + 1n,
          )
          assert.deepEqual(ds.get('w2').toArray(), [
            [25, 1],
            [25, 1],
          ])
          const cases = id.map((each, i) => ({ id: each, w: w[i] ?? { re: 0, im: 0 } }))
          const sparse = await sweep(turned, {}, { ...options, cases })
          assert.deepEqual(
            sparse.toRows(),
            cases.map((each, i) => ({ ...each, next: each.id + 1n, w2: [25, 1][i] })),
          )
        }
      } finally {
        await executor.shutdown()
      }
    })

    it('widens real numbers to complex ones, also those that threads had written in place', async (t) => {
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
      const folder = scratchFolder(t)
      try {
        const [size, from] = [100_000, 90_000]
        for (const task of [root, lateRoot]) {
          const expected = Float64Array.from([...range(size)].flatMap((x) => partsOf(task({ x, from }))))
          for (const out of [undefined, join(folder, 'root.nc')]) {
            const options = { executor, constants: { from }, vars: 'y', ...(out === undefined ? {} : { out }) } as const
            const ds = await sweep(task, { x: range(size) }, options)
            assert.equal(ds.get('y').dtype, 'complex128')
            assert.deepEqual(ds.get('y').values, expected)
          }
        }
      } finally {
        await executor.shutdown()
      }
    })

    it('awaits asynchronous functions and finds the context behind an await', async () => {
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
      try {
        const ds = await sweep(behindAwait, { x: range(50) }, { executor, concurrency: 4 })
        assert.deepEqual(
          [...ds.get('behindAwait').values],
          [...range(50)].map((x) => x * 11),
        )
      } finally {
        await executor.shutdown()
      }
    })

    it('serves two sweeps at the same time', async () => {
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
      try {
        const [first, second] = await Promise.all([
          sweep(product, { a: range(100), b: [2] }, { executor }),
          sweep(slowly, { x: range(20), ms: [1] }, { executor }),
        ])
        assert.equal(first.get('product').sum().item(), 9900)
        assert.equal(second.get('slowly').sum().item(), 190)
      } finally {
        await executor.shutdown()
      }
    })
  })
}

describe('a sweep', () => {
  it('uses all its workers at the same time', async (t) => {
    const folder = scratchFolder(t)
    const [gate, log] = [join(folder, 'gate'), join(folder, 'log')]
    writeFileSync(log, '')
    const sweeping = sweep(atGate, { x: range(2) }, { constants: { gate, log }, parallel: 2 })
    const pids = await waitUntil('both points run', () => {
      const lines = readFileSync(log, 'utf8').trim().split('\n')
      return lines.length === 2 && new Set(lines.map((line) => line.split(' ')[0]))
    })
    writeFileSync(gate, '')
    await sweeping
    assert.equal(pids.size, 2)
    assert.ok(!pids.has(`${process.pid}`))
  })

  it('runs in the calling thread when `parallel` is false', async () => {
    const ds = await sweep(whereAmI, { x: [1] }, { parallel: false })
    assert.deepEqual(ds.get('whereAmI').values, [`${process.pid}`])
  })

  it('ships closures with the values they capture at the time of the call', async () => {
    const weights = [1, 2, 3]
    let offset = 10
    const weigh = ({ i }: { i: number }): number => (weights[i] ?? 0) + offset
    const before = await sweep(weigh, { i: range(3) }, { parallel: 2 })
    offset = 20
    weights[1] = 200
    const after = await sweep(weigh, { i: range(3) }, { parallel: 2 })
    assert.deepEqual([...before.get('weigh').values], [11, 12, 13])
    assert.deepEqual([...after.get('weigh').values], [21, 220, 23])
  })

  it('passes constants and unrecorded values, and records only the constants', async () => {
    const scaled = ({ x, factor, table }: { x: number; factor: number; table: readonly number[] }): number =>
      x * factor + (table[0] ?? 0)
    const ds = await sweep(
      scaled,
      { x: range(3) },
      { constants: { factor: 10 }, unrecorded: { table: [5] }, parallel: false },
    )
    assert.deepEqual([...ds.get('scaled').values], [5, 15, 25])
    assert.equal(ds.attrs.factor, 10)
    assert.equal('table' in ds.attrs, false)
  })

  it('runs cases beside axes', async () => {
    const ds = await sweep(product, { b: [1, 10] }, { cases: [{ a: 3 }, { a: 5 }, { a: 3 }], parallel: false })
    assert.deepEqual(ds.sizes, { case: 3, b: 2 })
    assert.deepEqual([...ds.get('product').values], [3, 30, 5, 50, 3, 30])
    assert.deepEqual([...(ds.coords.a?.values ?? [])], [3, 5, 3])
  })

  it('gives the same dataset in a shuffled order', async () => {
    const straight = await sweep(product, { a: range(30), b: range(20) }, { parallel: 2 })
    const shuffled = await sweep(product, { a: range(30), b: range(20) }, { parallel: 2, shuffle: 7 })
    assert.deepEqual(shuffled.get('product').values, straight.get('product').values)
  })

  it('runs inline when it is called from within a point', async () => {
    const nested = async ({ x }: { x: number }): Promise<number> => {
      const { sweep } = await import('windrow')
      const inner = await sweep(({ y }: { y: number }) => `${process.pid}:${y}`, { y: [x] })
      return inner.get('result').values[0] === `${process.pid}:${x}` ? 1 : 0
    }
    const ds = await sweep(nested, { x: range(4) }, { parallel: 2 })
    assert.equal(ds.get('nested').sum().item(), 4)
  })

  it('records who computed what', async () => {
    const ds = await sweep(product, { a: [1], b: [2] }, { parallel: 1, seed: 42 })
    assert.equal(ds.attrs.windrow_seed, '42')
    assert.match(String(ds.attrs.windrow_source_sha256), /^[0-9a-f]{64}$/)
  })
})

describe('a runner', () => {
  it('says labels once and keeps the last dataset', async () => {
    const pair = ({ x }: { x: number }): [number, number] => [x, x * x]
    const runner = new Runner(pair, { vars: ['one', 'two'], parallel: false })
    const ds = await runner.runCombos({ x: range(4) })
    assert.deepEqual([...ds.get('two').values], [0, 1, 4, 9])
    assert.equal(runner.lastDs, ds)
  })
})

function partsOf(value: number | { re: number; im: number }): [number, number] {
  return typeof value === 'number' ? [value, 0] : [value.re, value.im]
}
