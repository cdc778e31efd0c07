import { randomBytes } from 'node:crypto'
import { hostName } from '../../host/index.ts'

const ENDING = '.seg'

/** A new name for a segment: host, process and 128 random bits. One for each time a segment is opened for writing. */
export function createSegmentId(): string {
  const host = hostName()
    .replaceAll(/[^A-Za-z0-9-]/g, '-')
    .slice(0, 64)
  return `${host}-${process.pid}-${randomBytes(16).toString('hex')}`
}

export function segmentFileName(segmentId: string): string {
  return segmentId + ENDING
}

/** The segment that a file holds by its name; `undefined` for other files. */
export function segmentIdOf(fileName: string): string | undefined {
  return /^[A-Za-z0-9-]{1,200}\.seg$/.test(fileName) ? fileName.slice(0, -ENDING.length) : undefined
}
