import { piscina, piscinaTuned } from './adapters/piscina.ts'
import { splitThreads } from './adapters/split-threads.ts'
import { windrow } from './adapters/windrow.ts'
import { workerpool } from './adapters/workerpool.ts'
import { spinWarmUps } from './efficiency-by-grain.ts'
import { contestant, iterationsFor, pythonContestant, type WorkCase } from './harness/contestants.ts'
import type { Question } from './harness/question.ts'
import { lognormal } from './tasks.ts'
import type { Work } from './work.ts'

const IDEAL = 'ideal: even shares, known beforehand'
const PYTHON_IDEAL = 'ideal of Python: even shares, known beforehand'

export const question: Question<WorkCase> = {
  title: 'How long does a sweep of very unequal calls take, against the ideal?',
  method:
    'Calls whose lengths are lognormal with σ = 2 (mean 1 ms, the longest a hundred times that), in an order that tells ' +
    'nothing. The ideal deals them out with knowledge of every length, so that both workers have the same amount of work.',
  metric: 'time',
  peers: [IDEAL, PYTHON_IDEAL],
  calibrated: true,
  cases: (setting) => {
    const length = setting.quick ? 500 : 2000
    const total = Array.from({ length }, (_, i) => lognormal(i)).reduce((sum, weight) => sum + weight, 0)
    const callNs = (length * 1e6) / total
    const iterations = iterationsFor(callNs, setting)
    const work: Work = {
      task: 'spinSkewed',
      axes: [{ name: 'i', length, order: 'counting' }],
      constants: { iterations },
    }
    return [{ name: `${length} calls of mean 1 ms`, work, warmUp: spinWarmUps(work, setting), callNs }]
  },
  contestants: [
    contestant(IDEAL, splitThreads),
    contestant('windrow, processes', windrow('processes')),
    contestant('windrow, threads', windrow('threads')),
    contestant('piscina', piscina),
    contestant('piscina, tuned', piscinaTuned),
    contestant('workerpool, processes', workerpool('process')),
    pythonContestant(PYTHON_IDEAL, { mode: 'halves' }),
    pythonContestant('joblib, auto', { mode: 'joblib' }),
    pythonContestant('multiprocessing', { mode: 'map' }),
    pythonContestant('multiprocessing, chunk 1', { mode: 'map', chunk: 1 }),
  ],
}
