import { equalRecords, type Variable } from '../../dataset/index.ts'
import { type Failure, OutputError } from '../../errors/index.ts'
import type { InnerResults } from '../../protocol/index.ts'
import { type LabelledResult, plainVariable } from './labelled-result.ts'

/** The coordinates that all datasets of a block have, and the failures that came with them. */
export class InnerLayout {
  #coords: Readonly<Record<string, Variable>> | undefined
  #failures: { row: number; failure: Failure }[] = []

  /** Throws `OutputError` when the coordinates differ from those of the results before: a block has one set of them. */
  check({ coords }: LabelledResult): void {
    if (this.#coords === undefined || equalRecords(this.#coords, coords)) return
    throw new OutputError('The coordinates of the dataset differ from those of an earlier point.')
  }

  put({ coords, failures }: LabelledResult, row: number): void {
    this.#coords ??= Object.fromEntries(Object.entries(coords).map(([name, coord]) => [name, plainVariable(coord)]))
    for (const failure of failures) this.#failures.push({ row, failure })
  }

  take(): InnerResults {
    const failures = this.#failures
    this.#failures = []
    return { coords: this.#coords ?? {}, failures }
  }
}
