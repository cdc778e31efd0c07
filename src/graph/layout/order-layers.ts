import type { Layered } from './cells.ts'

const SWEEPS = 12

/**
 * Orders the cells of every layer so that few edges cross: each cell goes where its neighbours are on average, layer by
 * layer, down and up in turn; the best order seen is kept.
 */
export function orderLayers(layered: Layered): readonly (readonly number[])[] {
  let layers = layered.layers.map((layer) => [...layer])
  let best = layers
  let fewest = countCrossings(layered, layers)
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    layers = sortOnce(layered, layers, sweep % 2 === 0)
    const crossings = countCrossings(layered, layers)
    if (crossings >= fewest) continue
    fewest = crossings
    best = layers
  }
  return best
}

function sortOnce({ cells }: Layered, before: readonly (readonly number[])[], isDown: boolean): number[][] {
  const layers = before.map((layer) => [...layer])
  const places = new Map<number, number>()
  for (const layer of layers) note(layer, places)
  for (const layer of isDown ? layers : [...layers].reverse()) {
    const wish = new Map(
      layer.map((cell) => {
        const neighbours = (isDown ? cells[cell]?.up : cells[cell]?.down) ?? []
        const sum = neighbours.reduce((total, each) => total + (places.get(each) ?? 0), 0)
        return [cell, neighbours.length === 0 ? (places.get(cell) ?? 0) : sum / neighbours.length]
      }),
    )
    layer.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0))
    note(layer, places)
  }
  return layers
}

function note(layer: readonly number[], places: Map<number, number>): void {
  for (const [place, cell] of layer.entries()) places.set(cell, place)
}

/** Pairs of edges between neighbouring layers that cross. */
export function countCrossings({ cells }: Layered, layers: readonly (readonly number[])[]): number {
  let crossings = 0
  layers.slice(1).forEach((lower, above) => {
    const places = new Map(lower.map((cell, place) => [cell, place]))
    const ends = (layers[above] ?? []).flatMap((cell) =>
      (cells[cell]?.down ?? []).flatMap((to) => places.get(to) ?? []).sort((a, b) => a - b),
    )
    crossings += countInversions(ends, lower.length)
  })
  return crossings
}

/** Pairs that stand in the wrong order, by a tree of prefix counts. */
function countInversions(values: readonly number[], size: number): number {
  const tree = new Float64Array(size + 1)
  let inversions = 0
  values.forEach((value, seen) => {
    let notLarger = 0
    for (let at = value + 1; at > 0; at -= at & -at) notLarger += tree[at] ?? 0
    inversions += seen - notLarger
    for (let at = value + 1; at <= size; at += at & -at) tree[at] = (tree[at] ?? 0) + 1
  })
  return inversions
}
