import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Admission, type Demand, demandOf, resolveResources } from '../../../src/resources/index.ts'
import { demand, World } from './admission-world.ts'

describe('admission', () => {
  it('starts calls in the order in which they came, as far as there is room', () => {
    const world = new World({ slots: 2 })
    for (let i = 0; i < 4; i += 1) world.submit()
    assert.deepEqual(world.started, [0, 1])
    world.end(1)
    assert.deepEqual(world.started, [0, 1, 2])
  })

  it('starts higher priorities first', () => {
    const world = new World({ slots: 1 })
    const priorities = [0, 1, 5, 5, -1]
    for (const priority of priorities) world.submit({ priority })
    for (const call of [0, 2, 3, 1]) world.end(call)
    assert.deepEqual(world.started, [0, 2, 3, 1, 4])
  })

  it('bounds the number of calls beside the slots', () => {
    const world = new World({ slots: 8, calls: 2 })
    for (let i = 0; i < 3; i += 1) world.submit()
    assert.deepEqual(world.started, [0, 1])
  })

  it('lets a small call pass a large one that does not fit yet', () => {
    const world = new World({ slots: 2 })
    world.submit()
    const large = world.submit({ slots: 2 })
    const small = world.submit()
    assert.deepEqual(world.started, [0, small])
    world.end(0)
    world.end(small)
    assert.deepEqual(world.started, [0, small, large])
  })

  it('lets so many small calls pass a large one and then makes room for it', () => {
    const world = new World({ slots: 2, maxPasses: 3 })
    world.submit()
    const large = world.submit({ slots: 2 })
    for (let i = 0; i < 10; i += 1) world.submit()
    while (!world.running.has(large)) world.end([...world.running.keys()][0] ?? -1)
    assert.deepEqual(world.started, [0, 2, 3, 4, large])
  })

  it('lets an old call of low priority start once so many newer ones went first', () => {
    const world = new World({ slots: 1, maxPasses: 3 })
    world.submit()
    const low = world.submit({ priority: -1 })
    for (let i = 0; i < 10; i += 1) world.submit()
    while (!world.running.has(low)) world.end([...world.running.keys()][0] ?? -1)
    assert.deepEqual(world.started, [0, 2, 3, 4, low])
  })

  it('runs an exclusive call alone, and nothing beside it', () => {
    const world = new World({ slots: 4 })
    world.submit()
    const alone = world.submit({ exclusive: true })
    world.end(0)
    const after = world.submit()
    assert.deepEqual([...world.running.keys()], [alone])
    world.end(alone)
    assert.deepEqual([...world.running.keys()], [after])
  })

  it('gives devices to calls and takes them back when they end', () => {
    const world = new World({ slots: 4, gpus: [0, 1, 2] })
    world.submit({ gpus: 2 })
    world.submit({ gpus: 2 })
    world.submit({ gpus: 1 })
    assert.deepEqual(
      [...world.running],
      [
        [0, [0, 1]],
        [2, [2]],
      ],
    )
    world.end(0)
    assert.deepEqual(
      [...world.running],
      [
        [2, [2]],
        [1, [0, 1]],
      ],
    )
  })

  it('refuses what can never run at once, with what to do', () => {
    const world = new World({ slots: 2, memoryBytes: 4e9, gpus: [0] })
    world.submit({ slots: 8 })
    world.submit({ memoryBytes: 5e9 })
    world.submit({ gpus: 2 })
    assert.deepEqual(
      [...world.refused.values()],
      [
        'The call asks for 8 cores (`cores` × `threadsPerCore`), and the executor has 2.\nAsk for less, or give the executor a larger `maxCores`.',
        'The call asks for 5.00 GB of `memory`, and the executor has 4.00 GB.\nAsk for less, or give the executor a larger `maxMemory`.',
        "The call asks for 2 GPUs (`cores` × `gpusPerCore`), and the executor has 1.\nAsk for less, or name more in the executor's `gpus`.",
      ],
    )
  })

  it('starts more when it grows, and refuses what waits in vain when it shrinks', () => {
    const world = new World({ slots: 2 })
    for (let i = 0; i < 4; i += 1) world.submit({ slots: 2 })
    world.tell({ type: 'capacity-changed', slots: 6 })
    assert.deepEqual([...world.running.keys()], [0, 1, 2])
    world.tell({ type: 'capacity-changed', slots: 1 })
    assert.deepEqual([...world.running.keys()], [0, 1, 2])
    assert.deepEqual([...world.refused.keys()], [3])
  })

  it('starts what a withdrawn call kept waiting', () => {
    const world = new World({ slots: 2, maxPasses: 0 })
    world.submit()
    const large = world.submit({ slots: 2 })
    const small = world.submit()
    assert.deepEqual(world.started, [0])
    world.withdraw(large)
    assert.deepEqual(world.started, [0, small])
  })

  it('tells the story of an event that cannot be', () => {
    const admission = new Admission({ slots: 1 })
    admission.handle({ type: 'submitted', call: 7, demand: demand() })
    assert.throws(() => admission.handle({ type: 'withdrawn', call: 7 }), {
      message: 'Call 7 cannot take `withdrawn`: it runs.',
    })
    assert.throws(() => admission.handle({ type: 'ended', call: 8 }), {
      message: 'Call 8 cannot take `ended`: it is not known.',
    })
    assert.throws(() => admission.handle({ type: 'submitted', call: 7, demand: demand() }), {
      message: 'Call 7 was submitted twice.',
    })
  })

  it('takes demands from resources', () => {
    const resources = resolveResources({ threadsPerCore: 3, memory: '1 GB', gpusPerCore: 2, priority: 4 })
    assert.deepEqual(demandOf(resources), { slots: 3, memoryBytes: 1e9, gpus: 2, exclusive: false, priority: 4 })
    assert.deepEqual(demandOf(resolveResources({ exclusive: true })), demand({ exclusive: true }))
  })
})

