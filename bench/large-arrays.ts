import { once } from 'node:events'
import { type TransferListItem, Worker } from 'node:worker_threads'
import { loadPeer } from './adapters/load-peer.ts'
import { type PiscinaPackage, startPiscina } from './adapters/piscina.ts'
import { loadWindrow } from './adapters/windrow.ts'
import { startWorkerpool } from './adapters/workerpool.ts'
import { inBuild } from './harness/paths.ts'
import type { Contestant, Question } from './harness/question.ts'
import { medianOf } from './harness/statistics.ts'
import { elementOf } from './tasks.ts'

const LENGTH = 1_000_000
const REPEATS = 15
const COPY = 'postMessage by hand, copy'

type How = 'copy' | 'shared' | 'move'

/** Calls `elementOf` in a worker with this array. */
type CallWith = (array: Float64Array) => Promise<unknown>

export const question: Question = {
  title: 'What does an argument of 8 MB cost, with threads?',
  method:
    'One call that reads one element of a Float64Array of 10^6, one worker that is up; median of 15 calls in a process, each with ' +
    'a new array that is filled before the clock starts. "array alone" is that less the median of calls with an array of one element, taken in turn.',
  metric: 'time',
  peers: [COPY],
  cases: () => [{ name: '8 MB argument' }],
  contestants: [
    timed('windrow, shared', 'shared', () => sweepWith('shared')),
    timed('windrow, move()', 'move', () => sweepWith('move')),
    timed('windrow, plain array', 'copy', () => sweepWith('copy')),
    timed('postMessage by hand, shared', 'shared', () => postWith('shared')),
    timed('postMessage by hand, transfer', 'move', () => postWith('move')),
    timed(COPY, 'copy', () => postWith('copy')),
    timed('piscina, shared', 'shared', () => piscinaWith('shared')),
    timed('piscina, transfer', 'move', () => piscinaWith('move')),
    timed('piscina, copy', 'copy', () => piscinaWith('copy')),
    timed('workerpool, transfer', 'move', () => workerpoolWith('move')),
    timed('workerpool, copy', 'copy', () => workerpoolWith('copy')),
  ],
}

function timed(name: string, how: How, open: () => Promise<CallWith>): Contestant {
  return {
    name,
    async measure() {
      const call = await open()
      const withArray: number[] = []
      const without: number[] = []
      await timeCall(call, LENGTH, how)
      for (let repeat = 0; repeat < REPEATS; repeat++) {
        without.push(await timeCall(call, 1, how))
        withArray.push(await timeCall(call, LENGTH, how))
      }
      const ms = medianOf(withArray)
      return { ms, calls: 1, details: { 'array alone, ms': ms - medianOf(without) } }
    },
  }
}

async function timeCall(call: CallWith, length: number, how: How): Promise<number> {
  const array = filled(length, how)
  const start = performance.now()
  const result = await call(array)
  const ms = performance.now() - start
  if (result !== 7 + length) throw new Error(`Expected ${7 + length}, got ${String(result)}.`)
  if (how !== 'move' && array[0] !== 7) throw new Error('The array was not usable any more.')
  return ms
}

function filled(length: number, how: How): Float64Array {
  const buffer = how === 'shared' ? new SharedArrayBuffer(8 * length) : new ArrayBuffer(8 * length)
  return new Float64Array(buffer).fill(7)
}

async function sweepWith(how: How): Promise<CallWith> {
  const { sweep, move, SingleNodeExecutor } = await loadWindrow()
  const executor = new SingleNodeExecutor({ workers: 'threads', maxWorkers: 1 })
  return async (array) => {
    const constants = { array: how === 'move' ? move(array) : array }
    const dataset = await sweep(elementOf, { at: [0] }, { executor, progress: false, constants })
    return dataset.get('elementOf').values[0]
  }
}

async function postWith(how: How): Promise<CallWith> {
  const thread = new Worker(inBuild('adapters/workers/echo-array.js'))
  await once(thread, 'message')
  return async (array) => {
    const answered = once(thread, 'message')
    thread.postMessage({ array, at: 0 }, transferListOf(array, how))
    const [result] = await answered
    return result
  }
}

async function piscinaWith(how: How): Promise<CallWith> {
  await loadPeer<PiscinaPackage>('piscina')
  const pool = await startPiscina(1)
  return (array) => pool.run({ array, at: 0 }, { name: 'elementOf', transferList: transferListOf(array, how) })
}

async function workerpoolWith(how: How): Promise<CallWith> {
  const pool = await startWorkerpool('thread', 1)
  return (array) => pool.exec('elementOf', [{ array, at: 0 }], { transfer: transferListOf(array, how) })
}

function transferListOf(array: Float64Array, how: How): TransferListItem[] {
  return how === 'move' ? [array.buffer as ArrayBuffer] : []
}
