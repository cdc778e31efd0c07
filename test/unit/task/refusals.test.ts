import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSweepError } from '../../../src/errors/index.ts'
import { shipTask } from '../../../src/task/index.ts'

class Model extends Object {
  value = 1
  #secret = 2
  reveal() {
    return this.#secret
  }
  arrow = () => this.value
  parent() {
    return super.toString()
  }
}
let counter = 0
const model = new Model()
const nested = { deep: [{ model }] }
const promise = Promise.resolve(1)
const symbol = Symbol('s')
const weak = new WeakMap()
const bound = ((x: number) => x).bind(null)
const running = (function* () {
  yield 1
})()
const operations = { add: (x: number) => x + 1 }
const keyed = { [Symbol('k')]: 1 }
const proxy = new Proxy({}, {})
const url = new URL('file:///a')
const buffer = Buffer.from('a')
class Numbers extends Array {}
const subclassed = Numbers.from([1])
const lookup = new Map([['a', model]])
const outer = () => counter++
class Failure extends Error {}
const failure = new Failure('x')
const iterator = [1][Symbol.iterator]()
const __vi_import_0__ = { helper: (x: number) => x }
const accessible = {
  get socket() {
    return promise
  },
}

const EXPORT_IT = 'Export the function from a module of its own and import it where it is used.'
const PASS_IT = 'Pass the value as a parameter, or create it inside the function.'
const OWN_COPY =
  'Each worker would change a copy of its own: return the value instead, or keep the variable inside the function.'
const OWN_VARIABLE = `Capture the function in a variable of its own. ${EXPORT_IT}`
const NO_SOURCE = 'Write a function that makes the call, or import it inside a module of its own.'

/** Function, name in the message, reason, remedy. */
const TABLE: readonly (readonly [(...args: never[]) => unknown, string, string, string])[] = [
  [() => counter++, 'anonymous', 'it assigns the captured variable `counter`', OWN_COPY],
  [
    () => {
      counter = 2
    },
    'anonymous',
    'it assigns the captured variable `counter`',
    OWN_COPY,
  ],
  [() => outer(), 'outer', 'it assigns the captured variable `counter`', OWN_COPY],
  [
    () => model.value,
    'anonymous',
    'the captured variable `model` is an instance of `Model`, which would lose its class',
    PASS_IT,
  ],
  [
    () => nested.deep,
    'anonymous',
    '`nested.deep[0].model`, part of a captured variable, is an instance of `Model`, which would lose its class',
    PASS_IT,
  ],
  [
    () => lookup.size,
    'anonymous',
    '`lookup (an entry)`, part of a captured variable, is an instance of `Model`, which would lose its class',
    PASS_IT,
  ],
  [() => promise, 'anonymous', 'the captured variable `promise` is a promise, which has no copy', PASS_IT],
  [
    () => accessible,
    'anonymous',
    '`accessible.socket`, part of a captured variable, is a promise, which has no copy',
    PASS_IT,
  ],
  [() => symbol, 'anonymous', 'the captured variable `symbol` is a symbol, which has no copy', PASS_IT],
  [() => weak, 'anonymous', 'the captured variable `weak` is a weak collection, which has no copy', PASS_IT],
  [
    () => running.next(),
    'anonymous',
    'the captured variable `running` is a generator in progress, which has no copy',
    PASS_IT,
  ],
  [
    () => iterator,
    'anonymous',
    'the captured variable `iterator` is an instance of `Array Iterator`, which would lose its class',
    PASS_IT,
  ],
  [
    () => keyed,
    'anonymous',
    'the captured variable `keyed` is an object with symbol keys, which a copy would lose',
    PASS_IT,
  ],
  [() => proxy, 'anonymous', 'the captured variable `proxy` is a proxy, which has no copy', PASS_IT],
  [() => url, 'anonymous', 'the captured variable `url` is an instance of `URL`, which would lose its class', PASS_IT],
  [
    () => buffer,
    'anonymous',
    'the captured variable `buffer` is an instance of `Buffer`, which would lose its class',
    PASS_IT,
  ],
  [
    () => subclassed,
    'anonymous',
    'the captured variable `subclassed` is an instance of `Numbers`, which would lose its class',
    PASS_IT,
  ],
  [
    () => failure,
    'anonymous',
    'the captured variable `failure` is an instance of `Failure`, which would lose its class',
    PASS_IT,
  ],
  [
    () => operations.add(1),
    'anonymous',
    '`operations.add`, part of a captured variable, is a function, which has no copy',
    OWN_VARIABLE,
  ],
  [() => bound(1), 'anonymous', 'the captured variable `bound` is a bound function, which has no source', NO_SOURCE],
  [() => import.meta.url, 'anonymous', 'it uses `import.meta`', EXPORT_IT],
  [Model.prototype.parent, 'parent', 'it uses `super`', EXPORT_IT],
  [Model.prototype.reveal, 'reveal', 'it uses the private member `#secret`', EXPORT_IT],
  [model.arrow, 'arrow', 'it uses `this` of the function around it', EXPORT_IT],
  // biome-ignore lint/security/noGlobalEval: it is what the test is about.
  [(text: string) => eval(text), 'anonymous', 'it calls `eval` directly, which hides what it captures', EXPORT_IT],
  [
    () => __vi_import_0__.helper(1),
    'anonymous',
    'a test runner rewrote the imports it uses (`__vi_import_0__`)',
    EXPORT_IT,
  ],
]

for (const [fn, name, reason, remedy] of TABLE) {
  test(`\`${fn}\` is refused: ${reason}`, async () => {
    await assert.rejects(shipTask(fn), (error) => {
      assert.ok(isSweepError(error, 'ShipError'))
      assert.equal(
        error.message,
        `Cannot send \`${name}\` (${import.meta.filename}:${error.line}) to workers: ${reason}.\n${remedy}`,
      )
      assert.equal(error.file, import.meta.filename)
      return true
    })
  })
}

test('a bound and a native function are refused although they are nowhere in a file', async () => {
  await assert.rejects(shipTask(bound), {
    message:
      'Cannot send `bound ` to workers: it is a bound function, which has no source.\nWrite a function that makes the call.',
  })
  await assert.rejects(shipTask(Math.max), {
    message:
      'Cannot send `max` to workers: it is a native function, which has no source.\nWrite a function that makes the call.',
  })
})

test('what is no function, and a class, is wrong use', async () => {
  await assert.rejects(shipTask(3 as never), new TypeError('Expected the task to be a function, got `3` (number).'))
  await assert.rejects(
    shipTask(Model as never),
    new TypeError(
      'Expected the task to be a function, got the class `Model`.\nWrite a function that makes an instance and returns plain data.',
    ),
  )
})

test('the refusal carries the variable and the line where the function starts', async () => {
  const line = Number(/:(\d+):\d+\)?$/m.exec(new Error('here').stack?.split('\n')[1] ?? '')?.[1]) + 1
  await assert.rejects(
    shipTask(() => promise),
    { variable: 'promise', line, task: 'anonymous' },
  )
})

test('a variable that has no value yet is refused; V8 of Node 20 calls it undefined', async () => {
  const early = () => late
  const outcome = await shipTask(early).then(
    () => 'sent',
    ({ message }: Error) => message.replace(/:\d+\)/, ')'),
  )
  const late = 1
  const refused = `Cannot send \`early\` (${import.meta.filename}) to workers: the captured variable \`late\` has no value yet.\nStart the run after the line that declares it.`
  assert.equal(outcome, process.versions.node.startsWith('20.') ? 'sent' : refused)
  assert.equal(late, 1)
})
