import { availableParallelism } from 'node:os'
import { compiledPath, filesOf, isMissing } from './lanes.mjs'
import { printFile } from './print-file.mjs'
import { runTestFile } from './test-file.mjs'
import { checkTypeTests } from './type-tests.mjs'

/** @typedef {{ lane: string, seconds: number, files: import('./test-file.mjs').FileReport[] }} LaneReport */

/**
 * Runs the files of one lane; never rejects because of a failing test.
 *
 * @param {import('./lanes.mjs').Lane} lane
 * @param {string} [filter]
 * @returns {Promise<LaneReport>}
 */
export async function runLane(lane, filter) {
  const began = performance.now()
  const report = (files) => ({ lane: lane.name, seconds: (performance.now() - began) / 1000, files })
  const paths = filesOf(lane, filter)
  if (paths.length === 0) return report([wholeLane(lane, 'failed', `There are no test files in ${foldersOf(lane)}.`)])
  const { skip, env } = (await lane.prepare?.()) ?? {}
  if (skip !== undefined) return report([wholeLane(lane, 'skipped', skip)])
  if (lane.isCompiledOnly === true) return report(await checkTypeTests(paths))
  return report(await runFiles(paths, lane, { ...lane.env, ...env }))
}

async function runFiles(paths, lane, env) {
  const reports = []
  const left = [...paths]
  const worker = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      const report = isMissing(path)
        ? missing(path)
        : await runTestFile(path, { compiled: compiledPath(path), timeoutS: lane.fileTimeoutS, env })
      printFile(report)
      reports.push(report)
    }
  }
  await Promise.all(Array.from({ length: lane.concurrency || availableParallelism() }, worker))
  return reports.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function wholeLane(lane, status, detail) {
  console.log(`  ${status}: ${detail}`)
  return { path: foldersOf(lane), seconds: 0, results: [{ title: '(the whole lane)', status, detail }] }
}

function foldersOf(lane) {
  return lane.folders.map((folder) => `test/${folder}/`).join(', ')
}

function missing(path) {
  return {
    path,
    seconds: 0,
    results: [
      { title: '(the whole file)', status: 'failed', detail: 'Was not compiled: is it excluded in tsconfig.json?' },
    ],
  }
}
