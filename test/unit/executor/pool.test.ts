import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { World } from './pool-world.ts'

describe('the pool', () => {
  it('starts no more workers than there are points', () => {
    const world = new World(8)
    world.submit({ size: 3 })
    assert.equal(world.starts, 3)
  })

  it('gives every point to exactly one worker and ends when all are finished', () => {
    const world = new World(2)
    world.submit({ size: 10_000 })
    world.runToEnd()
    assert.deepEqual(world.outcomes, ['completed'])
    assert.equal(world.finished.size, 10_000)
    assert.ok([...world.finished.values()].every((times) => times === 1))
  })

  it('makes leases shrink to single points at the end', () => {
    const world = new World(2)
    world.submit({ size: 1000 })
    const sizes: number[] = []
    for (let turn = 0; world.outcomes.length === 0; turn++) {
      const busy = world.busy()
      const worker = busy[turn % busy.length] ?? 0
      const range = world.workers.get(worker)?.[0]
      sizes.push((range?.hi ?? 0) - (range?.lo ?? 0))
      world.finish(worker, { ms: 0.6 * (sizes.at(-1) ?? 0) })
    }
    assert.ok((sizes[0] ?? 0) > 100)
    assert.deepEqual(sizes.slice(-2), [1, 1])
  })

  it('leases one point at a time when points are slow', () => {
    const world = new World(2)
    world.submit({ size: 100 })
    for (const worker of world.busy()) world.finish(worker, { count: 1, release: true, ms: 500 })
    for (const [, held] of world.workers)
      assert.deepEqual(
        held.map(({ lo, hi }) => hi - lo),
        [1],
      )
  })

  it('keeps `concurrency` points in flight per worker, but shares the last ones fairly', () => {
    const world = new World(2)
    world.submit({ size: 60, concurrency: 50 })
    const held = [...world.workers.values()].map((ranges) => ranges.reduce((sum, { lo, hi }) => sum + hi - lo, 0))
    assert.deepEqual(held, [30, 30])
  })

  it('runs what a lost worker held again, and keeps what it had sent', () => {
    const world = new World(1)
    world.submit({ size: 100 })
    world.ready(0)
    world.finish(0, { count: 10 })
    world.lose(0)
    world.runToEnd()
    assert.deepEqual(world.outcomes, ['completed'])
    assert.equal(world.finished.size, 100)
    assert.ok([...world.finished.values()].every((times) => times === 1))
    assert.deepEqual(world.quarantined, [])
  })

  it('quarantines the one point that kills workers and blames no neighbour', () => {
    const world = new World(2)
    world.submit({ size: 5000 })
    world.runToEnd(1234)
    assert.deepEqual(world.quarantined, [1234])
    assert.deepEqual(world.outcomes, ['completed'])
    assert.equal(world.finished.size, 4999)
  })

  it('finds a killer among 10^5 points with at most nine losses', () => {
    const world = new World(2)
    world.submit({ size: 100_000, maxWorkerLosses: 3 })
    world.runToEnd(99_999)
    assert.deepEqual(world.quarantined, [99_999])
    assert.ok(world.starts - 2 <= 9, `${world.starts - 2} workers were lost`)
  })

  it('fails only the point that ran too long, and gives the rest back without suspicion', () => {
    const world = new World(1)
    world.submit({ size: 1000 })
    world.ready(0)
    world.lose(0, { run: 0, position: 7 })
    world.runToEnd()
    assert.deepEqual(world.timedOut, [7])
    assert.equal(world.finished.size, 999)
  })

  it('tries a point that ran too long again as often as `retries` says', () => {
    const world = new World(1)
    world.submit({ size: 1, retries: 1 })
    world.ready(0)
    world.lose(0, { run: 0, position: 0 })
    assert.deepEqual(world.timedOut, [])
    const [worker = -1] = world.busy()
    world.ready(worker)
    world.lose(worker, { run: 0, position: 0 })
    assert.deepEqual(world.timedOut, [0])
    assert.deepEqual(world.outcomes, ['completed'])
  })

  it('starts nothing new after the first failure when told so, and lets running points end', () => {
    const world = new World(2)
    world.submit({ size: 1000, stopOnFailure: true })
    const [first = 0, second = 1] = world.busy()
    world.finish(first, { count: 1, failed: [0], release: true })
    assert.deepEqual(world.outcomes, [])
    world.finish(second, { count: 1, release: true })
    assert.deepEqual(world.outcomes, ['stopped'])
  })

  it('gives a run up when three workers in a row die before they are ready and none is left', () => {
    const world = new World(2)
    world.submit({ size: 10 })
    for (let i = 0; i < 3; i++) world.lose([...world.workers.keys()][0] ?? -1)
    assert.deepEqual(world.outcomes, [])
    world.lose([...world.workers.keys()][0] ?? -1)
    assert.deepEqual(world.outcomes, ['no-workers'])
    assert.equal(world.starts, 4)
  })

  it('goes on with the workers it has when the system gives no more', () => {
    const world = new World(64)
    world.submit({ size: 1000 })
    for (let worker = 1; worker < 64; worker++) world.lose(worker)
    world.runToEnd()
    assert.deepEqual(world.outcomes, ['completed'])
    assert.ok(world.starts <= 70, `${world.starts} workers were started`)
  })

  it('believes a result more than the word that its point ran too long', () => {
    const world = new World(1)
    world.submit({ size: 10 })
    world.ready(0)
    world.finish(0, { count: 4 })
    world.lose(0, { run: 0, position: 3 })
    world.runToEnd()
    assert.deepEqual(world.timedOut, [])
    assert.deepEqual(world.quarantined, [])
    assert.equal(world.finished.size, 10)
  })

  it('lets suspicious points share their worker with no other run', () => {
    const world = new World(1)
    world.submit({ size: 1 }, 0)
    world.submit({ size: 50 }, 1)
    world.ready(0)
    world.lose(0)
    const runsOf = (worker: number): Set<number> => new Set(world.workers.get(worker)?.map(({ run }) => run))
    for (let step = 0; step < 200 && world.outcomes.length < 2; step++) {
      const [worker = -1] = world.busy()
      assert.equal(runsOf(worker).size, 1)
      world.ready(worker)
      if (step < 3) world.lose(worker)
      else world.finish(worker)
    }
    assert.deepEqual(world.outcomes, ['completed', 'completed'])
  })

  it('ends a run of no points at once', () => {
    const world = new World(2)
    world.submit({ size: 0 })
    assert.deepEqual(world.outcomes, ['completed'])
    assert.equal(world.starts, 0)
  })

  it('starts no more points a second than `perSecond` over all workers', () => {
    const world = new World(2)
    world.submit({ size: 1000, perSecond: 10 })
    let started = 0
    for (let ms = 0; ms <= 10_000; ms += 10) {
      world.nowMs = ms
      world.tell({ type: 'time-passed', nowMs: ms })
      for (const worker of world.busy()) {
        const range = world.workers.get(worker)?.[0]
        started += (range?.hi ?? 0) - (range?.lo ?? 0)
        world.finish(worker, { ms: 0 })
      }
    }
    assert.ok(started >= 99 && started <= 102, `${started} points were started in 10 s`)
  })

  it('serves two runs at the same time', () => {
    const world = new World(2)
    world.submit({ size: 50 }, 0)
    world.submit({ size: 50 }, 1)
    for (let step = 0; step < 1000 && world.outcomes.length < 2; step++) world.finish(world.busy()[0] ?? -1)
    assert.deepEqual(world.outcomes, ['completed', 'completed'])
  })

  it('keeps its books with several runs, drains and late words of time-outs, and every run ends', () => {
    const step = fc.record({
      kind: fc.constantFrom('submit', 'ready', 'finish', 'part', 'fail', 'lose', 'timeout', 'drain', 'kill', 'time'),
      pick: fc.nat(9),
      count: fc.nat(60),
    })
    const options = fc.record({
      concurrency: fc.constantFrom(1, 1, 5),
      retries: fc.nat(2),
      stopOnFailure: fc.boolean(),
      maxWorkerLosses: fc.integer({ min: 1, max: 3 }),
      perSecond: fc.constantFrom(undefined, undefined, 50),
    })
    fc.assert(
      fc.property(
        options,
        fc.integer({ min: 1, max: 5 }),
        fc.array(step, { maxLength: 120 }),
        (given, workers, steps) => {
          const world = new World(workers)
          let runs = 0
          const submit = (size: number): void => world.submit({ ...given, size }, runs++)
          submit(100)
          for (const { kind, pick, count } of steps) {
            if (kind === 'submit') submit(count)
            else if (kind === 'drain') world.tell({ type: 'run-drained', run: pick % runs, abort: true })
            else if (kind === 'kill') world.tell({ type: 'run-killed', run: pick % runs })
            else if (kind === 'time') world.tell({ type: 'time-passed', nowMs: world.pass(count) })
            const busy = world.busy()
            const worker = busy[pick % Math.max(1, busy.length)]
            const range = worker === undefined ? undefined : world.workers.get(worker)?.[0]
            if (worker === undefined || range === undefined) continue
            if (kind === 'ready') world.ready(worker)
            else if (kind === 'finish') world.finish(worker)
            else if (kind === 'part') world.finish(worker, { count: count + 1, release: pick % 2 === 0 })
            else if (kind === 'fail') world.finish(worker, { count: 1, failed: [range.lo] })
            else if (kind === 'lose') {
              world.ready(worker)
              world.lose(worker)
            } else if (kind === 'timeout') world.lose(worker, { run: pick % runs, position: range.lo + count - 5 })
          }
          for (let turn = 0; turn < 20_000 && world.outcomes.length < runs; turn++) {
            const [worker] = world.busy()
            if (worker === undefined) world.tell({ type: 'time-passed', nowMs: world.pass(100) })
            else world.finish(worker)
          }
          assert.equal(world.outcomes.length, runs)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('keeps its books in any order of events, and never loses or repeats a point', () => {
    const step = fc.record({
      kind: fc.constantFrom('ready', 'finish', 'part', 'fail', 'lose', 'timeout'),
      pick: fc.nat(9),
      count: fc.nat(40),
    })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(step, { maxLength: 80 }),
        (size, workers, steps) => {
          const world = new World(workers)
          world.submit({ size, retries: 1 })
          let failures = 0
          for (const { kind, pick, count } of steps) {
            const busy = world.busy()
            const worker = busy[pick % Math.max(1, busy.length)]
            if (worker === undefined) break
            const range = world.workers.get(worker)?.[0]
            if (range === undefined) continue
            if (kind === 'ready') world.ready(worker)
            else if (kind === 'finish') world.finish(worker)
            else if (kind === 'part') world.finish(worker, { count: count + 1, release: pick % 2 === 0 })
            else if (kind === 'fail') {
              failures += 1
              world.finish(worker, { count: 1, failed: [range.lo] })
            } else if (kind === 'lose') {
              world.ready(worker)
              world.lose(worker)
            } else world.lose(worker, { run: range.run, position: range.lo })
          }
          if (world.outcomes.length === 0) world.runToEnd()
          assert.deepEqual(world.outcomes, ['completed'])
          assert.equal(world.finished.size + failures + world.quarantined.length + world.timedOut.length, size)
          assert.ok([...world.finished.values()].every((times) => times === 1))
        },
      ),
      { numRuns: 300 },
    )
  })
})
