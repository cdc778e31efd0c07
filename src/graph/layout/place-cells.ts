import type { Cell, Layered } from './cells.ts'

const GAP = 22
const PASSES = 16
/** Passages pull more than nodes, so that long edges run straight. */
const PASSAGE_WEIGHT = 3

/**
 * The centre of every cell: as near as possible to the cells it is joined with, in the given order and without touching.
 * Each layer is solved exactly, above and below in turn.
 */
export function placeCells({ cells }: Layered, layers: readonly (readonly number[])[]): Float64Array {
  const centres = new Float64Array(cells.length)
  for (const layer of layers) fit(layer, { cells, centres, wish: () => 0 })
  for (let pass = 0; pass < PASSES; pass += 1) {
    const isDown = pass % 2 === 0
    const isLast = pass >= PASSES - 2
    for (const layer of isDown ? layers : [...layers].reverse()) {
      const near = (cell: Cell): readonly number[] =>
        isLast ? [...cell.up, ...cell.down] : isDown ? cell.up : cell.down
      fit(layer, { cells, centres, wish: (cell, own) => average(near(cell), centres) ?? own })
    }
  }
  return centres
}

function average(cells: readonly number[], centres: Float64Array): number | undefined {
  if (cells.length === 0) return undefined
  return cells.reduce((sum, cell) => sum + (centres[cell] ?? 0), 0) / cells.length
}

interface Fitting {
  readonly cells: readonly Cell[]
  readonly centres: Float64Array
  readonly wish: (cell: Cell, own: number) => number
}

/**
 * Least squares under the order: with the room that the cells before it need taken off, every cell wants a number, and the
 * numbers must not fall; neighbours that would fall are merged to their mean.
 */
function fit(layer: readonly number[], { cells, centres, wish }: Fitting): void {
  const offsets = offsetsOf(layer, cells)
  const groups: { sum: number; weight: number; readonly start: number }[] = []
  for (const [place, index] of layer.entries()) {
    const cell = cells[index]
    if (cell === undefined) continue
    const weight = cell.node === undefined ? PASSAGE_WEIGHT : 1
    const wanted = wish(cell, centres[index] ?? 0) - (offsets[place] ?? 0)
    let group = { sum: wanted * weight, weight, start: place }
    let last = groups.at(-1)
    while (last !== undefined && last.sum / last.weight > group.sum / group.weight) {
      group = { sum: last.sum + group.sum, weight: last.weight + group.weight, start: last.start }
      groups.pop()
      last = groups.at(-1)
    }
    groups.push(group)
  }
  for (const [which, { sum, weight, start }] of groups.entries()) {
    for (let place = start; place < (groups[which + 1]?.start ?? layer.length); place += 1) {
      centres[layer[place] ?? 0] = sum / weight + (offsets[place] ?? 0)
    }
  }
}

/** The room that the cells before each one need at least, from the middle of the first. */
function offsetsOf(layer: readonly number[], cells: readonly Cell[]): number[] {
  let offset = 0
  return layer.map((index, place) => {
    const before = layer[place - 1]
    if (before !== undefined) offset += ((cells[before]?.width ?? 0) + (cells[index]?.width ?? 0)) / 2 + GAP
    return offset
  })
}
