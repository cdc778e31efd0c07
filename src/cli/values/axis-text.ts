import { geomspace, linspace, range } from '../../space/index.ts'
import { UsageError } from '../usage-error.ts'
import { parseJson, parseList } from './list.ts'
import { characterOf, misread, onward, type Place } from './place.ts'
import { readNumber, refuseLeadingZero, renderScalar, type Scalar } from './scalar.ts'

/** The values of an axis as they are written on the command line. */
export type AxisText =
  | { readonly kind: 'list'; readonly values: readonly unknown[] }
  /** `1.5:3.5:21`: so many numbers, both ends included, evenly spaced. */
  | { readonly kind: 'linear'; readonly from: number; readonly to: number; readonly count: number }
  /** `log:1e-3:1e3:7`: so many numbers, both ends included, each the same multiple of the one before. */
  | { readonly kind: 'log'; readonly from: number; readonly to: number; readonly count: number }
  /** `0..7`, `0..100/10`: whole numbers, both ends included. */
  | { readonly kind: 'whole'; readonly from: number; readonly to: number; readonly step: number }

const LOG = 'log:'
const BEGINS_LIKE_A_NUMBER = /^[+-]?(\.?\d|infinity|nan)/i
const WHOLE_RANGE = /^(?<from>[^.].*?)\.\.(?<to>[^/]*)(?:\/(?<step>.*))?$/

/** Reads the values of an axis. Refuses what could be meant in two ways, with the character and what to write. */
export function parseAxisText(text: string, place: Place): AxisText {
  if (text.trim().startsWith('[')) return jsonList(text, place)
  if (text.startsWith(LOG)) return spaced('log', text.slice(LOG.length), onward(place, LOG.length))
  if (BEGINS_LIKE_A_NUMBER.test(text) && !text.includes(',')) {
    if (text.includes(':')) return spaced('linear', text, place)
    const whole = WHOLE_RANGE.exec(text)
    if (whole !== null) return wholeRange(whole.groups as unknown as WholeParts, place)
  }
  return { kind: 'list', values: parseList(text, place) }
}

/** Writes an axis so that `parseAxisText` reads the same one. */
export function renderAxisText(axis: AxisText): string {
  switch (axis.kind) {
    case 'linear':
      return `${renderScalar(axis.from)}:${renderScalar(axis.to)}:${axis.count}`
    case 'log':
      return `${LOG}${renderScalar(axis.from)}:${renderScalar(axis.to)}:${axis.count}`
    case 'whole':
      return `${axis.from}..${axis.to}${Math.abs(axis.step) === 1 ? '' : `/${axis.step}`}`
    case 'list': {
      const isPlain = axis.values.every((value) => ['number', 'boolean', 'string'].includes(typeof value))
      const kinds = new Set(axis.values.map((value) => typeof value))
      return isPlain && kinds.size === 1
        ? axis.values.map((value) => renderScalar(value as Scalar)).join(',')
        : JSON.stringify(axis.values)
    }
  }
}

/** The values themselves; numbers that follow a rule take no memory however many they are. */
export function valuesOf(axis: AxisText): Iterable<unknown> {
  switch (axis.kind) {
    case 'list':
      return axis.values
    case 'linear':
      return linspace(axis.from, axis.to, axis.count)
    case 'log':
      return geomspace(axis.from, axis.to, axis.count)
    case 'whole':
      return range(axis.from, axis.to + Math.sign(axis.step), axis.step)
  }
}

function jsonList(text: string, place: Place): AxisText {
  const values = parseJson(text, place)
  if (Array.isArray(values) && values.length > 0) return { kind: 'list', values }
  throw misread(place, 'the list in JSON is empty', 'Give it a value, or leave the axis out.')
}

function spaced(kind: 'linear' | 'log', text: string, place: Place): AxisText {
  const parts = text.split(':')
  const [from = '', to = '', count = ''] = parts
  const word = kind === 'log' ? LOG : ''
  if (parts.length !== 3) {
    const remedy = `Write from, to and how many: \`${word}1:2:11\` is 11 numbers from 1 to 2, both included. Whole numbers are \`1..2\`.`
    throw misread(place, `\`${word}${text}\` has ${parts.length} parts, and a range has three`, remedy)
  }
  const axis = {
    kind,
    from: numberOf(from, place),
    to: numberOf(to, onward(place, from.length + 1)),
    count: countOf(count, onward(place, from.length + to.length + 2)),
  }
  if (kind === 'log' && (axis.from === 0 || Math.sign(axis.from) !== Math.sign(axis.to))) {
    throw misread(
      place,
      `a \`log\` range from ${axis.from} to ${axis.to} would pass zero`,
      'Both ends have the same sign and neither is 0; `-1:1:21` is evenly spaced.',
    )
  }
  return axis
}

interface WholeParts {
  readonly from: string
  readonly to: string
  readonly step: string | undefined
}

function wholeRange({ from, to, step }: WholeParts, place: Place): AxisText {
  const [low, high] = [wholeOf(from, place), wholeOf(to, onward(place, from.length + 2))]
  const down = high < low
  if (step === undefined) return { kind: 'whole', from: low, to: high, step: down ? -1 : 1 }
  const by = wholeOf(step, onward(place, from.length + to.length + 3))
  if (by !== 0 && by < 0 === down) return { kind: 'whole', from: low, to: high, step: by }
  throw misread(
    place,
    `steps of ${by} do not lead from ${low} to ${high}`,
    `Write \`${low}..${high}/${down ? -Math.abs(by || 1) : Math.abs(by || 1)}\`.`,
  )
}

function numberOf(text: string, place: Place): number {
  refuseLeadingZero(text.trim(), place)
  const number = readNumber(text.trim())
  if (number !== undefined && Number.isFinite(number)) return number
  throw misread(
    place,
    `\`${text}\` at ${characterOf(place)} is no finite number`,
    'A range is written `from:to:count`, as in `1.5:3.5:21`.',
  )
}

function countOf(text: string, place: Place): number {
  const count = readNumber(text.trim())
  if (count !== undefined && Number.isSafeInteger(count) && count >= 1) return count
  throw misread(
    place,
    `\`${text}\` at ${characterOf(place)} is no number of values`,
    'The third part says how many values there are, from 1 up: `1.5:3.5:21`.',
  )
}

function wholeOf(text: string, place: Place): number {
  refuseLeadingZero(text.trim(), place)
  const number = readNumber(text.trim())
  if (number !== undefined && Number.isSafeInteger(number)) return number
  throw misread(
    place,
    `\`${text}\` at ${characterOf(place)} is no whole number`,
    'A range with `..` has whole numbers: `0..7`. With fractions say how many values there are: `0.5:2:4`.',
  )
}

/** The axes of all `-a` options, in their order. */
export function parseAxes(texts: readonly string[]): Record<string, AxisText> {
  const axes = new Map<string, AxisText>()
  for (const text of texts) {
    const at = text.indexOf('=')
    const name = text.slice(0, at)
    if (at < 1) {
      throw new UsageError(
        `-a ${text}: ${at < 0 ? 'has no values' : 'has no name'}.\nWrite the name of a parameter and its values: \`-a T=1.5:3.5:21\`.`,
      )
    }
    if (axes.has(name)) {
      throw new UsageError(`-a ${name} is given twice.\nPut all its values into one list: \`-a ${name}=1,2,3\`.`)
    }
    axes.set(name, parseAxisText(text.slice(at + 1), { argument: `-a ${text}`, at: at + 1 }))
  }
  return Object.fromEntries(axes)
}
