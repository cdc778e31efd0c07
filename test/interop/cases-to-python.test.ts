import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { sweep } from 'windrow'
import { runPython, withoutPython } from './project.ts'

type Point = { method: string; T: number; L: number }

const result = ({ method, T, L }: Point) => ({
  m: T * L,
  count: Int32Array.of(L, 2),
  name: `${method} at ${T}`,
  at: new Date(1e12 + L),
})

describe('cases of one sweep, as rows in one file and as a grid in another', { skip: withoutPython }, () => {
  it('are the same to xarray once the rows are unstacked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'windrow-'))
    try {
      const [rows, grid] = [join(folder, 'rows.nc'), join(folder, 'grid.nc')]
      const cases = [
        { method: 'wolff', T: 2.5 },
        { method: 'metropolis', T: 2 },
        { method: 'wolff', T: 2 },
        { method: 'glauber', T: 3 },
      ]
      await sweep(result, { L: [16, 32] }, { cases, parallel: 1, out: rows })
      await sweep(result, { L: [16, 32] }, { cases, parallel: 1, out: grid, grid: true })
      assert.deepEqual(JSON.parse(await runPython('compare_cases.py', rows, grid, 'method,T')), {
        sizes: { method: 3, T: 3, L: 2, count_dim_0: 2 },
        coords: { method: ['glauber', 'metropolis', 'wolff'], T: [2, 2.5, 3], L: [16, 32] },
        same: { m: true, count: true, name: true, at: true },
        present: { m: 8, count: 16, name: 8, at: 8 },
      })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
