import { ensureReady } from './lib/ready.mjs'
import { inRoot } from './lib/root.mjs'
import { PlainFailure, run, runMain, runNode } from './lib/run.mjs'

/** All that CI checks beside the tests, in order of speed. Each is `npm run check:<name>`, too. */
const CHECKS = [
  { name: 'layers', run: () => runNode(inRoot('scripts/check-layers.mjs')) },
  { name: 'sizes', run: () => runNode(inRoot('scripts/check-sizes.mjs')) },
  { name: 'dependencies', run: () => runNode(inRoot('scripts/check-dependencies.mjs')) },
  {
    name: 'style',
    run: () => run(inRoot('node_modules/.bin/biome'), ['ci', '--error-on-warnings'], { env: plainEnv() }),
  },
  { name: 'types', run: () => runNode(inRoot('node_modules/typescript/bin/tsc'), ['-p', 'tsconfig.json', '--noEmit']) },
  { name: 'package', run: () => runNode(inRoot('scripts/check-package.mjs'), process.argv.slice(3)) },
  { name: 'examples', run: () => runNode(inRoot('scripts/check-examples.mjs'), process.argv.slice(3)) },
  { name: 'docs', run: () => runNode(inRoot('scripts/docs.mjs')) },
]

// npm run check: all of them, to the end, with the failed ones named last. `node scripts/check.mjs types`: one.
await runMain(async () => {
  const only = process.argv[2]
  const chosen = only === undefined ? CHECKS : CHECKS.filter(({ name }) => name === only)
  if (chosen.length === 0)
    throw new PlainFailure(`There is no check ${only}; there are ${CHECKS.map(({ name }) => name).join(', ')}.`)
  await ensureReady(['dist'])
  const failed = []
  for (const check of chosen) {
    const began = performance.now()
    const { code } = await check.run()
    if (code !== 0) failed.push(check.name)
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  }
  if (failed.length > 0) throw new PlainFailure(`\nFailed: ${failed.join(', ')}`)
})

/** Biome colours its lines in CI even into a file. */
function plainEnv() {
  return process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }
}
