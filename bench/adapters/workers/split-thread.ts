import { parentPort } from 'node:worker_threads'
import { runIndices, runList, runRange } from '../by-hand.ts'
import type { ThreadOrder } from '../split-threads.ts'

const port = parentPort
port?.on('message', (order: ThreadOrder) => {
  if (order.kind === 'range') runRange(order.share, order.out)
  else if (order.kind === 'list') runList(order.values, order.out)
  else runIndices(order.share, order.out)
  port.postMessage('done')
})
port?.postMessage('ready')
