import type { Column } from '../../dataset/index.ts'
import type { BlockMessage } from '../../executor/index.ts'
import { countOf } from '../../protocol/index.ts'

/** So many points of one kind say what kind the results of a run are. */
const ENOUGH_POINTS = 8

/**
 * Holds the first blocks of a run back until enough points agree what kind of results there are, so that one odd point that
 * happens to come first does not make all others wrong.
 */
export class FirstBlocks {
  readonly #held = new Map<string, BlockMessage[]>()
  #isSettled = false

  /** The blocks to write now, in this order: those of the kind that counts come first. */
  take(block: BlockMessage): readonly BlockMessage[] {
    if (this.#isSettled || block.columns === undefined) return [block]
    const kind = block.columns.map(kindOf).join('\n')
    const alike = this.#held.get(kind) ?? []
    alike.push(block)
    this.#held.set(kind, alike)
    return pointsOf(alike) < ENOUGH_POINTS ? [] : this.rest()
  }

  /** What is still held when the run is over. */
  rest(): readonly BlockMessage[] {
    this.#isSettled = true
    const kinds = [...this.#held.values()].sort((a, b) => pointsOf(b) - pointsOf(a))
    this.#held.clear()
    return kinds.flat()
  }
}

/** Datasets of one kind may differ in their lengths. */
function kindOf({ name, dtype, shape, inner }: Column): string {
  return `${name} ${dtype} ${inner === undefined ? shape : `over ${inner.dims}`}`
}

function pointsOf(blocks: readonly BlockMessage[]): number {
  return blocks.reduce((sum, { done }) => sum + countOf(done), 0)
}
