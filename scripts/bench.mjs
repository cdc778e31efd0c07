import { runProgram } from './lib/program.mjs'
import { ensureReady } from './lib/ready.mjs'
import { runMain } from './lib/run.mjs'

// bench/run.mjs builds what it measures, and installs the peers.
await runMain(async () => {
  await ensureReady([])
  await runProgram('bench/run.mjs', process.argv.slice(2))
})
