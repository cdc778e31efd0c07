import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { exists, listFiles } from './files.mjs'
import { fingerprintOf } from './fingerprint.mjs'
import { CACHE, inRoot, ROOT } from './root.mjs'
import { PlainFailure, runNode } from './run.mjs'

/**
 * @typedef {object} Build
 * @property {string} name the folder it makes
 * @property {string} project the tsconfig that says how
 * @property {readonly string[]} sources what it is made from
 * @property {readonly string[]} assets folders whose other files are copied beside the compiled ones
 * @property {boolean} isBundled whether TypeScript makes declarations only and the code is bundled
 */

/** In the order in which they are made: tests and examples import the package by its name, so they see `dist/`. @type {readonly Build[]} */
export const BUILDS = [
  {
    name: 'dist',
    project: 'tsconfig.build.json',
    sources: ['src', 'scripts/lib/bundle.mjs'],
    assets: [],
    isBundled: true,
  },
  {
    name: 'build',
    project: 'tsconfig.test.json',
    sources: ['src', 'test', 'examples', 'bench'],
    assets: ['test', 'examples'],
    isBundled: false,
  },
]

/** True when neither the sources nor what was made of them changed since the build was made. @param {Build} build */
export function isBuilt(build) {
  const stamp = readStamp(build)
  return stamp?.sources === sourcesOf(build) && stamp.output === outputOf(build)
}

/** Makes one build: compiles what changed, copies assets, and removes what no source stands behind any more. @param {Build} build */
export async function makeBuild(build) {
  console.log(`Building ${build.name}/ …`)
  const sources = sourcesOf(build)
  const isUntouched = readStamp(build)?.output === outputOf(build)
  rmSync(stampPath(build), { force: true })
  if (!isUntouched) {
    rmSync(inRoot(build.name), { recursive: true, force: true })
    rmSync(join(CACHE, 'build', `${build.name}.tsbuildinfo`), { force: true })
  }
  const { code } = await runNode(inRoot('node_modules/typescript/bin/tsc'), ['-p', build.project])
  if (code !== 0) {
    // What was emitted in spite of the errors is not trusted by the next run: without a stamp it starts afresh.
    throw new PlainFailure(`${build.name}/ was not built: TypeScript found the errors above.`)
  }
  for (const folder of build.assets) copyAssets(folder, join(build.name, folder))
  removeOrphans(build)
  if (build.isBundled) await (await import('./bundle.mjs')).bundleInto(build.name)
  writeStamp(build, sources)
}

function copyAssets(from, to) {
  for (const file of listFiles(inRoot(from))) {
    if (isCompiled(`${from}/${file}`)) continue
    const target = inRoot(to, file)
    mkdirSync(dirname(target), { recursive: true })
    if (!isSameFile(inRoot(from, file), target)) copyFileSync(inRoot(from, file), target)
  }
}

/** Fixtures and type tests are left as they are, by tsconfig.json's `exclude`. */
function isCompiled(path) {
  return /\.m?ts$/.test(path) && !path.endsWith('.d.ts') && !/^test\/(fixtures|types)\//.test(path)
}

function isSameFile(from, to) {
  const target = statSync(to, { throwIfNoEntry: false })
  const source = statSync(from)
  return target !== undefined && target.size === source.size && target.mtimeMs >= source.mtimeMs
}

function removeOrphans(build) {
  const base = build.name === 'dist' ? inRoot('src') : ROOT
  for (const file of listFiles(inRoot(build.name))) {
    const stem = file.replace(/\.d\.ts$|\.js(\.map)?$|\.mjs(\.map)?$/, '')
    const origins = [file, `${stem}.ts`, `${stem}.mts`]
    if (!origins.some((origin) => exists(join(base, origin)))) rmSync(inRoot(build.name, file))
  }
}

function sourcesOf(build) {
  return fingerprintOf(ROOT, [...build.sources, 'tsconfig.json', build.project, 'package.json', 'package-lock.json'])
}

function outputOf(build) {
  return fingerprintOf(ROOT, [build.name])
}

function stampPath(build) {
  return join(CACHE, 'build', `${build.name}.json`)
}

function readStamp(build) {
  return exists(stampPath(build)) ? JSON.parse(readFileSync(stampPath(build), 'utf8')) : undefined
}

function writeStamp(build, sources) {
  mkdirSync(dirname(stampPath(build)), { recursive: true })
  writeFileSync(stampPath(build), JSON.stringify({ sources, output: outputOf(build) }))
}
