import type { DType, Variable } from '../../dataset/index.ts'
import { parseList } from '../values/list.ts'
import { characterOf, misread, onward, type Place } from '../values/place.ts'
import { readNumber } from '../values/scalar.ts'

type Value = number | string | boolean | Date

/**
 * Reads what to select along a coordinate: `16,32`, `1.5..2.5` with both ends, `~2.269` for the nearest. The kind of the
 * coordinate says how values are read, so texts need no quotes.
 */
export function parseSelector(text: string, coord: Pick<Variable, 'dtype'>, place: Place): unknown {
  if (text.startsWith('~')) return { nearest: readValue(text.slice(1), coord.dtype, onward(place, 1)) }
  const interval = coord.dtype === 'string' ? null : /^(?<from>.*?)\.\.(?<to>.*)$/.exec(text)
  if (interval?.groups !== undefined) {
    const { from = '', to = '' } = interval.groups
    return {
      ...(from === '' ? {} : { from: readValue(from, coord.dtype, place) }),
      ...(to === '' ? {} : { to: readValue(to, coord.dtype, onward(place, from.length + 2)) }),
    }
  }
  const values = itemsOf(text, coord.dtype, place)
  return values.length === 1 ? values[0] : values
}

function itemsOf(text: string, dtype: DType, place: Place): readonly Value[] {
  if (dtype === 'string') return /["']/.test(text) ? parseList(text, place).map(String) : text.split(',')
  let at = 0
  return text.split(',').map((item) => {
    const value = readValue(item.trim(), dtype, onward(place, at))
    at += item.length + 1
    return value
  })
}

function readValue(text: string, dtype: DType, place: Place): Value {
  if (dtype === 'string') return text
  if (dtype === 'bool' && (text === 'true' || text === 'false')) return text === 'true'
  if (dtype === 'datetime') {
    const date = new Date(/^\d{4}-\d\d-\d\d[T ]\d/.test(text) && !/(Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text}Z` : text)
    if (!Number.isNaN(date.getTime())) return date
    throw misread(
      place,
      `\`${text}\` at ${characterOf(place)} is no date`,
      'Write it as `2026-11-21` or `2026-11-21T09:30` (UTC).',
    )
  }
  const number = readNumber(text)
  if (dtype !== 'bool' && number !== undefined) return number
  const kind = dtype === 'bool' ? 'boolean (true or false)' : 'number'
  throw misread(
    place,
    `\`${text}\` at ${characterOf(place)} is no ${kind}, as the values of this coordinate are`,
    'Values are written `16,32`, intervals `1.5..2.5`, the nearest value `~2.269`.',
  )
}
