import { hash } from 'node:crypto'

/** SHA-256 of bytes or of a text in UTF-8: 32 bytes in a buffer of their own. */
export function sha256(content: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hash('sha256', content, 'buffer'))
}

/** SHA-256 as 64 hexadecimal digits. */
export function sha256Hex(content: Uint8Array | string): string {
  return hash('sha256', content, 'hex')
}
