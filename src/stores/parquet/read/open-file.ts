import { type FileHandle, open } from 'node:fs/promises'
import type { AsyncBuffer } from 'hyparquet'

/** A file as the reader wants it. It stays open until `close`, so that a file that replaces it is never mixed in. */
export interface OpenFile extends AsyncBuffer {
  close(): Promise<void>
}

/** Opens a file for reading parts of it. */
export async function openFile(path: string): Promise<OpenFile> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    return {
      byteLength: size,
      slice: (start, end = size) => readPart(handle, start, end),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function readPart(handle: FileHandle, start: number, end: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(Math.max(0, end - start))
  let at = 0
  while (at < bytes.length) {
    const { bytesRead } = await handle.read(bytes, at, bytes.length - at, start + at)
    if (bytesRead === 0) throw Object.assign(new Error('The file became shorter.'), { code: 'TRUNCATED' })
    at += bytesRead
  }
  return bytes.buffer
}
