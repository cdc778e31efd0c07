import { exists } from './lib/files.mjs'
import { runProgram } from './lib/program.mjs'
import { ensureReady } from './lib/ready.mjs'
import { inRoot } from './lib/root.mjs'
import { PlainFailure, runMain } from './lib/run.mjs'

// Installs, builds and runs the demo; what follows `--` goes to the demo.
const DEMOS = ['build/examples/ising/main.js', 'examples/ising/main.mjs']

await runMain(async () => {
  await ensureReady()
  const demo = DEMOS.find((path) => exists(inRoot(path)))
  if (demo === undefined) throw new PlainFailure(`There is no demo: neither of ${DEMOS.join(', ')} exists.`)
  await runProgram(demo, process.argv.slice(2))
})
