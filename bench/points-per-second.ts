import { splitProcesses } from './adapters/split-processes.ts'
import { splitThreads } from './adapters/split-threads.ts'
import { windrow } from './adapters/windrow.ts'
import { contestant, pythonContestant, type WorkCase } from './harness/contestants.ts'
import type { Question } from './harness/question.ts'
import type { Work } from './work.ts'

const THREADS = 'static split by hand, threads'
const PROCESSES = 'static split by hand, processes'

export const question: Question<WorkCase> = {
  title: 'How many points of a numeric space are computed a second?',
  method:
    'A trivial function over a space of numbers, two workers that are up and warm, until all results lie in one ' +
    'Float64Array in the caller. The splits by hand loop over literals: threads write into shared memory, processes into raw pipes.',
  metric: 'rate',
  peers: [THREADS, PROCESSES],
  cases: ({ quick }) => {
    const length = quick ? 1_000_000 : 10_000_000
    const one: Work = { task: 'double', axes: [{ name: 'x', length, order: 'counting' }], constants: {} }
    const two: Work = {
      task: 'product',
      axes: [
        { name: 'a', length: 1000, order: 'counting' },
        { name: 'b', length: length / 1000, order: 'counting' },
      ],
      constants: {},
    }
    return [
      { name: 'one axis', work: one, warmUp: warmUpsOf(one) },
      { name: 'two axes', work: two, warmUp: warmUpsOf(two) },
    ]
  },
  contestants: [
    contestant('windrow, threads', windrow('threads')),
    contestant('windrow, processes', windrow('processes')),
    contestant(THREADS, splitThreads),
    contestant(PROCESSES, splitProcesses),
    pythonContestant('multiprocessing', { mode: 'map' }),
  ],
}

/** Enough calls that every worker has compiled its loop. */
function warmUpsOf(work: Work): Work[] {
  const small = {
    ...work,
    axes: work.axes.map((axis) => ({ ...axis, length: Math.ceil(axis.length / (work.axes.length === 1 ? 100 : 10)) })),
  }
  return [small, small]
}
