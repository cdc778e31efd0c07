import { commonAttrs, equalRecords, type Variable } from '../../dataset/index.ts'
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
    const known = this.#coords
    this.#coords = Object.fromEntries(
      Object.entries(coords).map(([name, coord]) => [name, withCommonAttrs(known?.[name], coord)]),
    )
    for (const failure of failures) this.#failures.push({ row, failure })
  }

  take(): InnerResults {
    const failures = this.#failures
    this.#failures = []
    return { coords: this.#coords ?? {}, failures }
  }
}

/** The coordinate as plain data, with the attributes that it had at every point. */
function withCommonAttrs(known: Variable | undefined, coord: Variable): Variable {
  if (known === undefined) return plainVariable(coord)
  const attrs = commonAttrs(known.attrs, coord.attrs)
  return attrs === known.attrs ? known : { ...known, attrs }
}
