import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'

/** Tasks whose time and memory are known. */

/** Holds so many megabytes, each page of them, while it runs. */
export function holdMegabytes({ megabytes }: { megabytes: number }): { held: number } {
  const memory = Buffer.alloc(megabytes * 1e6, 1)
  return { held: memory.at(-1) ?? 0 }
}

/** Lets a child process hold megabytes until the gate's file is there; `ready` appears when it has them. */
export function childHolds({ megabytes, gate, ready }: { megabytes: number; gate: string; ready: string }): number {
  const code = `const memory = Buffer.alloc(${megabytes} * 1e6, 1)
    const { existsSync, writeFileSync } = require('node:fs')
    const wait = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
    writeFileSync(${JSON.stringify(ready)}, '')
    while (!existsSync(${JSON.stringify(gate)})) wait(20)
    process.stdout.write(String(memory.length))`
  return Number(execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' }))
}

/** Waits for the gate at one point, after it has said so; the others return at once. */
export function waitsAt({ x, gate, ready }: { x: number; gate: string; ready: string }): number {
  if (x !== 0) return x
  const cell = new Int32Array(new SharedArrayBuffer(4))
  writeFileSync(ready, '')
  while (!existsSync(gate)) Atomics.wait(cell, 0, 0, 5)
  return x
}

/** Never comes back at the first point. */
export function loopsAtFirst({ x }: { x: number }): number {
  while (x === 0);
  return x
}

export function failsAtLast({ x }: { x: number }): { value: number } {
  if (x === 9) throw new RangeError('too large')
  return { value: x }
}

export function crashesAtLast({ x }: { x: number }): number {
  if (x === 9) process.exit(3)
  return x
}

export function shapedBy({ n }: { n: number }): { wave: Float64Array; name: string } {
  return { wave: new Float64Array(n), name: 'abcd' }
}
