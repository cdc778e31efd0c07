/** Where the fields of a CSV text lie in its bytes, record after record. */
export interface Fields {
  readonly bytes: Buffer
  /** Number of fields in the first record, and so in every one. */
  readonly width: number
  /** Number of records, the first one included. */
  readonly records: number
  /** First byte of each field; that is the quote of a quoted one. */
  readonly starts: Uint32Array
  /** The byte after each field. */
  readonly ends: Uint32Array
  /** False where every field that is not empty is quoted: quotes then say nothing about kinds. */
  readonly hasBare: boolean
}

/** What is wrong with a CSV text, and at which byte. */
export class CsvFault extends Error {
  readonly at: number
  readonly remedy: string

  constructor(message: string, { at, remedy }: { readonly at: number; readonly remedy: string }) {
    super(message)
    this.at = at
    this.remedy = remedy
  }
}

const QUOTE = 0x22
const CR = 0x0d
const LF = 0x0a

/**
 * Finds the fields of a CSV text (RFC 4180) in one pass: quoted fields may hold delimiters, line ends and doubled quotes; lines
 * end with LF, CRLF or CR. Empty lines are passed over, except in a table of one column, where they are missing values.
 */
export function tokenize(bytes: Buffer, delimiter: number): Fields {
  const found = new FieldList(bytes.length)
  const end = bytes.length
  let at = hasMark(bytes) ? 3 : 0
  let width = 0
  let inRecord = 0
  let records = 0
  let hasBare = false
  while (at < end) {
    const start = at
    if (bytes[at] === QUOTE) at = endOfQuoted(bytes, at, delimiter)
    else {
      at = endOfBare(bytes, at, delimiter)
      hasBare ||= at > start
    }
    const isLast = at >= end || bytes[at] !== delimiter
    const isBlank = isLast && inRecord === 0 && at === start
    if (!(isBlank && width !== 1)) {
      found.push(start, at)
      inRecord++
    }
    if (!isLast) {
      at++
      if (at < end) continue
      found.push(end, end)
      inRecord++
    }
    if (inRecord > 0) {
      if (width === 0) width = inRecord
      else if (inRecord !== width) throw ragged(inRecord, width, start)
      records++
      inRecord = 0
    }
    if (bytes[at] === CR && bytes[at + 1] === LF) at++
    at++
  }
  return { bytes, width, records, ...found.trimmed(), hasBare }
}

/** Number of the line that holds a byte, from 1. */
export function lineOf(bytes: Buffer, at: number): number {
  let line = 1
  for (let i = 0; i < at && i < bytes.length; i++) {
    if (bytes[i] === LF || (bytes[i] === CR && bytes[i + 1] !== LF)) line++
  }
  return line
}

/** The byte order mark that some programs put before UTF-8. */
function hasMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

function endOfBare(bytes: Buffer, from: number, delimiter: number): number {
  let at = from
  for (; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === delimiter || byte === LF || byte === CR) break
    if (byte === QUOTE) {
      throw new CsvFault('has a quote inside a field that does not begin with one', {
        at,
        remedy: 'Put the whole field into quotes and write each quote in it twice.',
      })
    }
  }
  return at
}

function endOfQuoted(bytes: Buffer, from: number, delimiter: number): number {
  let at = from + 1
  for (;;) {
    const quote = bytes.indexOf(QUOTE, at)
    if (quote < 0) {
      throw new CsvFault('opens a quote that is never closed', {
        at: from,
        remedy: 'Close it, and write a quote inside a quoted field twice.',
      })
    }
    at = quote + 1
    const next = bytes[at]
    if (next === QUOTE) at++
    else if (next === undefined || next === delimiter || next === LF || next === CR) return at
    else {
      throw new CsvFault('has text after a closing quote', {
        at,
        remedy: 'Write a quote inside a quoted field twice.',
      })
    }
  }
}

function ragged(got: number, width: number, at: number): CsvFault {
  const fields = (count: number): string => `${count} field${count === 1 ? '' : 's'}`
  return new CsvFault(`has ${fields(got)}, the first one has ${width}`, {
    at,
    remedy: 'Put fields that hold the delimiter into quotes, or give the right `delimiter`.',
  })
}

/** Pairs of offsets that grow. */
class FieldList {
  #starts: Uint32Array
  #ends: Uint32Array
  #length = 0

  constructor(bytes: number) {
    const room = Math.max(16, Math.ceil(bytes / 8))
    this.#starts = new Uint32Array(room)
    this.#ends = new Uint32Array(room)
  }

  push(start: number, end: number): void {
    if (this.#length === this.#starts.length) {
      this.#starts = doubled(this.#starts)
      this.#ends = doubled(this.#ends)
    }
    this.#starts[this.#length] = start
    this.#ends[this.#length++] = end
  }

  trimmed(): { readonly starts: Uint32Array; readonly ends: Uint32Array } {
    return { starts: this.#starts.subarray(0, this.#length), ends: this.#ends.subarray(0, this.#length) }
  }
}

function doubled(list: Uint32Array): Uint32Array {
  const next = new Uint32Array(list.length * 2)
  next.set(list)
  return next
}
