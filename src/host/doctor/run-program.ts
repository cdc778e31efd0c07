import { execFile } from 'node:child_process'

/** What a program printed, or that it failed with these last words. */
export interface ProgramEnd {
  readonly isOk: boolean
  readonly stdout: string
  readonly stderr: string
}

/** Runs a short program to its end; never rejects. */
export function runProgram(
  file: string,
  args: readonly string[],
  { timeoutMs = 20_000 }: { readonly timeoutMs?: number } = {},
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    execFile(file, [...args], { timeout: timeoutMs, killSignal: 'SIGKILL' }, (error, stdout, stderr) =>
      resolve({ isOk: error === null, stdout, stderr: stderr || (error?.message ?? '') }),
    )
  })
}
