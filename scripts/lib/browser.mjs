import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * A Chromium for the browser tests: the one in WINDROW_CHROMIUM, else the first on the path.
 *
 * @returns {Promise<{ env?: NodeJS.ProcessEnv, skip?: string }>}
 */
export async function prepareBrowser() {
  if (process.env.WINDROW_CHROMIUM) return {}
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isProgram)
  return found === undefined
    ? { skip: `no browser: none of ${NAMES.join(', ')} is installed` }
    : { env: { WINDROW_CHROMIUM: found } }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
