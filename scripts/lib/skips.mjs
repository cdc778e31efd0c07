import { readFileSync } from 'node:fs'
import { exists } from './files.mjs'

/**
 * Reads lines `lane: test title — reason pattern`: the title may be `*`, the pattern is a regular expression. `#` begins a comment.
 *
 * @param {string} path
 * @returns {{ lane: string, title: string, reason: RegExp }[]}
 */
export function readAllowedSkips(path) {
  if (!exists(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map(parseAllowedSkip)
}

/** @param {string} line */
export function parseAllowedSkip(line) {
  const [, lane, title, reason] = /^(\S+): (.+) — (.+)$/.exec(line.trim()) ?? []
  if (lane === undefined || title === undefined || reason === undefined) {
    throw new TypeError(`Expected a line \`lane: test title — reason pattern\` in .ci/allowed-skips, got \`${line}\`.`)
  }
  return { lane, title, reason: new RegExp(reason) }
}

/** @param {ReturnType<typeof readAllowedSkips>} allowed @param {{ lane: string, title: string, detail: string }} skip */
export function isAllowed(allowed, skip) {
  return allowed.some(
    ({ lane, title, reason }) =>
      lane === skip.lane && (title === '*' || title === skip.title) && reason.test(skip.detail),
  )
}
