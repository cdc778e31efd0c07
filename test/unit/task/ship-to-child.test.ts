import assert from 'node:assert/strict'
import fs from 'node:fs'
import * as path from 'node:path'
import { basename } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { shipTask, type TaskRef } from '../../../src/task/index.ts'
import { loadNumbers, startChild } from './child.ts'

const numbers = await loadNumbers()
const child = startChild()
after(() => child.stop())

async function run(fn: (...args: never[]) => unknown, ...args: unknown[]): Promise<unknown> {
  const { ref } = await shipTask(fn)
  return child.run(ref, args)
}

const kind = async (fn: (...args: never[]) => unknown): Promise<TaskRef['kind']> => (await shipTask(fn)).ref.kind

const k = 3
const big = 10n
const config = {
  list: [1, 2],
  when: new Date(5),
  numbers: new Float64Array([1.5]),
  map: new Map([[1, { n: 2 }]]),
  set: new Set(['a']),
  pattern: /x+/gi,
}
const { sqrt, floor } = Math
const nan = Number.NaN
const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1))
const isEven = (n: number): boolean => n === 0 || isOdd(n - 1)
const isOdd = (n: number): boolean => n !== 0 && isEven(n - 1)
class Base {
  v: number
  constructor(v: number) {
    this.v = v
  }
  get() {
    return this.v * k
  }
}
class Derived extends Base {
  #extra = 2
  static step = k
  override get() {
    return super.get() + this.#extra + Derived.step
  }
}
class Own extends Map<string, number> {
  total() {
    return [...this.values()].reduce((a, b) => a + b, 0)
  }
}

test('plain data of every kind arrives as it is', async () => {
  assert.deepEqual(await run(() => config), config)
  assert.deepEqual(await run(() => [big, nan, k, undefined]), [10n, Number.NaN, 3, undefined])
})

test('shared parts of two captured values are still shared', async () => {
  const inner = { n: 1 }
  const [a, b] = [{ inner }, { inner }]
  assert.equal(await run(() => a.inner === b.inner), true)
})

test('recursion, mutual recursion and helpers of helpers run', async () => {
  const helper = (n: number) => factorial(n) + Number(isEven(n))
  assert.equal(await run(factorial, 4), 24)
  assert.equal(await run(isOdd, 5), true)
  assert.equal(await run((n: number) => helper(n), 4), 25)
})

test('captured classes go by source with what they extend', async () => {
  assert.equal(await run((n: number) => new Derived(n).get(), 4), 17)
  assert.equal(
    await run(() =>
      new Own([
        ['a', 2],
        ['b', 3],
      ]).total(),
    ),
    5,
  )
})

test('async functions, generators, methods and accessors run', async () => {
  const object = {
    run(x: number) {
      return x + k
    },
    async later(x: number) {
      return x * k
    },
    get v() {
      return k
    },
    [`a${k}`](x: number) {
      return x - k
    },
  }
  assert.equal(await run(object.run, 4), 7)
  assert.equal(await run(object.later, 4), 12)
  assert.equal(await run(object.a3 as (x: number) => number, 4), 1)
  assert.equal(await run(Object.getOwnPropertyDescriptor(object, 'v')?.get as () => number), 3)
  function* count(n: number) {
    for (let i = 0; i < n; i += 1) yield i * k
  }
  assert.deepEqual(await run((n: number) => [...count(n)], 3), [0, 3, 6])
})

test('built-in functions taken out of their objects are found again', async () => {
  assert.equal(await run((x: number) => sqrt(floor(x)), 16.5), 4)
})

test('named, default and namespace imports are imported beside the original file', async () => {
  const both = async () => [path.basename('/a/b'), basename('/a/c'), typeof fs.readFileSync]
  assert.deepEqual(await run(both), ['b', 'c', 'function'])
  const { ref } = await shipTask(both)
  assert.deepEqual(ref.kind === 'source' && ref.functions[0]?.imports, {
    basename: { specifier: 'node:path', name: 'basename' },
    fs: { specifier: 'node:fs', name: 'default' },
    path: { specifier: 'node:path', name: '*' },
  })
})

