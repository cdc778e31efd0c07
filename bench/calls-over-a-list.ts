import { jestWorker } from './adapters/jest-worker.ts'
import { piscina, piscinaChunked, piscinaTuned } from './adapters/piscina.ts'
import { splitThreads } from './adapters/split-threads.ts'
import { tinypool } from './adapters/tinypool.ts'
import { windrow } from './adapters/windrow.ts'
import { workerpool } from './adapters/workerpool.ts'
import { contestant, pythonContestant, type WorkCase } from './harness/contestants.ts'
import type { Question } from './harness/question.ts'
import { shortened, type Work } from './work.ts'

/**
 * One message a call: at 10^6 calls they would take half a minute each, and more time a call, because several shift their
 * queue as an array (at 10^5 tinypool and workerpool lose half their rate). So they are measured where they are fastest.
 */
const onePerMessage = { maxCalls: 20_000 }

export const question: Question<WorkCase> = {
  title: 'How fast is a trivial call mapped over a list?',
  method:
    'A list of distinct numbers in no order, all calls handed over at once, two workers that are up and warm, until every ' +
    'result is back in order. Arguments are built before the clock starts. Who is marked "by hand" cuts the list itself. ' +
    'Pools that send one message a call get 20 000 calls, which is where they are fastest.',
  metric: 'rate',
  peers: ['piscina', 'piscina, tuned'],
  cases: ({ quick }) => {
    const work: Work = {
      task: 'double',
      axes: [{ name: 'x', length: quick ? 100_000 : 1_000_000, order: 'scattered' }],
      constants: {},
    }
    return [{ name: 'trivial calls', work, warmUp: [shortened(work, 5000), shortened(work, 5000)] }]
  },
  contestants: [
    contestant('windrow, processes', windrow('processes')),
    contestant('windrow, threads', windrow('threads')),
    contestant('piscina', piscina, onePerMessage),
    contestant('piscina, tuned', piscinaTuned, onePerMessage),
    contestant('tinypool', tinypool(1), onePerMessage),
    contestant('tinypool, tuned', tinypool(10), onePerMessage),
    contestant('workerpool, threads', workerpool('thread'), onePerMessage),
    contestant('workerpool, processes', workerpool('process'), onePerMessage),
    contestant('jest-worker, threads', jestWorker(true), onePerMessage),
    contestant('jest-worker, processes', jestWorker(false), onePerMessage),
    pythonContestant('joblib, auto', { mode: 'joblib' }),
    pythonContestant('multiprocessing', { mode: 'map' }),
    pythonContestant('multiprocessing, chunk 64', { mode: 'map', chunk: 64 }),
    pythonContestant('multiprocessing, 1000 by hand', { mode: 'hand-chunks', chunk: 1000 }),
    contestant('piscina, 1000 by hand', piscinaChunked),
    contestant('static split by hand, threads', splitThreads),
  ],
}
