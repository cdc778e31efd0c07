import { writeSync } from 'node:fs'
import { inspect } from 'node:util'

// A reporter for node:test that writes one JSON line per event to the file descriptor in WINDROW_TEST_REPORT_FD, at once:
// when the process is killed, the lines tell what was done and what was running.
const descriptor = Number(process.env.WINDROW_TEST_REPORT_FD)

/** @param {AsyncIterable<{ type: string, data: any }>} source */
export default async function* report(source) {
  const path = []
  for await (const { type, data } of source) {
    if (type === 'test:dequeue') emit({ event: 'begin', name: data.name, file: data.file })
    if (type === 'test:complete') emit({ event: 'end', name: data.name, file: data.file })
    // Those without a file are node's own counts.
    if (type === 'test:diagnostic' && data.file !== undefined) emit({ event: 'note', text: data.message })
    if (type === 'test:start') path.splice(data.nesting, path.length, data.name)
    if (type === 'test:pass' || type === 'test:fail') {
      const line = resultOf(type, data, [...path.slice(0, data.nesting), data.name].join(' › '))
      if (line !== undefined) emit(line)
    }
  }
  yield ''
}

/** Nothing for what only gathers others: a passing suite, and a parent that fails because of a child which is reported itself. */
function resultOf(type, data, title) {
  const { error, type: kind } = data.details ?? {}
  if (error?.failureType === 'subtestsFailed') return undefined
  if (data.skip !== undefined && data.skip !== false) return { event: 'skipped', title, reason: reasonOf(data.skip) }
  if (data.todo !== undefined && data.todo !== false)
    return { event: 'skipped', title, reason: `todo: ${reasonOf(data.todo)}` }
  if (type === 'test:fail') return { event: 'failed', title, error: textOf(error) }
  return kind === 'suite' ? undefined : { event: 'passed', title }
}

function reasonOf(value) {
  return typeof value === 'string' && value !== '' ? value : 'no reason given'
}

function textOf(error) {
  const cause = error?.cause ?? error
  const text = inspect(cause, { depth: 6 })
  return error?.failureType === 'hookFailed' ? `${error.message}\n${text}` : text
}

function emit(line) {
  if (descriptor > 0) writeSync(descriptor, `${JSON.stringify(line)}\n`)
}
