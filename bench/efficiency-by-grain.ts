import { piscina, piscinaTuned } from './adapters/piscina.ts'
import { splitProcesses } from './adapters/split-processes.ts'
import { splitThreads } from './adapters/split-threads.ts'
import { windrow } from './adapters/windrow.ts'
import { workerpool } from './adapters/workerpool.ts'
import { contestant, iterationsFor, pythonContestant, type WorkCase } from './harness/contestants.ts'
import type { Question, Setting } from './harness/question.ts'
import { shortened, type Work } from './work.ts'

const IDEAL = 'ideal: two halves by hand, threads'
const PYTHON_IDEAL = 'ideal of Python: two halves by hand, processes'

const GRAINS_NS = [1e3, 2e3, 1e4, 2e4, 1e5, 1e6, 1e7]

const onePerMessage = { maxCalls: 20_000, ideal: IDEAL }

export const question: Question<WorkCase> = {
  title: 'How much of two cores is left for the function, by the length of a call?',
  method:
    'A second of work in equal calls, two workers that are up and warm. Work is a fixed number of dependent floating-point ' +
    'steps (calibrated once a run), not a wait for the clock, so that what a pool burns beside it is seen. ' +
    'Efficiency is the time of two halves run by hand in the same run ÷ own time; Python is held to its own halves.',
  metric: 'efficiency',
  peers: [],
  calibrated: true,
  cases: (setting) => GRAINS_NS.map((ns) => caseOf(ns, setting)),
  contestants: [
    contestant(IDEAL, splitThreads, { ideal: IDEAL }),
    contestant('two halves by hand, processes', splitProcesses, { ideal: IDEAL }),
    contestant('windrow, processes', windrow('processes'), { ideal: IDEAL }),
    contestant('windrow, threads', windrow('threads'), { ideal: IDEAL }),
    contestant('piscina', piscina, onePerMessage),
    contestant('piscina, tuned', piscinaTuned, onePerMessage),
    contestant('workerpool, processes', workerpool('process'), onePerMessage),
    pythonContestant(PYTHON_IDEAL, { mode: 'halves', ideal: PYTHON_IDEAL }),
    pythonContestant('joblib, auto', { mode: 'joblib', ideal: PYTHON_IDEAL }),
    pythonContestant('multiprocessing', { mode: 'map', ideal: PYTHON_IDEAL }),
    pythonContestant('multiprocessing, chunk 64', { mode: 'map', chunk: 64, ideal: PYTHON_IDEAL }),
  ],
}

function caseOf(ns: number, setting: Setting): WorkCase {
  const length = Math.round((setting.quick ? 2e8 : 1e9) / ns)
  const iterations = iterationsFor(ns, setting)
  const work: Work = { task: 'spin', axes: [{ name: 'i', length, order: 'counting' }], constants: { iterations } }
  return { name: ns < 1e6 ? `${ns / 1e3} µs` : `${ns / 1e6} ms`, work, warmUp: spinWarmUps(work, setting), callNs: ns }
}

/** Long calls first, so that the loop is compiled in both workers; then a few of the case's own kind. */
export function spinWarmUps(work: Work, setting: Setting): Work[] {
  const long: Work = {
    task: 'spin',
    axes: [{ name: 'i', length: 8, order: 'counting' }],
    constants: { iterations: iterationsFor(5e6, setting) },
  }
  return [long, shortened(work, 10), shortened(work, Math.min(2000, Math.ceil((work.axes[0]?.length ?? 0) / 20)))]
}
