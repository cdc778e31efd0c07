import { spawn } from 'node:child_process'
import { ROOT } from './root.mjs'

/**
 * Runs a program to its end. Rejects only when it cannot be started.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, output?: 'inherit' | 'collect', timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number | null, signal: string | null, output: string, stdout: string, timedOut: boolean }>}
 */
export function run(command, args, options = {}) {
  const { cwd = ROOT, env = process.env, output = 'inherit', timeoutMs = 0 } = options
  return new Promise((resolve, reject) => {
    const stdio = output === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe']
    const child = spawn(command, [...args], { cwd, env, stdio })
    const chunks = []
    const printed = []
    let timedOut = false
    const timer =
      timeoutMs > 0
        ? setTimeout(() => {
            timedOut = true
            child.kill('SIGKILL')
          }, timeoutMs)
        : undefined
    child.stdout?.on('data', (chunk) => chunks.push(chunk) && printed.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code, signal, output: textOf(chunks), stdout: textOf(printed), timedOut })
    })
  })
}

function textOf(chunks) {
  return Buffer.concat(chunks).toString()
}

/** Runs a JavaScript file with this very Node. @param {string} file @param {readonly string[]} [args] @param {Parameters<typeof run>[2]} [options] */
export function runNode(file, args = [], options = {}) {
  return run(process.execPath, [file, ...args], options)
}

/** A failure that is no fault of the script: its message is printed without a stack. */
export class PlainFailure extends Error {}

/** Runs `main` and turns what it throws into a message and exit code 1. @param {() => Promise<void> | void} main */
export async function runMain(main) {
  try {
    await main()
  } catch (error) {
    console.error(error instanceof PlainFailure ? error.message : error)
    process.exitCode = 1
  }
}
