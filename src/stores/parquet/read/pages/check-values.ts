import type { Encoding, ParquetType } from 'hyparquet'
import type { ByteCursor } from './byte-cursor.ts'
import { checkPrefixes, skipDeltas } from './deltas.ts'
import { checkRuns } from './runs.ts'

/** Values as a page holds them. */
export interface StoredValues {
  readonly encoding: Encoding
  readonly type: ParquetType
  readonly count: number
}

/** Checks what the reader would take on trust in `count` values: lengths of runs and of blocks. */
export function checkValues(cursor: ByteCursor, { encoding, type, count }: StoredValues): void {
  if (count === 0) return
  switch (encoding) {
    case 'RLE':
    case 'RLE_DICTIONARY':
    case 'PLAIN_DICTIONARY':
      return type === 'BOOLEAN' ? checkBooleans(cursor, count) : checkIndices(cursor, count)
    case 'DELTA_BINARY_PACKED':
    case 'DELTA_LENGTH_BYTE_ARRAY':
      return skipDeltas(cursor, count)
    case 'DELTA_BYTE_ARRAY':
      return checkPrefixes(cursor, count)
  }
}

function checkBooleans(cursor: ByteCursor, count: number): void {
  cursor.uint32()
  checkRuns(cursor, 1, count)
}

/** Numbers without bits are all zero and need no runs. */
function checkIndices(cursor: ByteCursor, count: number): void {
  const width = cursor.byte()
  if (width > 0 || cursor.at < cursor.end) checkRuns(cursor, width, count)
}