const anyDemand: fc.Arbitrary<Partial<Demand>> = fc.record({
  slots: fc.integer({ min: 1, max: 5 }),
  memoryBytes: fc.constantFrom(0, 1, 2, 3, 9),
  gpus: fc.constantFrom(0, 0, 1, 2, 4),
  exclusive: fc.nat(9).map((n) => n === 0),
  priority: fc.integer({ min: -2, max: 2 }),
})

type Step =
  | { readonly do: 'submit'; readonly demand: Partial<Demand> }
  | { readonly do: 'end' | 'withdraw'; readonly which: number }
  | { readonly do: 'resize'; readonly slots: number; readonly calls: number }

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: anyDemand.map((each) => ({ do: 'submit' as const, demand: each })) },
  { weight: 4, arbitrary: fc.nat().map((which) => ({ do: 'end' as const, which })) },
  { weight: 1, arbitrary: fc.nat().map((which) => ({ do: 'withdraw' as const, which })) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('resize' as const),
      slots: fc.integer({ min: 1, max: 5 }),
      calls: fc.integer({ min: 1, max: 5 }),
    }),
  },
)

const pick = (calls: Iterable<number>, which: number): number | undefined => {
  const all = [...calls]
  return all[which % Math.max(1, all.length)]
}

function take(world: World, step: Step): void {
  if (step.do === 'submit') world.submit(step.demand)
  else if (step.do === 'resize') world.tell({ type: 'capacity-changed', slots: step.slots, calls: step.calls })
  else {
    const call = pick(step.do === 'end' ? world.running.keys() : world.waiting, step.which)
    if (call !== undefined) step.do === 'end' ? world.end(call) : world.withdraw(call)
  }
}

describe('admission in any order of events', () => {
  const options = fc.record({ slots: fc.integer({ min: 1, max: 5 }), maxPasses: fc.integer({ min: 0, max: 5 }) })

  it('never exceeds what there is, keeps exclusive calls alone, and starts or refuses every call once', () => {
    fc.assert(
      fc.property(options, fc.array(anyStep, { maxLength: 80 }), ({ slots, maxPasses }, steps) => {
        const world = new World({ slots, maxPasses, memoryBytes: 4, gpus: [0, 1, 2] })
        for (const step of steps) take(world, step)
        for (let call = pick(world.running.keys(), 0); call !== undefined; call = pick(world.running.keys(), 0)) {
          world.end(call)
        }
        assert.equal(world.waiting.size, 0)
        assert.equal(new Set(world.started).size, world.started.length)
      }),
      { numRuns: 300 },
    )
  })

  it('starts every call before too many that came later, although more keep coming', () => {
    fc.assert(
      fc.property(
        options,
        fc.array(anyDemand, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(anyDemand),
        fc.infiniteStream(fc.nat()),
        ({ slots, maxPasses }, first, later, order) => {
          const world = new World({ slots, maxPasses, memoryBytes: 4, gpus: [0, 1, 2] })
          const early = first.map((each) => world.submit(each))
          const last = early.at(-1) ?? 0
          const bound = early.length * maxPasses
          while (early.some((call) => world.waiting.has(call))) {
            assert.ok(world.started.filter((call) => call > last).length <= bound)
            for (let i = 0; i < 3; i += 1) world.submit({ ...later.next().value, priority: 3 })
            const call = pick(world.running.keys(), order.next().value ?? 0)
            if (call !== undefined) world.end(call)
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('keeps strictly to the order in which calls came when none may be passed', () => {
    fc.assert(
      fc.property(fc.array(anyDemand, { maxLength: 20 }), (demands) => {
        const world = new World({ slots: 5, maxPasses: 0, memoryBytes: 4, gpus: [0, 1, 2] })
        for (const each of demands) world.submit(each)
        for (let call = pick(world.running.keys(), 0); call !== undefined; call = pick(world.running.keys(), 0)) {
          world.end(call)
        }
        assert.deepEqual(
          world.started,
          [...world.started].sort((a, b) => a - b),
        )
      }),
    )
  })

  it('gives the first in order its turn, although older calls of lower priority wait that would fit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 60 }), (maxPasses, count) => {
        const world = new World({ slots: 4, maxPasses })
        for (let i = 0; i < count + 4; i += 1) world.submit({ priority: -1 })
        const large = world.submit({ slots: 4, priority: 1 })
        const before = world.started.length
        while (!world.running.has(large)) world.end(pick(world.running.keys(), 0) ?? -1)
        assert.ok(world.started.length - before - 1 <= maxPasses)
      }),
    )
  })

  it('looks at few calls however many wait', () => {
    const perCall = (count: number): number => {
      const admission = new Admission({ slots: 2 })
      let reads = 0
      for (let call = 0; call < count; call += 1) {
        const counted = demand({ slots: 2 })
        Object.defineProperty(counted, 'priority', {
          get: () => {
            reads += 1
            return call % 7
          },
        })
        admission.handle({ type: 'submitted', call, demand: counted })
      }
      const before = reads
      admission.handle({ type: 'ended', call: 0 })
      return reads - before
    }
    assert.ok(perCall(4000) <= perCall(40) + 40)
  })
})
