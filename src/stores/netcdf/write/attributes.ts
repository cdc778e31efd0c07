import type { Attrs } from '../../../dataset/index.ts'
import type { H5File } from '../h5.ts'
import { checkName } from '../netcdf-name.ts'
import { encodingAttrs, hiddenAttrs, hiddenFileAttrs } from '../reserved.ts'
import { wellFormed } from './stream/string-stream.ts'

/** Longer texts are stored beside the attribute, which HDF5 limits to 64 kB. */
const LONGEST_INLINE = 16_384
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the definition of ASCII
const ASCII = /^[\u0001-\u007F]+$/

/** What takes attributes: a variable or the whole file. */
type Owner = Pick<H5File, 'create_attribute'>

/** Throws `TypeError` for attributes that cannot be stored or that the format keeps for itself. */
export function checkAttrs(what: string, attrs: Attrs, isFile: boolean): void {
  for (const [name, value] of Object.entries(attrs)) {
    checkName(`Attribute of ${what}`, name)
    if (isFile ? hiddenFileAttrs.has(name) : hiddenAttrs.has(name) || encodingAttrs.has(name)) {
      throw new TypeError(`Attribute \`${name}\` of ${what} is set by the file format itself: give it another name.`)
    }
    if (!isStorable(value)) {
      throw new TypeError(
        `Expected attribute \`${name}\` of ${what} to be a string, number, boolean, or a list of strings or numbers, got ${String(value)} (${typeof value}).`,
      )
    }
  }
}

function isStorable(value: unknown): boolean {
  if (ArrayBuffer.isView(value)) return !(value instanceof DataView)
  if (!Array.isArray(value)) return ['string', 'number', 'boolean', 'bigint'].includes(typeof value)
  return value.every((item) => typeof item === 'string') || value.every((item) => typeof item === 'number')
}

export function writeAttrs(owner: Owner, attrs: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(attrs)) writeAttr(owner, name, value)
}

/** Writes one attribute: booleans as 0 or 1, whole numbers as integers, ASCII as the characters that every reader knows. */
function writeAttr(owner: Owner, name: string, value: unknown): void {
  if (typeof value === 'string') writeText(owner, name, value)
  else if (typeof value === 'boolean') owner.create_attribute(name, Int8Array.of(value ? 1 : 0), [], '<b')
  else if (typeof value === 'number' || typeof value === 'bigint')
    writeNumbers(owner, name, { list: [value], shape: [] })
  else if (Array.isArray(value) && typeof value[0] === 'string') {
    owner.create_attribute(name, value.map(clean), [value.length], 'S')
  } else {
    const list = Array.from(value as Iterable<number | bigint>)
    writeNumbers(owner, name, { list, shape: [list.length] })
  }
}

function writeText(owner: Owner, name: string, text: string): void {
  if (text.length <= LONGEST_INLINE && ASCII.test(text)) owner.create_attribute(name, text, [], `A${text.length}`)
  else owner.create_attribute(name, clean(text), [], 'S')
}

/** Strings end at a zero character in HDF5. */
function clean(text: string): string {
  return wellFormed(text.replaceAll('\0', '\uFFFD'))
}

function writeNumbers(
  owner: Owner,
  name: string,
  { list, shape }: { readonly list: readonly (number | bigint)[]; readonly shape: number[] },
): void {
  const numbers = list.map(Number)
  if (numbers.every((value) => Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0))) {
    owner.create_attribute(name, Int32Array.from(numbers), shape, '<i')
  } else if (
    list.every((value) => typeof value === 'bigint' || (Number.isSafeInteger(value) && !Object.is(value, -0)))
  ) {
    owner.create_attribute(name, BigInt64Array.from(list, BigInt), shape, '<q')
  } else owner.create_attribute(name, Float64Array.from(numbers), shape, '<d')
}
