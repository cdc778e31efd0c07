import { accessSync, constants, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { exists } from './files.mjs'
import { contentHash } from './fingerprint.mjs'
import { CACHE } from './root.mjs'
import { PlainFailure, run } from './run.mjs'

/**
 * True when `node_modules` holds what `package-lock.json` says: we installed it and wrote a stamp, or npm's own record of
 * what it installed agrees. A `node_modules` that is a link belongs to somebody else and is taken as it is.
 *
 * @param {string} folder
 */
export function isInstalled(folder) {
  const modules = join(folder, 'node_modules')
  const stats = lstatSync(modules, { throwIfNoEntry: false })
  if (stats === undefined) return false
  if (stats.isSymbolicLink()) return true
  return readOr(stampPath(folder), '') === stampOf(folder) || agreesWithLock(folder)
}

/** Installs exactly what the lock file says, without running any package's install script. @param {string} folder */
export async function install(folder) {
  console.log(`Installing packages (npm ci)${folder.endsWith('/docs') ? ' for the docs' : ''} …`)
  rmSync(stampPath(folder), { force: true })
  const [command, args] = npmCommand()
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { code } = await run(command, [...args, ...flags], { cwd: folder, env: npmEnv() })
  if (code !== 0)
    throw new PlainFailure('`npm ci` failed; its output above says why. It needs the npm registry or a filled cache.')
  writeFileSync(stampPath(folder), stampOf(folder))
}

/** How to call npm: the npm that called us where there is one. @returns {[string, string[]]} */
export function npmCommand() {
  const path = process.env.npm_execpath ?? ''
  return basename(path) === 'npm-cli.js' ? [process.execPath, [path]] : ['npm', []]
}

/** npm keeps its cache in the home folder; without a writable one it goes beside our own. @returns {NodeJS.ProcessEnv} */
export function npmEnv() {
  return hasWritableHome() ? process.env : { ...process.env, npm_config_cache: join(CACHE, 'npm') }
}

function hasWritableHome() {
  try {
    accessSync(process.env.HOME ?? '', constants.W_OK)
    return true
  } catch {
    return false
  }
}

function stampPath(folder) {
  return join(folder, 'node_modules', '.windrow-stamp')
}

function stampOf(folder) {
  return contentHash([join(folder, 'package-lock.json')], [process.platform, process.arch])
}

function agreesWithLock(folder) {
  const record = join(folder, 'node_modules', '.package-lock.json')
  if (!exists(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, optional, os, cpu, libc }]) => {
    if (path === '') return true
    const isOurs =
      (os ?? [process.platform]).includes(process.platform) && (cpu ?? [process.arch]).includes(process.arch)
    if (installed[path] === undefined) return optional === true && (!isOurs || libc !== undefined)
    return installed[path].version === version
  })
}

function readOr(path, otherwise) {
  return exists(path) ? readFileSync(path, 'utf8') : otherwise
}
