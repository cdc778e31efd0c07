import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { type TestContext, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { createProgressSink, type ProgressOption, type ProgressSink, type RunEvent } from '../../../src/events/index.ts'
import { ended, failed, finished, logged, START_MS, started, workerLost, workerStarted } from './run-events.ts'

class FakeStream extends EventEmitter {
  text = ''
  columns = 80
  readonly isTTY: boolean
  constructor(isTTY: boolean) {
    super()
    this.isTTY = isTTY
  }
  write(text: string): boolean {
    this.text += text
    return true
  }
  take(): string {
    const { text } = this
    this.text = ''
    return text
  }
}

const CLEAR_LINE = '\r\x1b[K'
const UTF8 = { LANG: 'C.UTF-8', TERM: 'xterm', NO_COLOR: '1' }

interface Stage {
  readonly stream: FakeStream
  readonly sink: ProgressSink
  readonly tick: (ms: number) => void
  readonly play: (...events: RunEvent[]) => void
}

function stage(
  t: TestContext,
  option: ProgressOption,
  { isTTY = true, env = UTF8 as Record<string, string> } = {},
): Stage {
  t.mock.timers.enable({ apis: ['setInterval', 'Date'], now: START_MS })
  const stream = new FakeStream(isTTY)
  const sink = createProgressSink(option, { stream, env })
  t.after(() => sink.close())
  return {
    stream,
    sink,
    // In steps, because the mocked clock stands at the end of a tick while its timers run.
    tick: (ms) => {
      for (let left = ms; left > 0; left -= 100) t.mock.timers.tick(Math.min(left, 100))
    },
    play: (...events) => {
      for (const event of events) sink.dispatch(event)
    },
  }
}

test('a bar is redrawn at most ten times a second', (t) => {
  const { stream, tick, play } = stage(t, 'bar')
  play(started(), workerStarted())
  stream.take()
  for (let ms = 0; ms < 1000; ms += 1) {
    tick(1)
    play(finished(ms, 0))
  }
  assert.equal(stream.take().split('\r').length - 1, 10)
})

test('what others write stands above the bar, which is drawn again', async (t) => {
  const { stream, sink, play } = stage(t, 'bar')
  play(started())
  const bar = stream.take().split(CLEAR_LINE).at(-1) ?? ''
  stream.write('a line\n')
  stream.write('and another\n')
  await setImmediate()
  assert.equal(stream.take(), `${CLEAR_LINE}a line\nand another\n${CLEAR_LINE}${bar}`)
  stream.write('unfinished')
  await setImmediate()
  assert.equal(stream.take(), `${CLEAR_LINE}unfinished`)
  play(ended(0))
  assert.match(stream.take(), /^\n✔ /)
  sink.close()
  stream.write('afterwards')
  assert.equal(stream.take(), 'afterwards')
})

test('a bar without news is redrawn every second, so that its ETA goes on', (t) => {
  const { stream, tick, play } = stage(t, 'bar')
  play(started())
  stream.take()
  tick(5_000)
  assert.equal(stream.take().split('\r').length - 1, 5)
})

test('a bar clears its line at the end and leaves one summary', (t) => {
  const { stream, sink, play } = stage(t, 'bar')
  play(started(4), workerStarted(), finished(1000, 4), ended(2000))
  sink.close()
  sink.close()
  assert.ok(stream.take().endsWith('\r\x1b[K✔ ising: 4 points in 2s, 2.00/s\n'))
})

test('a bar that is closed in the middle of a run says where it stopped', (t) => {
  const { stream, sink, play } = stage(t, 'bar')
  play(started(4), workerStarted(), finished(1000, 2))
  sink.close()
  assert.ok(stream.take().endsWith('\r\x1b[K✖ ising: stopped after 2/4 points in 1s, 2.00/s\n'))
})

test('logs, lost workers and the first failure are printed above the bar', (t) => {
  const { stream, play } = stage(t, 'bar')
  play(started(4), workerStarted())
  stream.take()
  play(logged(2, 'converged\n'), failed(3), failed(4), workerLost(0))
  const lines = stream
    .take()
    .split('\n')
    .map((line) => line.slice(line.lastIndexOf(CLEAR_LINE) + 1).replace(CLEAR_LINE.slice(1), ''))
  assert.deepEqual(lines.slice(0, -1), [
    'point 2: converged',
    'first failure: Point 3 (T = 2.1): RangeError: too far',
    '    on n1',
    'worker 0 lost: killed by SIGKILL',
  ])
})

test('a locale without UTF-8 gets an ASCII bar, a dumb terminal gets lines', (t) => {
  const { stream, play } = stage(t, 'bar', { env: { LANG: 'C', TERM: 'xterm', NO_COLOR: '1' } })
  play(started())
  assert.ok(stream.take().startsWith(`${CLEAR_LINE}ising  [----------------------] `))
  const dumb = new FakeStream(true)
  createProgressSink('bar', { stream: dumb, env: { TERM: 'dumb' } }).dispatch(started())
  assert.equal(dumb.text, 'ising: 672 points on 2 workers\n')
})

test('a second run on the same terminal writes lines, and has the bar when the first is closed', (t) => {
  const { stream, sink, play } = stage(t, true)
  play(started())
  stream.take()
  const second = createProgressSink(true, { stream, env: UTF8 })
  second.dispatch(started())
  assert.equal(stream.take(), `${CLEAR_LINE}ising: 672 points on 2 workers\n`)
  second.close()
  sink.close()
  stream.take()
  const third = createProgressSink(true, { stream, env: UTF8 })
  third.dispatch(started())
  assert.match(stream.take(), /^\r/)
  third.close()
})

test('lines come at the start, every tenth, and at the end', (t) => {
  const { stream, tick, play } = stage(t, true, { isTTY: false })
  play(started(100), workerStarted())
  for (let done = 1; done <= 100; done += 1) {
    tick(1000)
    play(finished(done * 1000, 1))
  }
  play(ended(100_000))
  const lines = stream.take().trimEnd().split('\n')
  assert.deepEqual(lines.slice(0, 3), [
    'ising: 100 points on 2 workers',
    'ising: 10/100 points (10%), 1.00/s, ETA 1m 30s, 1 worker',
    'ising: 20/100 points (20%), 1.00/s, ETA 1m 20s, 1 worker',
  ])
  assert.equal(lines.length, 11)
  assert.equal(lines.at(-1), 'ising: 100 points in 1m 40s, 1.00/s')
})

test('a quick run writes two lines, a silent one a line every thirty seconds', (t) => {
  const quick = stage(t, 'lines', { isTTY: false })
  quick.play(started(100), workerStarted())
  for (let done = 1; done <= 100; done += 1) quick.play(finished(done, 1))
  quick.play(ended(100))
  assert.equal(quick.stream.take().split('\n').length - 1, 2)
  const silent = new FakeStream(false)
  const sink = createProgressSink('lines', { stream: silent, env: UTF8 })
  sink.dispatch(started())
  quick.tick(95_000)
  sink.close()
  assert.equal(silent.text.split('\n').length - 1, 1 + 3 + 1)
})

test('JSON lines hold every event whatever its values', (t) => {
  const { stream, play } = stage(t, 'json', { isTTY: false })
  const events = [started(), failed(1, { n: 5n, x: Number.NaN, field: new Float64Array([1, 2]) }), ended(1)]
  play(...events)
  const lines = stream
    .take()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent)
  assert.deepEqual(
    lines.map(({ type }) => type),
    ['run-started', 'point-failed', 'run-finished'],
  )
  assert.deepEqual((lines[1] as RunEvent & { type: 'point-failed' }).failure.point, { n: '5', x: 'NaN', field: [1, 2] })
})

