import { closeSync, writeSync } from 'node:fs'
import { type Context, context } from 'windrow'

/** Tasks that do to their worker what no task should, at the point `bad`. */

interface At {
  readonly x: number
  readonly bad: number
}

export function closing3({ x, bad }: At): number {
  if (x === bad) closeSync(3)
  return x
}

/** Closes the pipe of its results, and hears nothing of it. */
export function closing5({ x, bad }: At): number {
  process.removeAllListeners('uncaughtException').on('uncaughtException', () => undefined)
  if (x === bad) closeSync(5)
  return x
}

export function scribbling5({ x, bad }: At): number {
  if (x === bad) writeSync(5, Buffer.alloc(64, 255))
  return x
}

export function scribbling4({ x, bad }: At): number {
  if (x === bad) {
    writeSync(4, 'no word of the guard\n')
    process.exit(1)
  }
  return x
}

export function fakingTimers({ x }: { x: number }): number {
  Reflect.set(globalThis, 'setImmediate', () => undefined)
  Reflect.set(globalThis, 'setTimeout', () => undefined)
  performance.now = () => 0
  return x
}

export async function fakingTimersAsync({ x }: { x: number }): Promise<number> {
  return fakingTimers({ x })
}

export function unreadable({ x, bad }: At): number {
  if (x !== bad) return x
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy as number
}

export function anyArguments(...given: [{ x: number }, Context]): number {
  return given[1].index + given[0].x
}

export function countedArguments(this: void, _: { x: number }): number {
  // biome-ignore lint/complexity/noArguments: this is what the test is about
  return (arguments as unknown as [unknown, Context])[1].index
}

/** Mostly a number at once, now and then a promise. */
export function nowAndThenAsync({ x }: { x: number }): number | Promise<number> {
  return x % 7 === 6 ? new Promise((resolve) => setImmediate(resolve)).then(() => context().index) : x
}

/** Waits until its signal says stop, at the first attempt. */
export async function untilAborted({ x }: { x: number }, ctx: Context): Promise<number> {
  if (ctx.attempt > 1) return x
  await new Promise((_, reject) => ctx.signal.addEventListener('abort', () => reject(ctx.signal.reason)))
  return -1
}

/** Too long at its first attempt, but not so long that its worker is ended. */
export function lateAtFirst({ x, ms }: { x: number; ms: number }, ctx: Context): number {
  const end = performance.now() + (ctx.attempt === 1 ? ms : 0)
  while (performance.now() < end);
  return x
}

export async function neverAt({ x, bad }: At): Promise<number> {
  if (x === bad) await new Promise(() => undefined)
  return x
}

/** A text at point `odd`, numbers elsewhere; point `bad` ends its worker, so that others begin at odd places. */
export function oddAt({ x, odd, bad }: { x: number; odd: number; bad: number }): number {
  if (x === bad) process.exit(1)
  return x === odd ? ('text' as unknown as number) : x
}

/** An object of a class at odd points, a plain one at even ones. */
export function nowAndThenInstance({ x }: { x: number }): { a: number } {
  return x % 2 === 1 ? new Boxed(x) : { a: x }
}

class Boxed {
  readonly a: number
  constructor(a: number) {
    this.a = a
  }
}
