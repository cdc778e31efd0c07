import type { AttrValue } from '../../../dataset/index.ts'
import type { H5, H5File } from '../h5.ts'
import { hiddenAttrs } from '../reserved.ts'
import { type RawAttr, readRawAttr } from './raw.ts'

/** Attributes of a variable or of the file as they lie in it; those of no use here are left out. */
export type RawAttrs = ReadonlyMap<string, RawAttr>

export function readAttrs(h5: H5, file: H5File, path: string): RawAttrs {
  const attrs = new Map<string, RawAttr>()
  for (const name of h5.Module.get_attribute_names(file.file_id, path)) {
    if (
      hiddenAttrs.has(name) &&
      name !== '_Netcdf4Dimid' &&
      name !== '_Netcdf4Coordinates' &&
      name !== '_NCProperties'
    ) {
      if (name !== 'CLASS' && name !== 'NAME') continue
    }
    const attr = readRawAttr(h5, file, { path, name })
    if (attr !== undefined) attrs.set(name, attr)
  }
  return attrs
}

/** The attribute as the user sees it. A list of one is a single value, unless the file says that it is a list. */
export function attrValue({ raw, isScalar }: RawAttr, keepsLists: boolean): AttrValue {
  if (isStrings(raw)) {
    return isScalar || (raw.length === 1 && !keepsLists) ? (raw[0] ?? '') : raw
  }
  const numbers = Array.from(raw as Iterable<number | bigint>)
  const exact = numbers.map((value) => (typeof value === 'bigint' ? toNumberOrText(value) : value))
  const first = exact[0]
  if (first !== undefined && (isScalar || (exact.length === 1 && !keepsLists))) return first
  if (exact.some((value) => typeof value === 'string')) return exact.map(String)
  return exact as number[]
}

/** Whole text of an attribute, `undefined` where it is none. */
export function textOf(attrs: RawAttrs, name: string): string | undefined {
  const raw = attrs.get(name)?.raw
  return raw !== undefined && isStrings(raw) ? raw[0] : undefined
}

/** First number of an attribute with its type, `undefined` where it is none. */
export function numberOf(
  attrs: RawAttrs,
  name: string,
): { readonly value: number; readonly isFloat32: boolean; readonly isFloat: boolean } | undefined {
  const raw = attrs.get(name)?.raw
  if (raw === undefined || isStrings(raw) || raw.length === 0) return undefined
  const isFloat32 = raw instanceof Float32Array
  return { value: Number(raw[0]), isFloat32, isFloat: isFloat32 || raw instanceof Float64Array }
}

/** All numbers of an attribute. */
export function numbersOf(attrs: RawAttrs, name: string): readonly (number | bigint)[] {
  const raw = attrs.get(name)?.raw
  return raw === undefined || isStrings(raw) ? [] : Array.from(raw as Iterable<number | bigint>)
}

export function isStrings(raw: RawAttr['raw']): raw is readonly string[] {
  return Array.isArray(raw)
}

/** Integers beyond 2^53 are given as text: as numbers they would be other integers. */
function toNumberOrText(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
}
