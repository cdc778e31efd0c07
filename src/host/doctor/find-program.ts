import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Path of a program that can be called by its name, `undefined` where there is none. */
export function findProgram(name: string, path: string = process.env.PATH ?? ''): string | undefined {
  for (const folder of path.split(delimiter)) {
    const file = join(folder || '.', name)
    try {
      accessSync(file, constants.X_OK)
      if (statSync(file).isFile()) return file
    } catch {
      // Not here.
    }
  }
  return undefined
}
