import { printFile } from './print-file.mjs'
import { inRoot } from './root.mjs'
import { runNode } from './run.mjs'

/**
 * Compiles `test/types`: a file passes when it has no type error and every line under `@ts-expect-error` has one.
 *
 * @param {readonly string[]} paths
 * @returns {Promise<import('./test-file.mjs').FileReport[]>}
 */
export async function checkTypeTests(paths) {
  const began = performance.now()
  const args = ['-p', 'tsconfig.types.json', '--pretty', 'false']
  const { code, output } = await runNode(inRoot('node_modules/typescript/bin/tsc'), args, { output: 'collect' })
  const seconds = (performance.now() - began) / 1000
  const errors = groupByFile(output)
  const reports = paths.map((path) => ({ path, seconds, results: [resultOf(path, errors.get(path))] }))
  const elsewhere = [...errors]
    .filter(([path]) => !paths.includes(path))
    .map(([, text]) => text)
    .join('\n')
  if (elsewhere !== '' && paths.length > 0)
    reports.push({ path: 'test/types', seconds, results: [resultOf('other files', elsewhere)] })
  if (code !== 0 && errors.size === 0) reports.push({ path: 'test/types', seconds, results: [resultOf('tsc', output)] })
  for (const report of reports) printFile(report)
  return reports
}

function resultOf(path, errors) {
  return {
    title: `${path} compiles as it should`,
    status: errors === undefined ? 'passed' : 'failed',
    detail: errors ?? '',
  }
}

function groupByFile(output) {
  const errors = new Map()
  let path = ''
  for (const line of output.split('\n').filter(Boolean)) {
    path = /^(\S[^(]*)\(\d+,\d+\): /.exec(line)?.[1] ?? path
    errors.set(path, errors.has(path) ? `${errors.get(path)}\n${line}` : line)
  }
  return errors
}
