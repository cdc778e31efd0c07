import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { hostName } from './host-name.ts'

/** How `writeAtomically` and `writeFileAtomic` finish. */
export interface AtomicWriteOptions {
  /**
   * Flush file and folder to the disk, so that the file also survives a power cut.
   *
   * @default true
   */
  readonly durable?: boolean
}

let written = 0

/**
 * A name beside `target`, on the same file system, that no other process of any host uses: it carries the host, the
 * process and a number, so that a left-over tells whose it was.
 */
export function temporaryPathBeside(target: string): string {
  written += 1
  const owner = `${hostName().replace(/[^\w.-]/g, '_')}-${process.pid}-${written}`
  // File names end at 255 bytes; the target's own name is shortened before the owner is.
  const name = Buffer.from(basename(target))
    .subarray(0, 120)
    .toString('latin1')
    .replace(/[^\x20-\x7e]/g, '_')
  return join(dirname(target), `.${name}.${owner}.tmp`)
}

/**
 * Lets `write` fill a temporary file beside `target` and renames it: readers see the old file or the new one, never a
 * part. When `write` fails the temporary file is removed and `target` stays as it was.
 */
export async function writeAtomically<T>(
  target: string,
  write: (temporaryPath: string) => T | Promise<T>,
  options: AtomicWriteOptions = {},
): Promise<T> {
  const { durable = true } = options
  const temporaryPath = temporaryPathBeside(target)
  try {
    const result = await write(temporaryPath)
    if (durable) await flush(temporaryPath)
    await rename(temporaryPath, target)
    if (durable) await flush(dirname(target))
    return result
  } catch (error) {
    await rm(temporaryPath, { force: true }).catch(() => {})
    throw error
  }
}

/** Writes a whole file so that readers see the old content or the new, never a part. */
export async function writeFileAtomic(
  target: string,
  content: string | Uint8Array,
  options: AtomicWriteOptions & { readonly mode?: number } = {},
): Promise<void> {
  await writeAtomically(target, (path) => writeNew(path, content, options.mode ?? 0o666), options)
}

async function writeNew(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode)
  try {
    await file.writeFile(content)
  } finally {
    await file.close()
  }
}

/** Some network file systems cannot flush a folder; the rename has happened all the same. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } catch (error) {
    if (!isUnsupported(error)) throw error
  } finally {
    await file.close()
  }
}

function isUnsupported(error: unknown): boolean {
  const codes = ['EINVAL', 'ENOTSUP', 'EISDIR', 'EBADF', 'ENOSYS']
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
