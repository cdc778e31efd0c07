import { appendFileSync, existsSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Context, context } from 'windrow'

/** Tasks of the integration tests, exported so that workers import them. */

export function product({ a, b }: { a: number; b: number }): number {
  return a * b
}

export function manyKinds({ x }: { x: number }): {
  half: number
  isEven: boolean
  name: string
  wave: Float64Array
  grid: number[][]
} {
  return {
    half: x / 2,
    isEven: x % 2 === 0,
    name: `point ${x}`,
    wave: Float64Array.of(x, x + 1, x + 2),
    grid: [
      [x, 0],
      [0, x],
    ],
  }
}

/** Every third point lacks what can be missing. */
export function exactKinds({ x }: { x: number }): {
  z: { re: number; im: number } | null
  n: bigint | null
  ids: BigUint64Array
  wave: { re: Float64Array; im: Float64Array }
  flags: (boolean | null)[]
  when: Date | null
} {
  const isMissing = x % 3 === 0
  return {
    z: isMissing ? null : { re: x, im: -x },
    n: isMissing ? null : 2n ** 60n + BigInt(x),
    ids: BigUint64Array.of(2n ** 64n - 1n - BigInt(x), 0x7ff4dead0000beefn),
    wave: { re: Float64Array.of(x, 1), im: Float64Array.of(0, x) },
    flags: [true, isMissing ? null : false],
    when: isMissing ? null : new Date(x),
  }
}

/** Takes a bigint and a complex number as parameters. */
export function turned({ id, w }: { id: bigint; w: { re: number; im: number } }): { next: bigint; w2: number } {
  return { next: id + 1n, w2: w.re * w.re + w.im * w.im }
}

/** Real from `from` on, imaginary before. */
export function root({ x, from }: { x: number; from: number }): number | { re: number; im: number } {
  return x >= from ? Math.sqrt(x - from) : { re: 0, im: Math.sqrt(from - x) }
}

/** The same the other way round: complex numbers come last. */
export function lateRoot({ x, from }: { x: number; from: number }): number | { re: number; im: number } {
  return root({ x: from - x, from: 0 })
}

export async function slowly({ x, ms }: { x: number; ms: number }): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms))
  return x
}

/** As `slowly`, but ends when its signal is aborted. */
export async function slowlyHeeding({ x, ms }: { x: number; ms: number }, ctx: Context): Promise<number> {
  await new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    ctx.signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(ctx.signal.reason)
    })
  })
  return x
}

export function spinFor({ x, ms }: { x: number; ms: number }): number {
  const end = performance.now() + ms
  while (performance.now() < end);
  return x
}

export function spinForEverAt({ x, at }: { x: number; at: number }): number {
  while (x === at);
  return x
}

/** Draws a number of times that varies from point to point, and adds up. */
export function drawing(
  { x, y }: { x: number; y: number },
  ctx: Context,
): { sum: number; below: number; seed: number } {
  const draws = 1 + ((x * 7 + y * 3) % 11)
  let sum = 0
  for (let i = 0; i < draws; i++) sum += ctx.random()
  return { sum, below: context().random(), seed: ctx.seed }
}

export function failingAt({ x, bad }: { x: number; bad: number }): number {
  if (x === bad) throw new RangeError(`x is ${x}`)
  return x
}

export function failingUntilAttempt({ x, attempt }: { x: number; attempt: number }, ctx: Context): number {
  if (ctx.attempt < attempt) throw new Error(`attempt ${ctx.attempt}`)
  return x * ctx.attempt
}

export function exitingAt({ x, bad }: { x: number; bad: number }): number {
  if (x === bad) {
    process.stderr.write('I am leaving\n')
    process.exit(3)
  }
  return x
}

export function uncaughtAt({ x, bad }: { x: number; bad: number }): Promise<number> {
  if (x === bad) setTimeout(() => JSON.parse('not JSON'), 0)
  return new Promise((resolve) => setTimeout(resolve, x === bad ? 10_000 : 0, x))
}

export function memoryHogAt({ x, bad }: { x: number; bad: number }): number {
  if (x === bad) {
    const hoard: number[][] = []
    for (;;) hoard.push(new Array(1e6).fill(1.5))
  }
  return x
}

export function uncloneableAt({ x, bad }: { x: number; bad: number }): unknown {
  return x === bad ? () => x : x
}

export function otherKindAt({ x, bad }: { x: number; bad: number }): unknown {
  return x === bad ? 'text' : x
}

/** Waits at a gate file, which the test opens; says in a log file that it is there. */
export async function atGate(
  { x, gate, log }: { x: number; gate: string; log: string },
  ctx: Context,
): Promise<number> {
  appendFileSync(log, `${process.pid} ${x}\n`)
  while (!existsSync(gate) && !ctx.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 5))
  if (ctx.signal.aborted) throw new Error('aborted')
  return x
}

/** Spins at a gate file without ever giving way to the event loop. */
export function spinAtGate({ x, gate, log }: { x: number; gate: string; log: string }): number {
  appendFileSync(log, `${process.pid} ${x}\n`)
  while (!existsSync(gate));
  return x
}

/** Removes the working directory, then spins: what the worker starts late finds none. */
export function removeFolderAndSpin(point: { x: number; gate: string; log: string }): number {
  rmSync(dirname(point.gate), { recursive: true, force: true })
  return spinAtGate(point)
}

export async function inFlight({ x, log }: { x: number; log: string }): Promise<number> {
  appendFileSync(log, `+${process.pid}\n`)
  await new Promise((resolve) => setTimeout(resolve, 20))
  appendFileSync(log, `-${process.pid}\n`)
  return x
}

export async function behindAwait({ x }: { x: number }): Promise<number> {
  await null
  return context().index * 10 + x
}

export function whereAmI(_: { x: number }): string {
  return `${process.pid}`
}

/** The code of the error that asking for the working directory gives. */
export function folderError(_: { x: number }): string {
  try {
    return process.cwd()
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}
