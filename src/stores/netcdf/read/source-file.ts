import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { StoreError } from '../../../errors/index.ts'
import { readFailure } from '../../store-failure.ts'
import { type H5, type H5File, noteFailure, soundH5 } from '../h5.ts'

/** A file that is opened for each reading and stays the same file between them, or the reading fails. */
export interface SourceFile {
  readonly path: string
  read<T>(action: (file: H5File, h5: H5) => T): T
}

/** Proves that a file is there and is HDF5. */
export function openSource(first: H5, path: string): SourceFile {
  const attempt = <T>(action: (h5: H5) => T): T => {
    const h5 = soundH5(first)
    try {
      return action(h5)
    } catch (error) {
      noteFailure(h5, error)
      throw readFailure(path, error)
    }
  }
  const opened = attempt(() => {
    const stats = statOf(path)
    checkSignature(path)
    return stats
  })
  return {
    path,
    read: (action) =>
      attempt((h5) => {
        checkSame(path, opened)
        const file = new h5.File(path, 'r')
        try {
          return action(file, h5)
        } finally {
          file.close()
          checkSame(path, opened)
        }
      }),
  }
}

function statOf(path: string): Stats {
  const stats = statSync(path)
  if (stats.isDirectory()) throw Object.assign(new Error('It is a folder.'), { code: 'EISDIR' })
  return stats
}

function checkSame(path: string, first: Stats): void {
  const now = statSync(path)
  if (now.ino === first.ino && now.dev === first.dev && now.size === first.size && now.mtimeMs === first.mtimeMs) return
  throw new StoreError(`${path} was replaced or changed since it was opened.\nOpen it again.`, { path })
}

const SIGNATURE = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1')

/** The signature stands at the beginning, or after a block of the user's own of 512, 1024, … bytes. */
function checkSignature(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(8)
    let offset = 0
    for (let next = 512; readSync(descriptor, bytes, 0, 8, offset) === 8; next *= 2) {
      if (bytes.equals(SIGNATURE)) return
      if (offset === 0 && bytes.toString('latin1', 0, 3) === 'CDF') throw oldFormat(path)
      offset = next
    }
  } finally {
    closeSync(descriptor)
  }
  throw new StoreError(`Cannot open ${path}: it is not an HDF5 file.\nCheck that it is the right file.`, { path })
}

function oldFormat(path: string): StoreError {
  return new StoreError(
    `Cannot open ${path}: it is NetCDF-3, and only NetCDF-4 can be read.\nConvert it with \`nccopy -k nc4 ${path} new.nc\`.`,
    { path },
  )
}
