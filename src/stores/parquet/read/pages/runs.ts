import type { ByteCursor } from './byte-cursor.ts'
import { Damage } from './damage.ts'

/** Values that a packed run may hold beyond those that are wanted: writers fill up the last one. */
const MAX_FILL = 504

/** Checks runs of `count` small numbers of `width` bits: the reader takes each run's length on trust. */
export function checkRuns(cursor: ByteCursor, width: number, count: number): void {
  forEachRun(cursor, { width, count }, () => undefined)
}

/** Checks runs of `count` bits and counts those that are set. */
export function countSet(cursor: ByteCursor, count: number): number {
  let set = 0
  forEachRun(cursor, { width: 1, count }, ({ isPacked, from, values }) => {
    const { bytes } = cursor
    if (!isPacked) set += bytes[from] === 1 ? values : 0
    else for (let i = 0; i < values; i++) set += ((bytes[from + (i >> 3)] as number) >> (i & 7)) & 1
  })
  return set
}

interface Run {
  readonly isPacked: boolean
  /** Where its values begin. */
  readonly from: number
  readonly values: number
}

interface RunShape {
  readonly width: number
  readonly count: number
}

function forEachRun(cursor: ByteCursor, { width, count }: RunShape, visit: (run: Run) => void): void {
  if (width > 32) throw new Damage(`numbers of ${width} bits are in a page`)
  let left = count
  while (left > 0) {
    const header = cursor.varint()
    const isPacked = (header & 1) === 1
    const length = Math.floor(header / 2)
    const values = isPacked ? length * 8 : length
    if (length === 0 || values > left + (isPacked ? MAX_FILL : 0)) throw new Damage('a run has a wrong length')
    const from = cursor.skip(isPacked ? length * width : Math.ceil(width / 8))
    visit({ isPacked, from, values: Math.min(values, left) })
    left -= values
  }
}