test('a function receives each event with the progress it led to', (t) => {
  const seen: unknown[] = []
  const { play } = stage(t, (event, progress) => seen.push([event.type, progress.done]))
  play(started(4), finished(1, 3), ended(2))
  assert.deepEqual(seen, [
    ['run-started', 0],
    ['points-finished', 3],
    ['run-finished', 3],
  ])
})

test('what a function throws reaches whoever dispatched the event', (t) => {
  const { sink } = stage(t, () => {
    throw new RangeError('mine')
  })
  assert.throws(() => sink.dispatch(started()), { name: 'RangeError', message: 'mine' })
})

test('nothing is written for false, and progress is kept all the same', (t) => {
  const { stream, sink, play } = stage(t, false)
  play(started(4), finished(1, 3))
  assert.equal(stream.take(), '')
  assert.equal(sink.progress.done, 3)
})

test('a stream that breaks is written to no more', (t) => {
  const { stream, tick, play } = stage(t, 'bar')
  play(started())
  stream.take()
  stream.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
  tick(5_000)
  play(finished(1, 3), ended(2))
  assert.equal(stream.take(), '')
})

test('a stream has one error listener however many runs use it, and none afterwards', async (t) => {
  const { stream, sink } = stage(t, 'json')
  const others = Array.from({ length: 20 }, () => createProgressSink('json', { stream, env: UTF8 }))
  assert.equal(stream.listenerCount('error'), 1)
  for (const other of [sink, ...others]) other.close()
  await setImmediate()
  assert.equal(stream.listenerCount('error'), 0)
})

test('an unknown way to show progress is refused', () => {
  assert.throws(() => createProgressSink('dots' as 'bar'), {
    name: 'TypeError',
    message: "Expected `progress` to be true, false, 'bar', 'lines', 'json' or a function, got `dots` (string).",
  })
})
