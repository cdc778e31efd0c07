import { prepareBrowser } from './browser.mjs'
import { exists, listFiles } from './files.mjs'
import { prepareNodes } from './nodes.mjs'
import { preparePython } from './python.mjs'
import { inRoot } from './root.mjs'

/**
 * @typedef {object} Lane
 * @property {string} name
 * @property {readonly string[]} folders below `test/`; every `*.test.ts` in them belongs to the lane
 * @property {boolean} byDefault whether plain `npm test` runs it
 * @property {number} concurrency files at a time; 0 for as many as there are cores
 * @property {number} fileTimeoutS seconds after which a file's process is taken to hang
 * @property {boolean} [isCompiledOnly] its files are type-checked, not run
 * @property {NodeJS.ProcessEnv} [env]
 * @property {() => Promise<{ env?: NodeJS.ProcessEnv, skip?: string }>} [prepare] gets what it needs, or says why this machine cannot run it
 */

/** In the order in which they run: what fails fastest first. @type {readonly Lane[]} */
export const LANES = [
  { name: 'types', folders: ['types'], byDefault: true, concurrency: 1, fileTimeoutS: 120, isCompiledOnly: true },
  { name: 'unit', folders: ['unit'], byDefault: true, concurrency: 0, fileTimeoutS: 120 },
  {
    name: 'integration',
    folders: ['contract', 'integration', 'crash', 'cli'],
    byDefault: true,
    concurrency: 1,
    fileTimeoutS: 240,
  },
  { name: 'interop', folders: ['interop'], byDefault: true, concurrency: 1, fileTimeoutS: 240, prepare: preparePython },
  {
    name: 'browser',
    folders: ['browser'],
    byDefault: true,
    concurrency: 1,
    fileTimeoutS: 240,
    prepare: prepareBrowser,
  },
  { name: 'package', folders: ['package'], byDefault: true, concurrency: 1, fileTimeoutS: 600, prepare: prepareNodes },
  // A seeded sample by default, once there are soaks; `npm run soak` is the whole of it.
  { name: 'soak', folders: ['soak'], byDefault: exists(inRoot('test/soak')), concurrency: 1, fileTimeoutS: 300 },
]

/** Folders of `test/` whose files support tests and are none. */
const SUPPORT = ['fixtures', 'support', 'compat']

/** @param {Lane} lane @param {string} [filter] @returns {string[]} source paths below the root */
export function filesOf(lane, filter = '') {
  return lane.folders
    .flatMap((folder) => listFiles(inRoot('test', folder)).map((file) => `test/${folder}/${file}`))
    .filter((path) => isTest(path, lane) && path.includes(filter))
}

/** Test files that no lane would ever run. @returns {string[]} */
export function strayFiles() {
  const known = new Set(LANES.flatMap((lane) => lane.folders).concat(SUPPORT))
  return listFiles(inRoot('test'))
    .filter((file) => file.endsWith('.test.ts') && !known.has(file.split('/')[0] ?? ''))
    .map((file) => `test/${file}`)
}

/** Where the compiled form of a test lies. @param {string} path */
export function compiledPath(path) {
  return inRoot('build', path.replace(/\.ts$/, '.js'))
}

/** @param {string} path */
export function isMissing(path) {
  return !exists(compiledPath(path))
}

function isTest(path, lane) {
  return lane.isCompiledOnly === true ? path.endsWith('.ts') : path.endsWith('.test.ts')
}
