import { lengthsOf, listScheduling } from './adapters/by-hand.ts'
import { piscina, piscinaTuned } from './adapters/piscina.ts'
import { splitThreads } from './adapters/split-threads.ts'
import { windrow } from './adapters/windrow.ts'
import { workerpool } from './adapters/workerpool.ts'
import { spinWarmUps } from './efficiency-by-grain.ts'
import { contestant, iterationsFor, pythonContestant, type WorkCase } from './harness/contestants.ts'
import { type Question, type Setting, WORKERS } from './harness/question.ts'
import type { Work } from './work.ts'

const IDEAL = 'ideal: even shares, known beforehand'
const PYTHON_IDEAL = 'ideal of Python: even shares, known beforehand'

export const question: Question<WorkCase> = {
  title: 'How long does a sweep of very unequal calls take, against the ideal?',
  method:
    'Calls whose lengths are lognormal with σ = 2 (mean 1 ms, the longest a hundred times that), in an order that tells ' +
    'nothing: three arrangements, each with the time of list scheduling (one call at a time, for nothing) over the ideal. ' +
    'The ideal deals calls out with knowledge of every length, so that both workers have the same amount of work.',
  metric: 'time',
  peers: [IDEAL, PYTHON_IDEAL],
  calibrated: true,
  cases: (setting) => (setting.quick ? [1] : [1, 2, 3]).map((arrangement) => caseOf(arrangement, setting)),
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

function caseOf(arrangement: number, setting: Setting): WorkCase {
  const length = setting.quick ? 500 : 2000
  const constants = { iterations: 0, offset: 10_000 * arrangement }
  const shape: Work = { task: 'spinSkewed', axes: [{ name: 'i', length, order: 'counting' }], constants }
  const callNs = (length * 1e6) / lengthsOf(shape).reduce((sum, own) => sum + own, 0)
  const work: Work = { ...shape, constants: { ...constants, iterations: iterationsFor(callNs, setting) } }
  const luck = listScheduling(work, WORKERS).toFixed(3)
  const name = `${length} calls of mean 1 ms, arrangement ${arrangement} (list scheduling ${luck})`
  return { name, work, warmUp: spinWarmUps(work, setting), callNs }
}
