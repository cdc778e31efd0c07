import { dirname } from 'node:path'
import { isSweepError, StoreError } from '../errors/index.ts'

/** Says why a file cannot be written and what to do. An error that says so already is returned as it is. */
export function writeFailure(path: string, error: unknown): Error {
  if (isSweepError(error) || error instanceof TypeError) return error
  const [reason, remedy] = whyNotWritten(path, error)
  return new StoreError(`Cannot write ${path}: ${reason}.\n${remedy}`, { path }, { cause: error })
}

/** Says why a file cannot be read and what to do. */
export function readFailure(path: string, error: unknown): Error {
  if (isSweepError(error)) return error
  const [reason, remedy] = whyNotRead(error)
  return new StoreError(`Cannot open ${path}: ${reason}.\n${remedy}`, { path }, { cause: error })
}

function whyNotWritten(path: string, error: unknown): readonly [string, string] {
  const folder = dirname(path)
  switch (codeOf(error)) {
    case 'ENOENT':
      return [`the folder ${folder} does not exist`, 'Create the folder first, or give another path.']
    case 'ENOTDIR':
      return [`${folder} is not a folder`, 'Give another path.']
    case 'EISDIR':
      return ['it is a folder', 'Give the path of a file.']
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return [`there is no permission to write in ${folder}`, 'Change the permissions, or give another path.']
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return ['the disk is full or a size limit is reached', 'Make room, or give a path on another disk.']
    case 'ENAMETOOLONG':
      return ['the name is too long', 'Give a shorter one.']
  }
  return [reasonOf(error), 'Check the disk, or give another path.']
}

function whyNotRead(error: unknown): readonly [string, string] {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return ['there is no such file', `Check the path; relative ones begin at ${process.cwd()}.`]
    case 'EISDIR':
      return ['it is a folder', 'Give the path of a file.']
    case 'EACCES':
    case 'EPERM':
      return ['there is no permission to read it', 'Change the permissions.']
    case 'TRUNCATED':
      return ['its end is missing', 'It was cut off while it was written or copied: copy or compute it again.']
  }
  return [reasonOf(error), 'It may be damaged: copy or compute it again.']
}

/** The system's code; HDF5 says it in words only. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  if (/No space left on device/i.test(error.message)) return 'ENOSPC'
  if (/File too large/i.test(error.message)) return 'EFBIG'
  if (/Disk quota exceeded|Quota exceeded/i.test(error.message)) return 'EDQUOT'
  if (/Permission denied/i.test(error.message)) return 'EACCES'
  if (/truncated file|eof = \d+, sblock/i.test(error.message)) return 'TRUNCATED'
  return undefined
}

/** The innermost reason of an HDF5 error stack, else the message's first line. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  if (/^Aborted|^memory access|^unreachable/.test(message)) return 'the HDF5 library stopped at damaged data'
  const reasons = [...message.matchAll(/ in \w+\(\): (.+)$/gm)]
  return (reasons.at(-1)?.[1] ?? message.split('\n', 1)[0] ?? '').trim().replace(/\.$/, '')
}
