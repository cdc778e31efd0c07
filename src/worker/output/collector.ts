import type { Column } from '../../dataset/index.ts'
import { OutputError } from '../../errors/index.ts'
import type { InnerResults } from '../../protocol/index.ts'
import type { Point } from '../../space/index.ts'
import { InnerLayout } from './inner-layout.ts'
import { isLabelled, type Labelled, LabelledResult, nameOfArray, readLabelled } from './labelled-result.ts'
import { OutputColumn } from './output-column.ts'
import { VariableColumn } from './variable-column.ts'

/** Where the value of each output is found in a result. */
type Pick = 'scalar' | 'tuple' | 'keys' | 'dataset'

/** Turns results of points into columns; learns the outputs from the first result unless `vars` names them. */
export class Collector {
  readonly #named: readonly string[] | undefined
  readonly #scalarName: string
  #pick: Pick | undefined
  #columns: readonly (OutputColumn | VariableColumn)[] = []
  #layout: InnerLayout | undefined
  #rows = 0

  constructor(options: { outputs: readonly string[] | undefined; scalarName: string }) {
    this.#named = options.outputs
    this.#scalarName = options.scalarName
  }

  get rows(): number {
    return this.#rows
  }

  get bytes(): number {
    return this.#columns.reduce((sum, column) => sum + column.bytes, 0)
  }

  /**
   * Appends one result. Throws `OutputError`, and appends nothing, when it does not fit the results before it, or contradicts
   * its point.
   */
  put(result: unknown, point: () => Point): void {
    if (this.#named?.length === 0) {
      this.#rows += 1
      return
    }
    const labelled = isLabelled(result) ? readLabelled(result, this.#arrayName(result)).at(point) : undefined
    if (this.#pick === undefined && result !== undefined && result !== null) this.#learn(labelled ?? result)
    const values = this.#pick === undefined ? [] : this.#valuesOf(labelled ?? result)
    if (labelled !== undefined) this.#layout?.check(labelled)
    this.#columns.forEach((column, i) => {
      column.check(values[i] as never)
    })
    this.#columns.forEach((column, i) => {
      column.put(values[i] as never)
    })
    if (labelled !== undefined) this.#layout?.put(labelled, this.#rows)
    this.#rows += 1
  }

  /** Names of the outputs when all are plain numbers, so that a compiled loop may write them; `undefined` otherwise. */
  numericOutputs(): { readonly pick: 'scalar' | 'tuple' | 'keys'; readonly names: readonly string[] } | undefined {
    if (this.#pick === undefined || this.#pick === 'dataset' || !this.#columns.every((column) => column.isNumber))
      return undefined
    return { pick: this.#pick, names: this.#columns.map((column) => column.name) }
  }

  /** The arrays a compiled loop writes its next `rows` rows to, from row `this.rows` on. */
  numbers(rows: number): readonly Float64Array[] {
    return this.#numberColumns().map((column) => column.numbers(rows))
  }

  wrote(rows: number): void {
    for (const column of this.#numberColumns()) column.wrote(rows)
    this.#rows += rows
  }

  /** All rows so far as columns, `undefined` when every result was empty; the collector is empty afterwards. */
  take(): readonly Column[] | undefined {
    this.#rows = 0
    if (this.#pick === undefined) return undefined
    return this.#columns.map((column) => column.take())
  }

  /** What the columns of `take` share, where results are datasets; call it with `take`. */
  takeInner(): InnerResults | undefined {
    return this.#layout?.take()
  }

  #numberColumns(): readonly OutputColumn[] {
    return this.#columns.filter((column) => column instanceof OutputColumn)
  }

  #arrayName(result: Labelled): string {
    const [only, ...others] = this.#named ?? []
    return only !== undefined && others.length === 0 ? only : (nameOfArray(result) ?? this.#scalarName)
  }

  #learn(result: unknown): void {
    if (result instanceof LabelledResult) return this.#learnLabelled(result)
    const plain = isPlainObject(result)
    const named = this.#named
    if (named === undefined) this.#pick = plain ? 'keys' : 'scalar'
    else if (plain) this.#pick = 'keys'
    else this.#pick = named.length === 1 ? 'scalar' : 'tuple'
    const names = named ?? (plain ? Object.keys(result) : [this.#scalarName])
    if (names.length === 0) {
      this.#pick = undefined
      throw new OutputError(
        'The task returned an object without any property.\nReturn a value, or an object with a property for each output.',
      )
    }
    this.#columns = names.map((name) => new OutputColumn(name))
    for (let row = 0; row < this.#rows; row++) for (const column of this.#columns) column.put(undefined)
  }

  #learnLabelled({ vars, scalars }: LabelledResult): void {
    const names = this.#named ?? Object.keys(vars)
    if (names.length === 0)
      throw new OutputError('The task returned a dataset without any variable.\nReturn one that has some.')
    this.#pick = 'dataset'
    this.#layout = new InnerLayout()
    this.#columns = [
      ...names.map((name) => new VariableColumn(name, false)),
      ...Object.keys(scalars).map((name) => new VariableColumn(name, true)),
    ]
    for (let row = 0; row < this.#rows; row++) for (const column of this.#columns) column.put(undefined)
  }

  #valuesOf(result: unknown): readonly unknown[] {
    if (result === undefined || result === null) return []
    if (this.#pick === 'dataset' || result instanceof LabelledResult) return this.#variablesOf(result)
    if (this.#pick === 'scalar') return [result]
    const names = this.#columns.map((column) => column.name)
    if (this.#pick === 'tuple') {
      if (Array.isArray(result) && result.length === names.length) return result
      throw new OutputError(
        `Expected ${names.length} outputs (${names.join(', ')}), got ${Array.isArray(result) ? result.length : typeof result}.\nReturn one value for each name in \`vars\`.`,
      )
    }
    if (!isPlainObject(result)) {
      throw new OutputError(
        `Expected an object with ${names.join(', ')}, got ${Array.isArray(result) ? 'an array' : typeof result}.\nReturn the same outputs for all points.`,
      )
    }
    return this.#picked(result, names)
  }

  #variablesOf(result: unknown): readonly unknown[] {
    if (this.#pick !== 'dataset' || !(result instanceof LabelledResult)) {
      throw new OutputError(
        'The task returned a dataset at one point and something else at another.\nReturn one sort of result from every point, with null where there is none.',
      )
    }
    const names = this.#columns.map((column) => column.name)
    return this.#picked({ ...result.vars, ...result.scalars }, names)
  }

  #picked(result: Readonly<Record<string, unknown>>, names: readonly string[]): readonly unknown[] {
    const absent = names.find((name) => !(name in result))
    if (absent !== undefined) {
      throw new OutputError(
        `Output \`${absent}\` is not here, and is at earlier points.\nReturn the same outputs for all points; \`null\` where there is none.`,
      )
    }
    const extra = Object.keys(result).find((key) => !names.includes(key))
    if (extra !== undefined && this.#named === undefined) {
      throw new OutputError(
        `Output \`${extra}\` is here and not at an earlier point, which had ${names.join(', ')}.\nReturn the same outputs for all points; \`null\` where there is none.`,
      )
    }
    return names.map((name) => result[name])
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
