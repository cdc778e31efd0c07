import * as zlib from 'node:zlib'
import type { Compressors } from 'hyparquet'
import { unpackSnappy } from './snappy.ts'

/** What decompresses pages, never to more bytes than the page says; Zstandard comes with Node 22.15. */
export function compressors(): Compressors {
  const { zstdDecompressSync } = zlib as { zstdDecompressSync?: typeof zlib.gunzipSync }
  const limit = (length: number): zlib.ZlibOptions => ({ maxOutputLength: Math.max(1, length) })
  return {
    SNAPPY: unpackSnappy,
    GZIP: (input, length) => zlib.gunzipSync(input, limit(length)),
    BROTLI: (input, length) => zlib.brotliDecompressSync(input, limit(length)),
    ...(zstdDecompressSync === undefined ? {} : { ZSTD: (input, length) => zstdDecompressSync(input, limit(length)) }),
  }
}
