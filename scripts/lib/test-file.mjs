import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killProcesses, processesOf, temporaryFilesIn, waitUntilGone } from './leftovers.mjs'
import { ROOT } from './root.mjs'

/**
 * @typedef {{ title: string, status: 'passed' | 'failed' | 'skipped', detail: string }} Result
 * @typedef {{ path: string, seconds: number, results: Result[] }} FileReport
 */

const running = new Set()

/**
 * Runs one compiled test file in a process group and a temporary folder of its own. The file fails, too, when it
 * does not end in time, ends badly, holds no test, or leaves processes or temporary files behind.
 *
 * @param {string} path the source, which is how the file is called in reports
 * @param {{ compiled: string, timeoutS: number, env?: NodeJS.ProcessEnv | undefined }} options
 * @returns {Promise<FileReport>}
 */
export async function runTestFile(path, { compiled, timeoutS, env }) {
  const began = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'windrow-test-'))
  const temporary = mkdtempSync(join(folder, 't'))
  const reportPath = join(folder, 'report')
  const mark = `${process.pid}-${folder.split('-').pop()}`
  const report = openSync(reportPath, 'a')
  const child = spawn(process.execPath, [...reporterFlags(), compiled], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', report],
    env: { ...withoutTestContext(), ...env, TMPDIR: temporary, WINDROW_TEST_MARK: mark, WINDROW_TEST_REPORT_FD: '3' },
  })
  closeSync(report)
  const stop = () => {
    if (child.pid !== undefined) killGroup(child.pid)
    killProcesses(processesOf(mark))
  }
  const entry = { stop, folder }
  running.add(entry)
  try {
    const ending = await endOf(child, timeoutS, stop)
    const lines = readFileSync(reportPath, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
    const results = lines.filter(({ title }) => title !== undefined).map(toResult)
    const notes = lines.filter(({ event }) => event === 'note').map(({ text }) => `\nThe file noted: ${text}`)
    for (const result of results) if (result.status === 'failed') result.detail += notes.join('')
    const troubles = [...troublesOf(ending, lines, results, timeoutS), ...(await leftBehind(mark, temporary))]
    for (const detail of troubles) results.push({ title: '(the whole file)', status: 'failed', detail })
    return { path, seconds: (performance.now() - began) / 1000, results }
  } finally {
    running.delete(entry)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Ends every test that is running: for Ctrl-C, which does not reach process groups of their own. */
export function stopAllTests() {
  for (const { stop, folder } of running) {
    stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function reporterFlags() {
  return ['--test-reporter=./scripts/lib/reporter.mjs', '--test-reporter-destination=stdout']
}

async function endOf(child, timeoutS, stop) {
  const chunks = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  child.stderr.on('data', (chunk) => chunks.push(chunk))
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    stop()
  }, timeoutS * 1000)
  // Not `close`: a process that was left behind may hold the pipes open.
  const [code, signal] = await once(child, 'exit')
  clearTimeout(timer)
  await new Promise((resolve) => setImmediate(resolve))
  child.stdout.destroy()
  child.stderr.destroy()
  return { code, signal, isLate, output: Buffer.concat(chunks).toString().trimEnd() }
}

function toResult({ event, title, reason, error }) {
  return { title, status: event, detail: reason ?? error ?? '' }
}

function troublesOf({ code, signal, isLate, output }, lines, results, timeoutS) {
  const printed = output === '' ? '' : `\nIt printed:\n${output.split('\n').slice(-60).join('\n')}`
  if (isLate) return [`Did not end within ${timeoutS} s and was killed; ${whatRan(lines)}.${printed}`]
  if (signal !== null) return [`Was killed by ${signal}; ${whatRan(lines)}.${printed}`]
  if (code !== 0 && !results.some(({ status }) => status === 'failed'))
    return [`Ended with code ${code}; ${whatRan(lines)}.${printed}`]
  if (results.length === 0) return [`Holds no test.${printed}`]
  return []
}

function whatRan(lines) {
  const begun = lines.filter(({ event }) => event === 'begin').map(({ name }) => name)
  for (const { event, name } of lines) if (event === 'end') begun.splice(begun.indexOf(name), 1)
  if (begun.length > 0) return `running was ${begun.map((name) => `\`${name}\``).join(', ')}`
  const last = lines.filter(({ event }) => event === 'end').pop()
  return last === undefined ? 'no test had ended' : `the last test that ended was \`${last.name}\``
}

async function leftBehind(mark, temporary) {
  const troubles = []
  const processes = await waitUntilGone(() => processesOf(mark))
  if (processes.length > 0) {
    killProcesses(processes)
    troubles.push(
      `Left processes behind (killed now):\n${processes.map(({ pid, command }) => `  ${pid} ${command}`).join('\n')}`,
    )
  }
  const files = temporaryFilesIn(temporary)
  if (files.length > 0) troubles.push(`Left temporary files behind: ${files.join(', ')}.`)
  return troubles
}

function withoutTestContext() {
  const { NODE_TEST_CONTEXT: _, ...rest } = process.env
  return rest
}

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}
