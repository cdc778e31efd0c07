import { resolve } from 'node:path'
import { ROOT } from './root.mjs'

/**
 * Prints what a check found and sets the exit code. A check takes `--root <folder>` to look at another tree: its tests do.
 *
 * @param {string} name
 * @param {(root: string) => readonly string[] | Promise<readonly string[]>} check returns one line per finding
 */
export async function report(name, check) {
  const at = process.argv.indexOf('--root')
  const findings = await check(at === -1 ? ROOT : resolve(process.argv[at + 1] ?? ''))
  for (const finding of findings) console.log(finding)
  if (findings.length > 0) {
    console.log(`\n${name}: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`)
    process.exitCode = 1
  }
}
