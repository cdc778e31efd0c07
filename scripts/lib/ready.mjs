import { join } from 'node:path'
import { BUILDS, isBuilt, makeBuild } from './build.mjs'
import { install, isInstalled } from './install.mjs'
import { withLock } from './lock.mjs'
import { CACHE, ROOT } from './root.mjs'

/**
 * Installs and builds what is missing or out of date, and nothing else. Two commands at once wait for each other.
 *
 * @param {readonly string[]} [names] the builds that are needed
 */
export async function ensureReady(names = ['dist', 'build']) {
  const builds = BUILDS.filter((build) => names.includes(build.name))
  if (isInstalled(ROOT) && builds.every(isBuilt)) return
  await withLock(join(CACHE, 'locks', 'ready'), () => makeReady(builds), sayWhoHolds)
}

/** Installs the packages of another folder with a lock file of its own. @param {string} folder */
export async function ensureInstalled(folder) {
  if (isInstalled(folder)) return
  await withLock(
    join(CACHE, 'locks', 'ready'),
    async () => {
      if (!isInstalled(folder)) await install(folder)
    },
    sayWhoHolds,
  )
}

async function makeReady(builds) {
  if (!isInstalled(ROOT)) await install(ROOT)
  for (const build of builds) if (!isBuilt(build)) await makeBuild(build)
}

function sayWhoHolds(holder) {
  console.log(`Waiting for process ${holder}, which is installing or building here …`)
}
