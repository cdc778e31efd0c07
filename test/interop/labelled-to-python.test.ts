import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { Dataset, saveDataset, sweep, type Variable } from 'windrow'
import { runPython, withoutPython } from './project.ts'

function over(dims: string[], shape: number[], values: Variable['values'], dtype: Variable['dtype']): Variable {
  return { dims, shape, values, dtype, attrs: {} }
}

/** Labels of its own at every point, along two dims; a single coordinate that differs, one that does not, and one along x. */
const result = ({ k }: { k: number }): Dataset => {
  const x = Float64Array.of(k, k + 1)
  const y = k % 2 === 0 ? ['a', 'b', 'c'] : ['c', 'a']
  const values = Array.from(x).flatMap((a) => y.map((b) => 1000 * k + 10 * a + b.charCodeAt(0)))
  return new Dataset({
    sizes: { x: 2, y: y.length },
    coords: {
      x: over(['x'], [2], x, 'float64'),
      y: over(['y'], [y.length], y, 'string'),
      twice: over([], [], Float64Array.of(2 * k), 'float64'),
      same: over([], [], Float64Array.of(7), 'float64'),
    },
    vars: {
      z: over(['x', 'y'], [2, y.length], Float64Array.from(values), 'float64'),
      n: over(['x'], [2], Int32Array.of(k, -k), 'int32'),
      name: over([], [], [`point ${k}`], 'string'),
    },
    attrs: {},
    failures: [],
  })
}

describe('datasets of points, joined here and by xarray', { skip: withoutPython }, () => {
  it('are the same', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'windrow-'))
    try {
      const out = join(folder, 'joined.nc')
      const k = [4, 1, 2]
      await sweep(result, { k }, { parallel: 1, out })
      const paths = await Promise.all(
        k.map(async (each) => {
          const path = join(folder, `${each}.nc`)
          await saveDataset(result({ k: each }), path)
          return path
        }),
      )
      assert.deepEqual(JSON.parse(await runPython('concat_points.py', out, 'k', ...paths)), {
        sizes: { k: 3, x: 5, y: 3 },
        names: true,
        same: { k: true, x: true, y: true, twice: true, same: true, z: true, n: true, name: true },
      })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
