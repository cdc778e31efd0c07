import { ensureReady } from './lib/ready.mjs'
import { runMain } from './lib/run.mjs'

// `npm run build` makes both builds; `node scripts/build.mjs dist` only what is published.
const names = process.argv.slice(2)
await runMain(() => ensureReady(names.length > 0 ? names : undefined))
