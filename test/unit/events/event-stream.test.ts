import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createEventStream, NO_PROGRESS, type RunEvent, reduceProgress } from '../../../src/events/index.ts'
import { ended, finished, logged, started, workerLost } from './run-events.ts'

async function readAll(stream: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for await (const event of stream) events.push(event)
  return events
}

test('a reader that keeps up sees every event in order', async () => {
  const stream = createEventStream()
  const events = [started(), finished(1, 1), finished(2, 1), ended(3)]
  for (const event of events) {
    const next = stream.next()
    stream.push(event)
    assert.deepEqual(await next, { done: false, value: event })
  }
  stream.end()
  assert.deepEqual(await stream.next(), { done: true, value: undefined })
})

test('for a slow reader the finished points of each worker are added up between other events', async () => {
  const stream = createEventStream()
  const one = finished(1, 1, { worker: 1 })
  for (const event of [
    started(),
    one,
    finished(2, 2, { worker: 0, failed: 1 }),
    finished(3, 4, { worker: 1 }),
    workerLost(0),
    finished(4, 8),
  ]) {
    stream.push(event)
  }
  stream.end()
  assert.deepEqual(await readAll(stream), [
    started(),
    finished(2, 2, { worker: 0, failed: 1 }),
    { ...finished(3, 5, { worker: 1 }), busyMs: 20 },
    workerLost(0),
    finished(4, 8),
  ])
})

test('a million blocks for a reader that sleeps are one event a worker', async () => {
  const stream = createEventStream()
  for (let block = 0; block < 100_000; block += 1) stream.push(finished(block, 1, { worker: block % 3 }))
  stream.end()
  assert.deepEqual(
    (await readAll(stream)).map((event) => event.type === 'points-finished' && event.done),
    [33_334, 33_333, 33_333].sort(),
  )
})

test('logs beyond the capacity are left out and counted, counts of points never are', async () => {
  const stream = createEventStream({ capacity: 10 })
  for (let index = 0; index < 1000; index += 1) {
    stream.push(logged(index, 'x'))
    stream.push(finished(index, 1))
  }
  stream.push(ended(1))
  stream.end()
  const events = await readAll(stream)
  assert.ok(events.length < 25, `${events.length}`)
  assert.equal(
    events.reduce((sum, event) => sum + (event.type === 'points-finished' ? event.done : 0), 0),
    1000,
  )
  assert.equal(events.filter(({ type }) => type === 'point-logged').length + stream.dropped, 1000)
  assert.deepEqual(events.at(-1), ended(1))
})

test('progress is the same for any reader, however it lags', async () => {
  const step = fc.record({ done: fc.nat(5), worker: fc.nat(3), reads: fc.nat(3), other: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const stream = createEventStream()
      const all: RunEvent[] = [started(1000)]
      const seen: RunEvent[] = []
      stream.push(started(1000))
      let pending = 1
      for (const [atMs, { done, worker, reads, other }] of steps.entries()) {
        const event = other ? workerLost(worker, atMs) : finished(atMs, done, { worker })
        all.push(event)
        stream.push(event)
        pending = 1
        for (let read = 0; read < reads && pending > 0; read += 1) {
          const result = await Promise.race([stream.next(), Promise.resolve(undefined)])
          if (result === undefined) break
          if (!result.done) seen.push(result.value)
          pending -= 1
        }
      }
      stream.end()
      seen.push(...(await readAll(stream)))
      const [expected, actual] = [all, seen].map((events) => events.reduce(reduceProgress, NO_PROGRESS))
      assert.deepEqual([actual?.done, actual?.lost, actual?.busyMs], [expected?.done, expected?.lost, expected?.busyMs])
    }),
  )
})

test('an error ends the stream after what is buffered, once', async () => {
  const stream = createEventStream()
  stream.push(started())
  stream.end(new RangeError('broken'))
  assert.deepEqual(await stream.next(), { done: false, value: started() })
  await assert.rejects(stream.next(), { message: 'broken' })
  assert.deepEqual(await stream.next(), { done: true, value: undefined })
})

test('a reader that waits is told of the end and of an error', async () => {
  const good = createEventStream()
  const last = good.next()
  good.end()
  assert.deepEqual(await last, { done: true, value: undefined })
  const bad = createEventStream()
  const [first, second] = [bad.next(), bad.next()]
  bad.end(new RangeError('broken'))
  await assert.rejects(first, { message: 'broken' })
  assert.deepEqual(await second, { done: true, value: undefined })
})

test('a reader that leaves ends the stream, and later events are ignored', async () => {
  const stream = createEventStream()
  stream.push(started())
  for await (const event of stream) {
    assert.deepEqual(event, started())
    break
  }
  stream.push(finished(1, 1))
  assert.deepEqual(await readAll(stream), [])
})
