/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * A value as JSON: typed arrays become lists, `undefined` becomes null. What JSON has no word for (`NaN`, maps, functions,
 * cycles …) is given to `orElse`; when that has none either, the whole is `undefined`.
 */
export function toJson(value: unknown, orElse: (value: unknown) => Json | undefined): Json | undefined {
  return convert(value, { orElse, inside: new Set() })
}

interface Conversion {
  readonly orElse: (value: unknown) => Json | undefined
  /** The arrays and objects around the value, so that a cycle ends. */
  readonly inside: Set<object>
}

function convert(value: unknown, conversion: Conversion): Json | undefined {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value !== 'object' || conversion.inside.has(value)) return conversion.orElse(value)
  conversion.inside.add(value)
  const json = convertObject(value, conversion)
  conversion.inside.delete(value)
  return json
}

function convertObject(value: object, conversion: Conversion): Json | undefined {
  if (Array.isArray(value)) return convertItems(value, conversion)
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return convertItems(Array.from(value as Float64Array), conversion)
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return conversion.orElse(value)
  const entries = Object.entries(value)
  const items = convertItems(
    entries.map(([, item]) => item),
    conversion,
  )
  return items === undefined
    ? undefined
    : Object.fromEntries(entries.map(([key], place) => [key, items[place] ?? null]))
}

function convertItems(values: readonly unknown[], conversion: Conversion): readonly Json[] | undefined {
  const items: Json[] = []
  for (const value of values) {
    const item = convert(value, conversion)
    if (item === undefined) return undefined
    items.push(item)
  }
  return items
}