test('a dynamic import resolves beside the original file', async () => {
  assert.deepEqual(
    Object.keys((await run(async () => ({ ...(await import('./child.ts')) }).startChild.name)) as object),
    [...'startChild'].map((_, i) => `${i}`),
  )
})

test('exports are found by identity: named, renamed, default, member of an object, static of a class', async () => {
  const name = async (fn: (...args: never[]) => unknown) => {
    const { ref } = await shipTask(fn)
    return ref.kind === 'export' && ref.name
  }
  assert.equal(await name(numbers.helper), 'helper')
  assert.equal(await name(numbers.default), 'default')
  assert.equal(await name(numbers.renamed), 'renamed')
  assert.equal(await name(numbers.ops.add), 'ops.add')
  assert.equal(await name(numbers.Model.energy), 'Model.energy')
  assert.equal(await run(numbers.ops.add, 4), 14)
})

test('a function made in another module, or not exported there, goes by source', async () => {
  assert.equal(await kind(numbers.makeLine(2)), 'source')
  assert.equal(await run(numbers.makeLine(2), 4), 11.5)
  assert.equal(await run(numbers.impostors()), 'not exported')
})

test('reassigning a captured variable, or changing an element, changes what the next call sends', async () => {
  let factor = 2
  const weights = [1]
  const task = (x: number) => x * factor * (weights[0] ?? 0)
  const first = shipTask(task)
  factor = 5
  weights[0] = 10
  const second = shipTask(task)
  assert.equal(await child.run((await first).ref, [1]), 2)
  assert.equal(await child.run((await second).ref, [1]), 50)
})

test('shared memory is kept as it is', async () => {
  const shared = new Float64Array(new SharedArrayBuffer(16))
  const { ref } = await shipTask(() => shared.length)
  const values = ref.kind === 'source' ? ref.functions[0]?.values : undefined
  const sent = values?.shared as Float64Array
  sent[1] = 7
  assert.equal(shared[1], 7)
})

test('code of an ES module runs strict in the worker too', async () => {
  assert.equal(
    await run(function (this: unknown) {
      return this === undefined
    }),
    true,
  )
})

test("stack traces show the user's own file, line and column", async () => {
  const here = new Error('here').stack?.split('\n')[1] ?? ''
  const failing = (x: number) => {
    throw new Error(`no ${x}`)
  }
  const line = Number(/:(\d+):\d+\)?$/.exec(here)?.[1]) + 2
  const failure = await run(failing, 1).then(
    () => undefined,
    (error: Error) => error,
  )
  assert.equal(
    failure?.stack?.split('\n')[1],
    `    at failing (${pathToFileURL(import.meta.filename).href}:${line}:15)`,
  )
})

test('a captured function that is an export elsewhere is linked to that export', async () => {
  const alias = numbers.helper
  const { ref } = await shipTask((x: number) => alias(x))
  assert.ok(ref.kind === 'source')
  assert.equal((ref.functions[0]?.links.alias as { name: string } | undefined)?.name, 'helper')
  assert.equal(await child.run(ref, [4]), 40)
})

test('a module that cannot be loaded rejects with its own reason', async () => {
  const url = pathToFileURL(path.resolve('missing.mjs')).href
  await assert.rejects(child.run({ kind: 'export', url, name: 'f' }, []), (error: Error) => {
    assert.match(error.message, /^A worker could not load `f` from file:.*missing\.mjs: Cannot find module /)
    return true
  })
})

test('the hash covers the function and what it captures by source', async () => {
  const make = (helper: () => number) => () => helper()
  const [one, two, again] = await Promise.all([
    shipTask(make(() => 1)),
    shipTask(make(() => 2)),
    shipTask(make(() => 1)),
  ])
  assert.match(one.sourceHash, /^[0-9a-f]{64}$/)
  assert.notEqual(one.sourceHash, two.sourceHash)
  assert.equal(one.sourceHash, again.sourceHash)
})
