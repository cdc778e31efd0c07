import { isPlainObject } from '../../util/index.ts'
import type { Complex } from '../element/complex.ts'
import { isMissingAt } from '../element/copy.ts'
import { isBig } from '../element/dtype.ts'
import { wrongArgument } from '../refuse.ts'
import { unknownName } from '../unknown-name.ts'
import type { DType, Variable } from '../variable.ts'

interface JsTypes {
  number: number
  string: string
  boolean: boolean
  bigint: bigint
  Complex: Complex
  Date: Date
}

/** What values of a column are: `'number'`, or `'number | null'` where some may be missing. */
export type TypeName = keyof JsTypes | `${keyof JsTypes} | null`

/** The row that type names describe. */
export type RowOfTypes<Types> = {
  -readonly [K in keyof Types]: Types[K] extends keyof JsTypes
    ? JsTypes[Types[K]]
    : Types[K] extends `${infer Own extends keyof JsTypes} | null`
      ? JsTypes[Own] | null
      : never
}

const typeNames: readonly string[] = ['number', 'string', 'boolean', 'bigint', 'Complex', 'Date'].flatMap((name) => [
  name,
  `${name} | null`,
])

/** Refuses columns that do not exist, are of another type, or miss values that must be there. */
export function checkTypes(columns: Readonly<Record<string, Variable>>, types: Readonly<Record<string, string>>): void {
  if (!isPlainObject(types)) throw wrongArgument('the types of columns to be an object', types, "write { a: 'number' }")
  for (const [name, type] of Object.entries(types)) {
    const column = Object.hasOwn(columns, name) ? columns[name] : undefined
    if (column === undefined) throw unknownName('column', name, Object.keys(columns))
    if (!typeNames.includes(type)) throw unknownName(`type of \`${name}\`:`, type, typeNames)
    const own = typeOf(column.dtype)
    const gap = firstGap(column)
    // A column of nothing but missing values fits every type that allows them.
    const fits = type.startsWith(own) || gap === 'all'
    if (!fits) throw new TypeError(`Expected column \`${name}\` to hold \`${type}\`, got ${column.dtype}.`)
    if (gap === undefined || type.endsWith('null')) continue
    throw new TypeError(
      `Expected column \`${name}\` to have a value in every row, got none in row ${gap === 'all' ? 0 : gap}.\nWrite \`'${type} | null'\`, or leave such rows out with \`filter\`.`,
    )
  }
}

function typeOf(dtype: DType): string {
  if (dtype === 'bool') return 'boolean'
  if (dtype === 'datetime') return 'Date'
  if (dtype === 'complex128') return 'Complex'
  if (isBig(dtype)) return 'bigint'
  return dtype === 'string' ? 'string' : 'number'
}

function firstGap(column: Variable): number | 'all' | undefined {
  let first: number | undefined
  for (let i = 0; i < (column.shape[0] ?? 0); i++) {
    if (!isMissingAt(column, i)) {
      if (first !== undefined) return first
    } else if (first === undefined) {
      if (i > 0) return i
      first = i
    }
  }
  return first === undefined ? undefined : 'all'
}
