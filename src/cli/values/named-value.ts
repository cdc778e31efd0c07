import { UsageError } from '../usage-error.ts'
import { readJsonFile } from './json-file.ts'
import { parseJson, parseList } from './list.ts'
import { misread, type Place } from './place.ts'
import type { Scalar } from './scalar.ts'

/** `NAME=TEXT` of an option that may be repeated, each name once. */
export function parseNamed<Value>(
  option: string,
  texts: readonly string[],
  parse: (text: string, place: Place) => Value,
): Record<string, Value> {
  const named = new Map<string, Value>()
  for (const text of texts) {
    const at = text.indexOf('=')
    const name = text.slice(0, at)
    if (at < 1) {
      throw new UsageError(
        `${option} ${text}: has no ${at < 0 ? 'value' : 'name'}.\nWrite a name and its value: \`${option} J=1.5\`.`,
      )
    }
    if (named.has(name)) throw new UsageError(`${option} ${name} is given twice; give it once.`)
    named.set(name, parse(text.slice(at + 1), { argument: `${option} ${text}`, at: at + 1 }))
  }
  return Object.fromEntries(named)
}

/** Reads one value of any kind: a number, boolean or text, JSON in brackets or braces, or `@file.json`. */
export function parseConstant(text: string, place: Place): unknown {
  if (text.startsWith('@')) return readJsonFile(text.slice(1), place.argument)
  if (/^\s*[[{]/.test(text)) return parseJson(text, place)
  const values = parseList(text, place)
  if (values.length === 1) return values[0]
  throw misread(
    place,
    `this is a list of ${values.length} values, and a constant is one value`,
    'For a value at each point write `-a`; for one list `["a", "b"]`; for a text with commas quote it: \'"a,b"\'.',
  )
}

/** Reads an attribute: a value, or a list of values of one kind. */
export function parseAttr(text: string, place: Place): Scalar | string[] | number[] {
  const values = parseList(text, place)
  return values.length === 1 ? (values[0] ?? '') : (values as string[] | number[])
}
