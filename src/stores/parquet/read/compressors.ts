import * as zlib from 'node:zlib'
import type { Compressors } from 'hyparquet'

/** What decompresses pages: snappy is the reader's own, the others are Node's; Zstandard comes with Node 22.15. */
export function compressors(): Compressors {
  const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (input: Uint8Array) => Uint8Array }
  return {
    GZIP: (input) => zlib.gunzipSync(input),
    BROTLI: (input) => zlib.brotliDecompressSync(input),
    ...(zstdDecompressSync === undefined ? {} : { ZSTD: (input) => zstdDecompressSync(input) }),
  }
}
