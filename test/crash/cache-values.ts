import { sha256Hex } from '../../src/host/index.ts'

export function crashKey(n: number): string {
  return sha256Hex(`call ${n}`)
}

/** A result of its number, from some bytes to some thousand. */
export function crashValue(n: number): unknown {
  return { n, y: new Float64Array((n * 37) % 500).fill(n), text: String(n).repeat(n % 7) }
}
