import type { Column } from '../../dataset/index.ts'
import { OutputError } from '../../errors/index.ts'
import { isComplexValue } from './describe-value.ts'
import { OutputColumn } from './output-column.ts'

/** Where the value of each output is found in a result. */
type Pick = 'scalar' | 'tuple' | 'keys'

/** Turns results of points into columns; learns the outputs from the first result unless `vars` names them. */
export class Collector {
  readonly #named: readonly string[] | undefined
  readonly #scalarName: string
  #pick: Pick | undefined
  #columns: readonly OutputColumn[] = []
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

  /** Appends one result. Throws `OutputError`, and appends nothing, when it does not fit the results before it. */
  put(result: unknown): void {
    if (this.#pick === undefined && result !== undefined && result !== null) this.#learn(result)
    const values = this.#pick === undefined ? [] : this.#valuesOf(result)
    this.#columns.forEach((column, i) => {
      column.check(values[i])
    })
    this.#columns.forEach((column, i) => {
      column.put(values[i])
    })
    this.#rows += 1
  }

  /** Names of the outputs when all are plain numbers, so that a compiled loop may write them; `undefined` otherwise. */
  numericOutputs(): { readonly pick: 'scalar' | 'tuple' | 'keys'; readonly names: readonly string[] } | undefined {
    if (this.#pick === undefined || !this.#columns.every((column) => column.isNumber)) return undefined
    return { pick: this.#pick, names: this.#columns.map((column) => column.name) }
  }

  /** The arrays a compiled loop writes its next `rows` rows to, from row `this.rows` on. */
  numbers(rows: number): readonly Float64Array[] {
    return this.#columns.map((column) => column.numbers(rows))
  }

  wrote(rows: number): void {
    for (const column of this.#columns) column.wrote(rows)
    this.#rows += rows
  }

  /** All rows so far as columns, `undefined` when every result was empty; the collector is empty afterwards. */
  take(): readonly Column[] | undefined {
    this.#rows = 0
    if (this.#pick === undefined) return undefined
    return this.#columns.map((column) => column.take())
  }

  #learn(result: unknown): void {
    const named = this.#named
    const plain = isPlainObject(result) && !isValueOf(named, result)
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

  #valuesOf(result: unknown): readonly unknown[] {
    if (result === undefined || result === null) return []
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

/** A complex number is the value of the one output that is named, unless the output has the name of a part. */
function isValueOf(named: readonly string[] | undefined, result: Record<string, unknown>): boolean {
  return named?.length === 1 && !((named[0] ?? '') in result) && isComplexValue(result)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
