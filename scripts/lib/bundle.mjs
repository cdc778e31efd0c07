import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { listFiles } from './files.mjs'
import { inRoot } from './root.mjs'

/** What workers begin with: a file each, which loads nothing more before it runs. */
const WORKERS = {
  'entry-process': 'src/worker/entry-process.ts',
  'entry-thread': 'src/worker/entry-thread.ts',
  guard: 'src/worker/guard.ts',
}

/** What programs import; what they may never need lies in files of its own. All lie side by side, so that URLs between them hold. */
const PROGRAMS = { index: 'src/index.ts', 'plots/index': 'src/plots/index.ts' }

/** The command. Bundled apart: if it shared files with the library, importing the library would load twice as many. */
const COMMAND = { windrow: 'src/cli/bin.ts' }

/**
 * Joins the sources into a few files. Loading a module costs Node about half a millisecond, and a worker that begins with fifty of
 * them is twice as long in starting as one that begins with three.
 *
 * @param {string} folder where they go, beside the declarations
 */
export async function bundleInto(folder) {
  for (const file of listFiles(inRoot(folder))) if (file.endsWith('.js')) rmSync(join(inRoot(folder), file))
  const common = {
    absWorkingDir: inRoot(),
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    charset: 'utf8',
    packages: 'external',
    logLevel: 'warning',
  }
  await build({ ...common, entryPoints: WORKERS })
  await build({ ...common, entryPoints: PROGRAMS, splitting: true, chunkNames: '[name]-[hash]' })
  await build({ ...common, entryPoints: COMMAND, splitting: true, chunkNames: 'cli-[name]-[hash]' })
  chmodSync(inRoot(folder, 'windrow.js'), 0o755)
}
