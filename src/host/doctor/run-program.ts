import { renderDuration } from '../../util/index.ts'

/** What a program printed, or that it failed with these last words. */
export interface ProgramEnd {
  readonly isOk: boolean
  readonly stdout: string
  readonly stderr: string
}

/** Runs a short program to its end, or kills it with all that it started when it takes too long; never rejects. */
export async function runProgram(
  file: string,
  args: readonly string[],
  { timeoutMs = 10_000 }: { readonly timeoutMs?: number } = {},
): Promise<ProgramEnd> {
  // Loaded on use: whoever imports the library runs no programs by that.
  const { spawn } = await import('node:child_process')
  const { text } = await import('node:stream/consumers')
  const child = spawn(file, [...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    killGroup(child.pid)
  }, timeoutMs)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(code === 0 ? '' : `ended with ${code ?? signal}`))
  })
  const [stdout, stderr, failure] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  clearTimeout(timer)
  if (isLate) return { isOk: false, stdout, stderr: `no answer within ${renderDuration(timeoutMs)}` }
  return { isOk: failure === '', stdout, stderr: stderr || failure }
}

function killGroup(group: number | undefined): void {
  try {
    if (group !== undefined) process.kill(-group, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}
