import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

/** The built command, as package.json names it. */
export const BIN: string = resolve('dist/windrow.js')

export interface Ending {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface StartOptions {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
}

/** A command under way, with pipes for what it prints. */
export type Started = ChildProcessByStdio<null, Readable, Readable>

/** Starts the command in a process of its own, with pipes for its streams. */
export function startWindrow(args: readonly string[], { cwd, env }: StartOptions): Started {
  return spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** What it printed and how it ended. */
export async function endOf(child: Started): Promise<Ending> {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ])
  return { code, stdout, stderr }
}

/** Runs the command to its end. */
export function windrow(args: readonly string[], options: StartOptions): Promise<Ending> {
  return endOf(startWindrow(args, options))
}

/** Without what differs from run to run: provenance, host, times, the folder. */
export function steady(printed: string, folder: string): string {
  return printed
    .split('\n')
    .filter((line) => !/^ {4}windrow_/.test(line))
    .join('\n')
    .replaceAll(folder, '.')
    .replace(/, on \S+( after \S+)?$/gm, ', on HOST')
}
