/** What is taken along one dim: one position (the dim goes), evenly spaced ones, or a list. Positions are checked and not negative. */
export type Indexer =
  | { readonly kind: 'at'; readonly index: number }
  | { readonly kind: 'slice'; readonly start: number; readonly step: number; readonly count: number }
  | { readonly kind: 'list'; readonly indices: readonly number[] }

/** Indexers by dim; dims that are not named stay whole. */
export type Indexers = ReadonlyMap<string, Indexer>

/** Everything along a dim. */
export function wholeOf(length: number): Indexer {
  return { kind: 'slice', start: 0, step: 1, count: length }
}

/** Number of positions that an indexer takes. */
export function countOf(indexer: Indexer): number {
  if (indexer.kind === 'at') return 1
  return indexer.kind === 'slice' ? indexer.count : indexer.indices.length
}

/** The `i`-th position that an indexer takes. */
export function positionOf(indexer: Indexer, i: number): number {
  if (indexer.kind === 'at') return indexer.index
  return indexer.kind === 'slice' ? indexer.start + i * indexer.step : (indexer.indices[i] ?? 0)
}

/** The part of an indexer's positions that begins at its `start`-th. */
export function narrow(indexer: Indexer, start: number, count: number): Indexer {
  if (indexer.kind === 'at') return indexer
  if (indexer.kind === 'list') return { kind: 'list', indices: indexer.indices.slice(start, start + count) }
  return { kind: 'slice', start: indexer.start + start * indexer.step, step: indexer.step, count }
}

/** An indexer for ascending or unordered positions; a slice where they follow each other. */
export function indexerOf(indices: readonly number[]): Indexer {
  const start = indices[0] ?? 0
  for (let i = 1; i < indices.length; i++) {
    if (indices[i] !== start + i) return { kind: 'list', indices }
  }
  return { kind: 'slice', start, step: 1, count: indices.length }
}

/** First and last position that an indexer touches, as start and length; empty for none. */
export function spanOf(indexer: Indexer): { readonly start: number; readonly count: number } {
  if (indexer.kind === 'at') return { start: indexer.index, count: 1 }
  if (countOf(indexer) === 0) return { start: 0, count: 0 }
  if (indexer.kind === 'slice') {
    const last = indexer.start + (indexer.count - 1) * indexer.step
    return { start: Math.min(indexer.start, last), count: Math.abs(last - indexer.start) + 1 }
  }
  let low = Number.POSITIVE_INFINITY
  let high = 0
  for (const index of indexer.indices) {
    if (index < low) low = index
    if (index > high) high = index
  }
  return { start: low, count: high - low + 1 }
}

/** The same positions counted from `start`. */
export function shift(indexer: Indexer, start: number): Indexer {
  if (indexer.kind === 'at') return { kind: 'at', index: indexer.index - start }
  if (indexer.kind === 'slice') return { ...indexer, start: indexer.start - start }
  return { kind: 'list', indices: indexer.indices.map((index) => index - start) }
}
