import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Dataset, type Elements, lazyVariable, type Variable, variableOf } from '../../../src/dataset/index.ts'

describe('a variable in a file', () => {
  it('is not read by looking at dims, selecting, or selecting again', () => {
    const ds = datasetOf(untouchable())
    const selected = ds
      .isel({ x: { start: 100, stop: 200 } })
      .sel({ y: 1 })
      .isel({ x: [3, 1] })
    assert.deepEqual(selected.get('v').shape, [2])
    assert.deepEqual(selected.sizes, { x: 2 })
    assert.equal(selected.get('v').dtype, 'float64')
  })

  it('is read on first touch, once', () => {
    let reads = 0
    const variable = lazyVariable({
      dims: ['x'],
      shape: [3],
      dtype: 'float64',
      attrs: {},
      read: () => {
        reads++
        return { values: Float64Array.of(1, 2, 3) }
      },
    })
    assert.equal(reads, 0)
    assert.deepEqual([...variable.values], [1, 2, 3])
    assert.equal(variable.missing, undefined)
    assert.equal(variable.values, variable.values)
    assert.equal(reads, 1)
  })

  it('of gigabytes prints by reading a few elements', () => {
    const boxes: number[] = []
    const text = datasetOf(huge(boxes)).toString()
    assert.match(text, / {4}v {8}\(x, y\) float64 24GB 0\.0 1\.0 2\.0 .* 3e\+09 3e\+09$/m)
    const array = datasetOf(huge(boxes)).get('v').toString()
    assert.match(array, /^array\(\[\[0\.00000000e\+00, 1\.00000000e\+00, 2\.00000000e\+00\],/m)
    assert.ok(Math.max(...boxes) <= 60, `boxes of ${boxes.join(', ')} elements were read`)
  })

  it('is read by the box around what is selected', () => {
    const boxes: number[] = []
    const v = datasetOf(huge(boxes)).get('v')
    assert.deepEqual(v.isel({ x: [7, 5], y: { step: -1 } }).toArray(), [
      [23, 22, 21],
      [17, 16, 15],
    ])
    assert.deepEqual(
      v
        .isel({ x: { start: 1000, stop: 2000 } })
        .isel({ x: 10 })
        .toArray(),
      [3030, 3031, 3032],
    )
    assert.deepEqual(boxes, [9, 3])
  })

  it('gives nothing without reading where nothing is selected', () => {
    const none = datasetOf(untouchable()).isel({ x: [] })
    assert.deepEqual(none.get('v').toArray(), [])
    assert.match(String(none.get('v')), /array\(\[\], shape=\(0, 3\), dtype=float64\)/)
  })
})

function datasetOf(variable: Variable): Dataset<{ y: number }, { v: number }, 'x'> {
  const [x = 0, y = 0] = variable.shape
  const coords = { y: variableOf([0, 1, 2], { dims: ['y'] }) }
  return new Dataset({ sizes: { x, y }, coords, vars: { v: variable }, attrs: {}, failures: [] })
}

function untouchable(): Variable {
  const refuse = (): never => {
    throw new Error('the file was read')
  }
  return lazyVariable({
    dims: ['x', 'y'],
    shape: [1000, 3],
    dtype: 'float64',
    attrs: {},
    read: refuse,
    readSlab: refuse,
  })
}

/** 3 × 10^9 elements that count from 0; `boxes` takes the size of each box that is read. */
function huge(boxes: number[]): Variable {
  const readSlab = ([x0 = 0, y0 = 0]: readonly number[], [nx = 0, ny = 0]: readonly number[]): Elements => {
    boxes.push(nx * ny)
    const values = new Float64Array(nx * ny)
    for (let i = 0; i < values.length; i++) values[i] = (x0 + Math.floor(i / ny)) * 3 + y0 + (i % ny)
    return { values }
  }
  const read = (): never => {
    throw new Error('the whole variable was read')
  }
  return lazyVariable({ dims: ['x', 'y'], shape: [1e9, 3], dtype: 'float64', attrs: {}, read, readSlab })
}
