import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type Dataset, openDataset, Runner, range, SweepFailedError, sweep, zip } from 'windrow'
import { scratchFolder } from '../support/scratch.js'

const cases = [
  { method: 'wolff', T: 2.5 },
  { method: 'metropolis', T: 2 },
  { method: 'wolff', T: 2 },
]

type Point = { method: string; T: number; L: number }

const kinds = ({ method, T, L }: Point) => ({ m: T * L, hits: Int32Array.of(L), ok: T > 2, name: `${method} ${L}` })

describe('cases', () => {
  it('are rows, however many there are: no grid is made of them', async () => {
    const size = 100_000
    const column = (seed: number): number[] => Array.from({ length: size }, (_, i) => (i * seed) % 1)
    const before = process.memoryUsage().arrayBuffers
    const ds = await sweep(
      ({ a, b, c }: { a: number; b: number; c: number }) => a + b + c,
      {},
      { cases: zip({ a: column(0.618034), b: column(0.754878), c: column(0.819173) }), vars: 'sum', parallel: 2 },
    )
    assert.deepEqual(ds.sizes, { case: size })
    assert.equal(new Set(ds.get('a').values).size, size)
    const at = 4321
    const { a, b, c, sum } = Object.fromEntries(
      (['a', 'b', 'c', 'sum'] as const).map((name) => [name, Number(ds.get(name).values[at])]),
    )
    assert.equal(sum, (a ?? 0) + (b ?? 0) + (c ?? 0))
    const grown = process.memoryUsage().arrayBuffers - before
    assert.ok(grown < 50e6, `${grown} bytes of arrays for 10^5 rows`)
  })

  it('with `grid: true` are a grid in which the other places are missing, each kind kept', async () => {
    const ds = await sweep(
      kinds,
      { L: [16, 32] },
      { cases, grid: true, parallel: 2, dims: { hits: 'i' }, coords: { i: [0] } },
    )
    assert.deepEqual(ds.sizes, { method: 2, T: 2, L: 2, i: 1 })
    assert.deepEqual([...ds.get('method').values], ['metropolis', 'wolff'])
    assert.deepEqual([...ds.get('T').values], [2, 2.5])
    assert.deepEqual(ds.get('m').toArray(), [
      [
        [32, 64],
        [null, null],
      ],
      [
        [32, 64],
        [40, 80],
      ],
    ])
    assert.equal(ds.get('hits').dtype, 'int32')
    assert.deepEqual(ds.get('hits').isel({ i: 0, L: 0 }).toArray(), [
      [16, null],
      [16, 16],
    ])
    assert.equal(ds.get('ok').dtype, 'bool')
    assert.deepEqual(ds.get('ok').isel({ L: 1 }).toArray(), [
      [false, null],
      [false, true],
    ])
    assert.deepEqual(ds.get('name').sel({ method: 'metropolis', L: 32 }).toArray(), ['metropolis 32', null])
  })

  it('give the same grid in a file, shuffled, and in the rows of a runner', async (t) => {
    const out = join(scratchFolder(t), 'grid.nc')
    const memory = await sweep(kinds, { L: [16, 32] }, { cases, grid: true, parallel: 1 })
    const file = await sweep(kinds, { L: [16, 32] }, { cases, grid: true, parallel: 2, shuffle: 7, out })
    assert.ok(file.equals(memory))
    assert.ok((await openDataset(out)).equals(memory))
    const runner = new Runner(kinds, { grid: true, parallel: 1, constants: { L: 16 } })
    const run = await runner.runCases(cases)
    assert.deepEqual(run.get('m').sel({ method: 'wolff', T: 2.5 }).item(), 40)
  })

  it('keep the point of a failure in a grid', async () => {
    const odd = ({ a, b }: { a: number; b: number }) => {
      if (a === 2) throw new Error('two')
      return a * b
    }
    const failing = sweep(odd, { b: range(2) }, { cases: [{ a: 5 }, { a: 2 }], grid: true, parallel: 1, vars: 'p' })
    await assert.rejects(failing, (error) => {
      assert.ok(error instanceof SweepFailedError)
      assert.deepEqual(
        error.failures.map(({ index, point }) => ({ index, point })),
        [{ index: 2, point: { a: 2, b: 0 } }],
      )
      assert.deepEqual((error.dataset as Dataset).get('p').toArray(), [
        [null, null],
        [0, 5],
      ])
      return true
    })
  })

  it('are refused as a grid before anything starts', async () => {
    const twice = sweep(({ a }: { a: number }) => a, {}, { cases: [{ a: 1 }, { a: 1 }], grid: true })
    await assert.rejects(twice, { name: 'TypeError', message: /`cases\[0\]` and `cases\[1\]` are the same point/ })
    const odd = sweep(({ a }: { a: number }) => a, { a: [1] }, { grid: 'yes' as unknown as boolean })
    await assert.rejects(odd, { message: 'Expected `grid` to be true or false, got `yes` (string).' })
  })
})
