import { characterOf, misread, type Place } from './place.ts'

/** One value of the command line. */
export type Scalar = number | boolean | string

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const LIKE_A_NUMBER = /^[+-]?\.?\d/
const NUMBERS: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity: Infinity, '-Infinity': -Infinity }
/** Words that mean a value elsewhere and none here; what they could mean. */
const UNCLEAR = /^([+-]?(inf|infinity|nan)|null|none|undefined|yes|no|on|off)$/i
const KEYWORDS = /^(true|false)$/i
/** Texts that stand for themselves whatever surrounds them. */
const PLAIN = /^[A-Za-z_][\w/@+-]*(\.[\w/@+-]+)*$/

/** A number as people write it, `undefined` where the text is none. */
export function readNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : NUMBERS[text]
}

/** Reads one value: a number, `true` or `false`, a text in quotes, or a bare word. Refuses what could be meant in two ways. */
export function parseScalar(text: string, place: Place): Scalar {
  if (/^['"]/.test(text)) return unquote(text, place)
  if (text === 'true' || text === 'false') return text === 'true'
  const number = readNumber(text)
  if (number !== undefined) {
    refuseLeadingZero(text, place)
    return exact(number, text, place)
  }
  const quoted = `To give it as text, quote it inside the shell's quotes: '${JSON.stringify(text)}'.`
  if (LIKE_A_NUMBER.test(text))
    throw misread(place, `\`${text}\` at ${characterOf(place)} begins like a number and is none`, quoted)
  if (UNCLEAR.test(text) || KEYWORDS.test(text))
    throw misread(
      place,
      `\`${text}\` at ${characterOf(place)} is no value here`,
      `Numbers are written \`Infinity\`, \`-Infinity\` and \`NaN\`, booleans \`true\` and \`false\`. ${quoted}`,
    )
  return text
}

/** `007` may be a code whose zeros count, or the number 7. */
export function refuseLeadingZero(text: string, place: Place): void {
  const number = text.replace(/^([+-]?)0+(?=\d)/, '$1')
  if (number === text) return
  throw misread(
    place,
    `\`${text}\` at ${characterOf(place)} has leading zeros, which a number loses`,
    `Write \`${number}\` for the number; to give it as text, quote it inside the shell's quotes: '"${text}"'.`,
  )
}

/** Writes a value so that `parseScalar` reads the same one. */
export function renderScalar(value: Scalar): string {
  if (typeof value === 'number') return renderNumber(value)
  if (typeof value === 'boolean') return String(value)
  const isPlain = PLAIN.test(value) && !UNCLEAR.test(value) && !KEYWORDS.test(value) && NUMBERS[value] === undefined
  return isPlain ? value : JSON.stringify(value)
}

/** Whole numbers beyond the safe ones with an exponent: as digits they would be refused. */
function renderNumber(value: number): string {
  if (Object.is(value, -0)) return '-0'
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value)
}

function exact(number: number, text: string, place: Place): number {
  const isWhole = /^[+-]?\d+$/.test(text)
  if ((Number.isFinite(number) || text in NUMBERS) && (!isWhole || Number.isSafeInteger(number))) return number
  throw misread(
    place,
    `\`${text}\` at ${characterOf(place)} is more than a number can hold exactly`,
    `To give it as text, quote it inside the shell's quotes: '"${text}"'.`,
  )
}

function unquote(text: string, place: Place): string {
  const quote = text[0] ?? ''
  const isClosed = text.length > 1 && text.endsWith(quote)
  if (isClosed && quote === "'") return text.slice(1, -1)
  try {
    if (isClosed) return JSON.parse(text.replaceAll('\t', '\\t').replaceAll('\n', '\\n')) as string
  } catch {
    // Told below.
  }
  throw misread(
    place,
    `the text that begins at ${characterOf(place)} ${isClosed ? 'is no JSON text' : 'has no closing quote'}`,
    'In double quotes a backslash begins an escape, as in JSON; single quotes take everything as it is.',
  )
}
