import { characterOf, misread, onward, type Place } from './place.ts'
import { parseScalar, type Scalar } from './scalar.ts'

/** Reads `16,32` or `wolff,"a, b"`: values of one kind between commas. */
export function parseList(text: string, place: Place): readonly Scalar[] {
  const items = splitItems(text, place)
  const values = items.map((item) => parseScalar(item.text, item.place))
  const [first] = values
  values.forEach((value, i) => {
    const item = items[i]
    if (typeof value === typeof first || item === undefined) return
    throw misread(
      place,
      `\`${item.text}\` at ${characterOf(item.place)} is ${KINDS[typeof value]} in a list of ${KINDS[typeof first]}`,
      `Give values of one kind, or all as texts in quotes: '${items.map((each) => JSON.stringify(each.text)).join(',')}'.`,
    )
  })
  return values
}

/** Reads a list or object in JSON. */
export function parseJson(text: string, place: Place): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const [reason = ''] = error instanceof Error ? error.message.split('\n') : []
    throw misread(place, `what begins at ${characterOf(place)} is no JSON (${reason})`, 'Write it as `["x,y", "z"]`.')
  }
}

const KINDS: Readonly<Record<string, string>> = { number: 'a number', boolean: 'a boolean', string: 'text' }

interface ListItem {
  readonly text: string
  readonly place: Place
}

/** A piece in quotes up to its comma, or whatever stands before the next comma. */
const ITEM = /\s*(?:"(?:[^"\\]|\\.)*"|'[^']*')\s*(?=,|$)|[^,]*/sy

/** The pieces between commas outside quotes, without the spaces around them. */
function splitItems(text: string, place: Place): ListItem[] {
  const items: ListItem[] = []
  for (let begin = 0; begin <= text.length; begin = ITEM.lastIndex + 1) {
    ITEM.lastIndex = begin
    items.push(itemOf(ITEM.exec(text)?.[0] ?? '', onward(place, begin)))
  }
  return items
}

function itemOf(text: string, place: Place): ListItem {
  const trimmed = text.trim()
  const start = onward(place, text.length - text.trimStart().length)
  if (trimmed === '') {
    throw misread(
      place,
      `there is no value at ${characterOf(place)}`,
      'Values stand between commas: `16,32`. For an empty text write \'""\'.',
    )
  }
  return { text: trimmed, place: start }
}
