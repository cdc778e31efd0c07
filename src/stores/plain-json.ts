/** Values that JSON has no word for are objects of this one key. */
const TAG = '$windrow'
const DEEPEST = 32

/** Plain data as JSON text; numbers that are not finite, big integers, dates and typed arrays keep their kind. */
export function renderPlain(value: unknown): string {
  return JSON.stringify(toPlain(value, 0))
}

/** The reverse of `renderPlain`; `undefined` for text that is no JSON. */
export function parsePlain(text: string): unknown {
  try {
    return fromPlain(JSON.parse(text))
  } catch {
    return undefined
  }
}

function toPlain(value: unknown, depth: number): unknown {
  if (value === undefined) return { [TAG]: ['undefined'] }
  if (typeof value === 'bigint') return { [TAG]: ['bigint', String(value)] }
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : tagNumber(value)
  if (typeof value === 'function' || typeof value === 'symbol') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return '…'
  if (value instanceof Date) return { [TAG]: ['date', Number.isNaN(value.getTime()) ? null : value.getTime()] }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const list = Array.from(value as unknown as Iterable<unknown>, (item) => toPlain(item, depth + 1))
    return { [TAG]: ['array', value.constructor.name, list] }
  }
  if (Array.isArray(value)) return value.map((item) => toPlain(item, depth + 1))
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return Object.fromEntries(entries.map(([key, item]) => [key, toPlain(item, depth + 1)]))
}

function tagNumber(value: number): unknown {
  return { [TAG]: ['number', Object.is(value, -0) ? '-0' : String(value)] }
}

function fromPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(fromPlain)
  const tagged = (value as Record<string, unknown>)[TAG]
  if (Array.isArray(tagged)) return fromTag(tagged)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromPlain(item)]))
}

function fromTag([kind, content, list]: readonly unknown[]): unknown {
  switch (kind) {
    case 'number':
      return Number(content)
    case 'bigint':
      return BigInt(String(content))
    case 'date':
      return new Date(content === null ? Number.NaN : Number(content))
    case 'array':
      return arrayFrom(String(content), fromPlain(list) as never[])
    default:
      return undefined
  }
}

const arrays: Readonly<Record<string, (list: never[]) => unknown>> = {
  Float64Array: (list) => Float64Array.from(list),
  Float32Array: (list) => Float32Array.from(list),
  Int8Array: (list) => Int8Array.from(list),
  Uint8Array: (list) => Uint8Array.from(list),
  Uint8ClampedArray: (list) => Uint8ClampedArray.from(list),
  Int16Array: (list) => Int16Array.from(list),
  Uint16Array: (list) => Uint16Array.from(list),
  Int32Array: (list) => Int32Array.from(list),
  Uint32Array: (list) => Uint32Array.from(list),
  BigInt64Array: (list) => BigInt64Array.from(list),
  BigUint64Array: (list) => BigUint64Array.from(list),
}

function arrayFrom(name: string, list: never[]): unknown {
  return Object.hasOwn(arrays, name) ? arrays[name]?.(list) : list
}
