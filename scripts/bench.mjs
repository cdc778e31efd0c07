import { runProgram } from './lib/program.mjs'
import { ensureReady } from './lib/ready.mjs'
import { runMain } from './lib/run.mjs'

await runMain(async () => {
  await ensureReady()
  await runProgram('bench/run.mjs', process.argv.slice(2))
})
