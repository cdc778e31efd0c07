const powersOfTen = Float64Array.from({ length: 23 }, (_, i) => 10 ** i)
const MINUS = 0x2d
const PLUS = 0x2b
const POINT = 0x2e
const ZERO = 0x30
/** `e`; an `E` differs from it by this bit alone. */
const EXPONENT = 0x65
const LOWER = 0x20

/**
 * The number that some bytes are, exactly as `Number` reads it; `undefined` for what is none. Decimals of up to 15 digits are
 * computed without making a text: both parts are exact, so their quotient is rounded once.
 */
export function parseNumber(bytes: Buffer, start: number, end: number): number | undefined {
  const isNegative = bytes[start] === MINUS
  let mantissa = 0
  let digits = 0
  let point = -1
  for (let at = isNegative ? start + 1 : start; at < end; at++) {
    const digit = (bytes[at] as number) - ZERO
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit
      digits++
    } else if (digit === POINT - ZERO && point < 0) point = at
    else return parseSlowly(bytes, start, end)
  }
  if (digits === 0 || digits > 15) return parseSlowly(bytes, start, end)
  const value = point < 0 ? mantissa : mantissa / (powersOfTen[end - point - 1] as number)
  return isNegative ? -value : value
}

/** True for bytes that `parseNumber` takes for a number. */
export function isNumber(bytes: Buffer, start: number, end: number): boolean {
  return isDecimal(bytes, start, end) || wordValue(bytes, start, end) !== undefined
}

function parseSlowly(bytes: Buffer, start: number, end: number): number | undefined {
  return isDecimal(bytes, start, end) ? Number(bytes.toString('latin1', start, end)) : wordValue(bytes, start, end)
}

/** A sign, digits with a point, an exponent. */
function isDecimal(bytes: Buffer, start: number, end: number): boolean {
  let at = afterSign(bytes, start)
  let digits = 0
  let points = 0
  for (; at < end; at++) {
    const byte = bytes[at] as number
    if (byte >= ZERO && byte <= ZERO + 9) digits++
    else if (byte === POINT && points === 0) points = 1
    else break
  }
  if (digits === 0) return false
  if (at === end) return true
  if (((bytes[at] as number) | LOWER) !== EXPONENT) return false
  at = afterSign(bytes, at + 1)
  if (at >= end) return false
  for (; at < end; at++) {
    const byte = bytes[at] as number
    if (byte < ZERO || byte > ZERO + 9) return false
  }
  return true
}

function afterSign(bytes: Buffer, at: number): number {
  return bytes[at] === MINUS || bytes[at] === PLUS ? at + 1 : at
}

const words: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
}

function wordValue(bytes: Buffer, start: number, end: number): number | undefined {
  const first = afterSign(bytes, start)
  if (end - first !== 3 && end - first !== 8) return undefined
  const word = bytes.toString('latin1', first, end).toLowerCase()
  const value = Object.hasOwn(words, word) ? words[word] : undefined
  return value !== undefined && bytes[start] === MINUS ? -value : value
}
