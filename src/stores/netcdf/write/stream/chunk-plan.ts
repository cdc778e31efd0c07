import { sizeOf } from '../../../../dataset/index.ts'

/** How a variable is cut: every chunk is one stretch of its row-major elements. */
export interface ChunkPlan {
  readonly shape: readonly number[]
  readonly chunkShape: readonly number[]
  /** Number of chunks. */
  readonly count: number
  /** The chunk that holds an element. */
  indexOf(element: number): number
  /** First element and the one after the last. */
  rangeOf(chunk: number): readonly [start: number, end: number]
  /** The same as a box: first and one after the last position along each dim. */
  boxOf(chunk: number): [number, number][]
}

/** Elements of a chunk: half a megabyte of `float64`. */
export const CHUNK_ELEMENTS = 65_536

/** Cuts a shape into the longest slices of a leading dim, with all of the dims behind it, that keep within a chunk's size. */
export function planChunks(shape: readonly number[], elements: number = CHUNK_ELEMENTS): ChunkPlan {
  const axis = axisToCut(shape, elements)
  const tail = sizeOf(shape.slice(axis + 1))
  const length = shape[axis] ?? 1
  const slice = Math.max(1, Math.min(length, Math.floor(elements / Math.max(1, tail))))
  const perRow = Math.ceil(length / slice)
  const rowLength = length * tail
  const rows = sizeOf(shape.slice(0, axis))
  const chunkShape = shape.map((size, d) => (d < axis ? 1 : d === axis ? slice : size))
  return {
    shape,
    chunkShape,
    count: sizeOf(shape) === 0 ? 0 : rows * perRow,
    indexOf(element) {
      const row = Math.floor(element / rowLength)
      return row * perRow + Math.floor((element - row * rowLength) / (slice * tail))
    },
    rangeOf(chunk) {
      const row = Math.floor(chunk / perRow)
      const start = row * rowLength + (chunk - row * perRow) * slice * tail
      return [start, Math.min(start + slice * tail, (row + 1) * rowLength)]
    },
    boxOf(chunk) {
      const row = Math.floor(chunk / perRow)
      const first = (chunk - row * perRow) * slice
      const positions = unravel(row, shape.slice(0, axis))
      return shape.map((size, d) => {
        if (d < axis) return [positions[d] ?? 0, (positions[d] ?? 0) + 1]
        return d === axis ? [first, Math.min(first + slice, length)] : [0, size]
      })
    },
  }
}

/** The first dim such that everything behind it fits into one chunk. */
function axisToCut(shape: readonly number[], elements: number): number {
  let tail = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    tail *= shape[axis] ?? 1
    if (tail > elements) return axis
  }
  return 0
}

function unravel(index: number, shape: readonly number[]): number[] {
  const positions = new Array<number>(shape.length)
  let rest = index
  for (let d = shape.length - 1; d >= 0; d--) {
    const size = shape[d] ?? 1
    positions[d] = rest % size
    rest = Math.floor(rest / size)
  }
  return positions
}
