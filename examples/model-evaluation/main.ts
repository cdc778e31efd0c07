import { geomspace, range, sweep } from 'windrow'
import { sentences } from './corpus.ts'
import { evaluate } from './evaluate.ts'
import { startServer } from './server.ts'

const server = await startServer()
const axes = {
  n: [1, 2, 3, 4],
  smoothing: geomspace(0.001, 1, 4),
  letters: [5, 10, 20, 40],
  sentence: range(sentences.length),
}
try {
  const started = performance.now()
  const ds = await sweep(evaluate, axes, {
    unrecorded: { url: server.url },
    concurrency: 64,
    retries: 2,
    timeoutMs: 10_000,
    out: process.argv[2] ?? 'languages.nc',
  })
  const seconds = (performance.now() - started) / 1000
  const { requests, batches } = server.stats
  console.log(`${requests} requests in ${batches} batches, ${(requests / seconds).toFixed(0)} a second\n`)
  const accuracy = ds.get('isRight').mean(['sentence', 'smoothing'])
  console.log('Share of right answers by length of the runs (down) and letters seen (across):\n')
  console.log(`     ${axes.letters.map((letters) => String(letters).padStart(6)).join('')}`)
  for (const n of axes.n) {
    const row = axes.letters.map((letters) => accuracy.sel({ n, letters }).item().toFixed(2).padStart(6))
    console.log(`n = ${n}${row.join('')}`)
  }
} finally {
  await server.close()
}
