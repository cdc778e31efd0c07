import { DataArray, Dataset, openDataset, sweep, type Variable } from 'windrow'

/** Tasks that return datasets. */

function variable(dims: string[], values: Variable['values'], dtype: Variable['dtype'], more: object = {}): Variable {
  const shape = dims.length === 0 ? [] : [values.length]
  return { dims, shape, values, dtype, attrs: {}, ...more }
}

type Wave = Dataset<{ x: number }, { y: number; n: number; ok: boolean; name: string; at: Date }>

/** A dataset of all kinds, the same labels at every point. */
export function everyKind({ k }: { k: number }): Wave {
  const x = variable(['x'], Float64Array.of(0, 0.5), 'float64', { attrs: { units: 'm' } })
  return new Dataset({
    sizes: { x: 2 },
    coords: { x, place: variable([], ['here'], 'string') },
    vars: {
      y: variable(['x'], Float64Array.of(k, k + 0.5), 'float64', { attrs: { units: 'V', run: `run ${k}` } }),
      n: variable(['x'], Int32Array.of(k, 0), 'int32', { missing: Uint8Array.of(0, 1) }),
      ok: variable(['x'], Uint8Array.of(k % 2, 1), 'bool'),
      name: variable([], [`wave ${k}`], 'string'),
      at: variable([], Float64Array.of(1e12 + k), 'datetime'),
    },
    attrs: { title: 'left behind' },
    failures: [],
  })
}

/** Each point has labels of its own: x from k to k + 1. */
export function shifted({ k }: { k: number }): Dataset<{ x: number }, { y: number; n: number; label: string }> {
  return new Dataset({
    sizes: { x: 2 },
    coords: { x: variable(['x'], Float64Array.of(k, k + 1), 'float64') },
    vars: {
      y: variable(['x'], Float64Array.of(10 * k, 10 * k + 1), 'float64'),
      n: variable(['x'], Int32Array.of(k, k), 'int32'),
      label: variable(['x'], [`a${k}`, `b${k}`], 'string'),
    },
    attrs: {},
    failures: [],
  })
}

const square = ({ x, k }: { x: number; k: number }): { y: number } => ({ y: k * x * x })

/** A sweep inside a point. */
export async function nested({ k }: { k: number }): Promise<Dataset<{ x: number }, { y: number }>> {
  return sweep(square, { x: [1, 2, 3] }, { constants: { k } })
}

/** A sweep inside a point, of which one point fails. */
export async function nestedFailing({ k }: { k: number }): Promise<Dataset<{ x: number }, { y: number }>> {
  const failing = ({ x, k }: { x: number; k: number }): { y: number } => {
    if (x === 2 && k === 1) throw new RangeError('two')
    return { y: k * x }
  }
  return sweep(failing, { x: [1, 2] }, { constants: { k }, onError: 'collect' })
}

/** A data array with a single coordinate, which is an axis of the outer sweep too. */
export function slice({ k }: { k: number }): DataArray<{ x: number; k: number }, number> {
  return new DataArray({
    name: 'y',
    variable: variable(['x'], Float64Array.of(k, 2 * k), 'float64'),
    coords: {
      x: variable(['x'], ['a', 'b'], 'string'),
      k: variable([], Float64Array.of(k), 'int64'),
      twice: variable([], Float64Array.of(2 * k), 'int64'),
    },
  })
}

/** A dataset that reads from a file when it is touched. */
export async function fromFile({ path, k }: { path: string; k: number }): Promise<Dataset> {
  return (await openDataset(path)).isel({ k })
}

/** Contradicts the others at some of its points. */
export function contradicting({ k }: { k: number }): unknown {
  const { sizes, coords, vars, attrs, failures } = shifted({ k })
  const dataset = (changed: object, changedCoords: object = {}): unknown =>
    new Dataset({ sizes, attrs, failures, vars: { ...vars, ...changed }, coords: { ...coords, ...changedCoords } })
  if (k === 20) return dataset({ extra: vars.y })
  if (k === 21) return dataset({ y: { ...vars.y, dims: [], shape: [], values: Float64Array.of(1) } })
  if (k === 22) return dataset({ n: { ...vars.n, dtype: 'string', values: ['a', 'b'] } })
  if (k === 23) return dataset({}, { other: coords.x })
  if (k === 24) return dataset({}, { x: { ...coords.x, values: Float64Array.of(1, 1) } })
  if (k === 25) return { y: 1, n: 1, label: '' }
  if (k === 26) return null
  return dataset({})
}
