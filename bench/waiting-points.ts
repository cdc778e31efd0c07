import { pMap } from './adapters/p-map.ts'
import { piscinaTuned } from './adapters/piscina.ts'
import { tinypool } from './adapters/tinypool.ts'
import { windrow } from './adapters/windrow.ts'
import { contestant, pythonContestant, type WorkCase } from './harness/contestants.ts'
import type { Question } from './harness/question.ts'
import { shortened, type Work } from './work.ts'

const CONCURRENCY = 50

export const question: Question<WorkCase> = {
  title: 'How long do a thousand calls of 100 ms of waiting take?',
  method:
    'Async calls that wait for a timer, two workers with 50 in flight each, so one second is ideal. ' +
    'p-map keeps 100 in flight in one process, Python 100 threads.',
  metric: 'time',
  peers: ['p-map'],
  cases: ({ quick }) => {
    const work: Work = {
      task: 'wait',
      axes: [{ name: 'i', length: quick ? 300 : 1000, order: 'counting' }],
      constants: { ms: 100 },
    }
    return [
      {
        name: `${work.axes[0]?.length} calls of 100 ms`,
        work,
        warmUp: [shortened(work, 10)],
        concurrency: CONCURRENCY,
      },
    ]
  },
  contestants: [
    contestant('windrow, processes', windrow('processes')),
    contestant('windrow, threads', windrow('threads')),
    contestant('p-map', pMap),
    contestant('piscina, tuned', piscinaTuned),
    contestant('tinypool, tuned', tinypool(CONCURRENCY)),
    pythonContestant('multiprocessing, 100 threads', { mode: 'threads' }),
  ],
}
