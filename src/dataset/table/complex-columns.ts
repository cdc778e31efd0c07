import { isMissingAt } from '../element/copy.ts'
import type { Attrs, Variable } from '../variable.ts'
import { columnOf, lengthOf } from './column.ts'

type Columns = Readonly<Record<string, Variable>>

/** Columns for formats without complex numbers: `z` becomes `z_re` and `z_im`, missing in both where it is missing. */
export function splitComplex(columns: Columns): Record<string, Variable> {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, column]): (readonly [string, Variable])[] => {
      if (column.dtype !== 'complex128') return [[name, column]]
      return partNames(name).map((part, at) => {
        if (!Object.hasOwn(columns, part)) return [part, partOf(column, at)]
        throw new TypeError(
          `Column \`${name}\` is complex and would be written as \`${part}\`, which there is already.\nRename one of them.`,
        )
      })
    }),
  )
}

/** The reverse of `splitComplex` for the columns of these names, with the attributes of each. */
export function joinComplex(columns: Columns, names: Readonly<Record<string, Attrs>>): Record<string, Variable> {
  const joined = new Map(Object.entries(columns))
  for (const [name, attrs] of Object.entries(names)) {
    const [real, imaginary] = partNames(name).map((part) => joined.get(part))
    if (real === undefined || imaginary === undefined) continue
    const whole = { ...complexOf(real, imaginary), attrs }
    const entries = [...joined].flatMap(([key, column]) => {
      if (key === `${name}_re`) return [[name, whole] as const]
      return key === `${name}_im` ? [] : [[key, column] as const]
    })
    joined.clear()
    for (const [key, column] of entries) joined.set(key, column)
  }
  return Object.fromEntries(joined)
}

function partNames(name: string): readonly [string, string] {
  return [`${name}_re`, `${name}_im`]
}

function partOf(column: Variable, part: number): Variable {
  const pairs = column.values as Float64Array
  const values = Float64Array.from({ length: lengthOf(column) }, (_, i) =>
    isMissingAt(column, i) ? Number.NaN : (pairs[2 * i + part] as number),
  )
  return columnOf({ dtype: 'float64', attrs: column.attrs }, { values })
}

function complexOf(real: Variable, imaginary: Variable): Variable {
  const values = new Float64Array(2 * lengthOf(real))
  for (let i = 0; i < lengthOf(real); i++) {
    values[2 * i] = real.values[i] as number
    values[2 * i + 1] = imaginary.values[i] as number
  }
  return columnOf({ dtype: 'complex128', attrs: {} }, { values })
}
