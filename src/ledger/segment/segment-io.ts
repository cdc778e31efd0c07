import { open } from 'node:fs/promises'

/** The files that a writer touches. Tests stand between it and the disk. */
export interface SegmentIo {
  /** Creates a file that nobody else has: fails where the name exists. */
  createFile(path: string): Promise<SegmentHandle>
  /** Makes the names in a folder durable, where the file system can. */
  syncFolder(path: string): Promise<void>
}

export interface SegmentHandle {
  /** Writes all parts at `position` and gives back how many bytes it wrote. */
  write(parts: readonly Uint8Array[], position: number): Promise<number>
  /** Makes contents and length durable. */
  sync(): Promise<void>
  close(): Promise<void>
}

export const diskIo: SegmentIo = {
  async createFile(path) {
    const file = await open(path, 'wx')
    return {
      write: async (parts, position) => (await file.writev(parts as Uint8Array[], position)).bytesWritten,
      sync: () => file.datasync(),
      close: () => file.close(),
    }
  },
  async syncFolder(path) {
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } catch (error) {
      if (!UNSUPPORTED.has(codeOf(error))) throw error
    } finally {
      await folder.close()
    }
  },
}

/** Some network file systems cannot flush a folder. */
const UNSUPPORTED: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'EBADF', 'ENOSYS'])

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
