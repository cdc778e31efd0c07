import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { inRoot } from './root.mjs'

/**
 * Runs one of our programs in the caller's folder and ends as it ends. Ctrl-C reaches it from the terminal, so here the
 * signal is only outlived: the program decides what the first and the second one mean.
 *
 * @param {string} path below the root
 * @param {readonly string[]} args
 */
export async function runProgram(path, args) {
  const child = spawn(process.execPath, [inRoot(path), ...args], { stdio: 'inherit' })
  const outlive = () => {}
  const forward = () => child.kill('SIGTERM')
  process.on('SIGINT', outlive).on('SIGTERM', forward)
  const [code, signal] = await once(child, 'exit')
  process.off('SIGINT', outlive).off('SIGTERM', forward)
  if (signal !== null) process.kill(process.pid, signal)
  process.exitCode = code ?? 1
}
