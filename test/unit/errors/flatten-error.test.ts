import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import vm from 'node:vm'
import fc from 'fast-check'
import {
  flattenError,
  isSweepError,
  MergeError,
  rebuildError,
  ShipError,
  SweepFailedError,
  WorkerLostError,
} from '../../../src/errors/index.ts'

const builtIns = [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError]

const { error: anyError } = fc.letrec<{ error: unknown; thrown: unknown }>((tie) => ({
  thrown: fc.oneof(
    { depthSize: 'small' },
    fc.anything({ withDate: true, withTypedArray: true, withBigInt: true }),
    tie('error'),
  ),
  error: fc
    .record({
      Class: fc.constantFrom(...builtIns),
      message: fc.oneof(fc.string(), fc.constantFrom('long '.repeat(5_000), '𝕏'.repeat(9_000))),
      name: fc.option(fc.oneof(fc.string(), fc.constantFrom('MyError', 'AggregateError', 'TypeError'))),
      code: fc.option(fc.oneof(fc.string(), fc.integer(), fc.object())),
      stack: fc.oneof(fc.constant('own'), fc.string(), fc.constant(undefined)),
      own: fc.dictionary(fc.string(), fc.anything({ withDate: true, withTypedArray: true, withBigInt: true })),
      cause: fc.option(tie('thrown')),
      errors: fc.option(fc.array(tie('thrown'), { maxLength: 4 })),
    })
    .map(({ Class, message, name, code, stack, own, cause, errors }) => {
      const error = new Class(message, cause === null ? undefined : { cause })
      for (const [key, value] of Object.entries(own)) {
        Object.defineProperty(error, key, { value, enumerable: true, configurable: true, writable: true })
      }
      if (name !== null) Object.assign(error, { name })
      if (code !== null) Object.assign(error, { code })
      if (stack !== 'own') Object.assign(error, { stack })
      if (errors !== null) Object.assign(error, { errors })
      return error
    }),
}))

/** All of a record as text: to `deepEqual` of Node 20 two invalid dates differ. */
function whole(record: unknown): string {
  return inspect(record, { depth: null, maxArrayLength: null, maxStringLength: null, sorted: true })
}

test('flattening, rebuilding and flattening again gives the same record for any error', () => {
  fc.assert(
    fc.property(anyError, (error) => {
      const record = flattenError(error)
      assert.equal(whole(flattenError(rebuildError(record))), whole(record))
    }),
    { numRuns: 300 },
  )
})

test('flattening, rebuilding and flattening again gives the same record for anything thrown', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }), (thrown) => {
      const record = flattenError(thrown)
      assert.equal(whole(flattenError(rebuildError(record))), whole(record))
    }),
    { numRuns: 500 },
  )
})

test('a record survives structured cloning unchanged', () => {
  fc.assert(
    fc.property(anyError, (error) => {
      const record = flattenError(error)
      assert.equal(whole(structuredClone(record)), whole(record))
    }),
    { numRuns: 200 },
  )
})

test('an error keeps its name, message, stack, code, cause and own plain properties', () => {
  const cause = new RangeError('too far')
  const error = Object.assign(new TypeError('no such file', { cause }), {
    code: 'ENOENT',
    path: 'x.nc',
    at: [1, { deep: new Date(0) }],
    retry: () => 1,
  })
  assert.deepEqual(flattenError(error), {
    name: 'TypeError',
    message: 'no such file',
    stack: error.stack,
    code: 'ENOENT',
    cause: { name: 'RangeError', message: 'too far', stack: cause.stack },
    properties: { path: 'x.nc', at: [1, { deep: new Date(0) }] },
  })
})

test('what is thrown without being an error is told as it is', () => {
  class Refusal {
    status = 404
  }
  const told = [
    'boom',
    undefined,
    null,
    7,
    10n,
    Symbol('s'),
    { a: 1 },
    new Refusal(),
    [1, 2],
    new Map(),
    (): void => {},
  ].map((thrown) => flattenError(thrown).message)
  assert.deepEqual(told, [
    'boom',
    'undefined',
    'null',
    '7',
    '10n',
    'Symbol(s)',
    '{"a":1}',
    'Refusal {"status":404}',
    'Array {"0":1,"1":2}',
    'Map',
    'function (anonymous)',
  ])
})

test('an object thrown keeps its properties on the rebuilt error', () => {
  const error = rebuildError(flattenError({ status: 404, headers: { host: 'x' } }))
  assert.deepEqual({ ...error }, { status: 404, headers: { host: 'x' } })
  assert.equal(String(error), 'NonError: {"status":404,"headers":{"host":"x"}}')
})

test('throwing getters, hostile proxies and revoked proxies are flattened without a throw', () => {
  const throwing = (): never => {
    throw new Error('no')
  }
  const traps = Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((name) => [name, throwing]))
  const { proxy: revoked, revoke } = Proxy.revocable(new Error('gone'), {})
  revoke()
  const getters = Object.defineProperties(new Error('x'), {
    stack: { get: throwing },
    message: { get: throwing, enumerable: true },
    name: { get: throwing },
    fine: { value: 1, enumerable: true },
    bad: { get: throwing, enumerable: true },
  })
  assert.deepEqual(flattenError(getters), { name: 'Error', message: 'undefined', properties: { fine: 1 } })
  assert.equal(flattenError(new Proxy(new Error('x'), traps)).name, 'NonError')
  assert.equal(flattenError(revoked).message, 'a value that cannot be read')
  assert.equal(flattenError({ [Symbol.toPrimitive]: throwing, toString: throwing, toJSON: throwing }).name, 'NonError')
})

test('an error from another realm is an error', () => {
  const record = flattenError(vm.runInNewContext('Object.assign(new RangeError("far"), { own: { a: 1 } })'))
  assert.equal(record.name, 'RangeError')
  assert.deepEqual(record.properties, { own: { a: 1 } })
  assert.ok(rebuildError(record) instanceof RangeError)
})

test('a DOMException keeps the name by which aborts are recognised', () => {
  const error = rebuildError(flattenError(new DOMException('stopped', 'AbortError')))
  assert.equal(error.name, 'AbortError')
  assert.equal(error.message, 'stopped')
})

test('causes and parts that lead back to their error end there', () => {
  const first = new Error('first')
  const second = new Error('second', { cause: first })
  first.cause = second
  const all = new AggregateError([second], 'all')
  all.errors.push(all)
  const record = flattenError(all)
  assert.equal(record.errors?.length, 1)
  assert.equal(record.errors?.[0]?.cause?.message, 'first')
  assert.equal(record.errors?.[0]?.cause?.cause, undefined)
})

test('a chain of a thousand causes is cut to a bounded record', () => {
  let error = new Error('0')
  for (let depth = 1; depth < 1000; depth += 1) error = new Error(String(depth), { cause: error })
  let length = 0
  for (let record = flattenError(error) as ReturnType<typeof flattenError> | undefined; record; record = record.cause)
    length += 1
  assert.equal(length, 16)
})

test('a huge message is cut, says so, and leaves the frames of the stack', () => {
  const record = flattenError(new Error('x'.repeat(1_000_000)))
  assert.equal(record.message.length, 16_384)
  assert.match(record.message, /x … \[983616 characters more\]$/)
  assert.match(record.stack ?? '', /characters more\]\n {4}at .*flatten-error\.test/)
})

test('cutting a text never leaves half of a character', () => {
  const { message } = flattenError(new Error('𝕏'.repeat(20_000)))
  assert.doesNotMatch(message, /[\ud800-\udbff](?![\udc00-\udfff])/)
})

test('properties beyond 64 kB in all are left out one by one, long lists keep what fits', () => {
  const record = flattenError(
    Object.assign(new Error('x'), {
      a: 'a'.repeat(60_000),
      b: 'b'.repeat(60_000),
      list: Array.from({ length: 9_000 }, () => 1),
      c: 1,
    }),
  )
  assert.deepEqual(Object.keys(record.properties ?? {}), ['a', 'list'])
  assert.ok((record.properties!.list as number[]).length > 500)
})

test('an object that doubles at each level is not walked to its end', () => {
  let twice: unknown = {}
  for (let level = 0; level < 60; level += 1) twice = [twice, twice]
  assert.equal(flattenError(Object.assign(new Error('x'), { twice: { twice }, list: [twice] })).message, 'x')
  assert.equal(flattenError(twice).name, 'NonError')
})

test('a class that extends Error and sets no name is called as its class is', () => {
  class ConvergenceError extends Error {}
  assert.equal(flattenError(new ConvergenceError('no')).name, 'ConvergenceError')
})

test('built-in classes are rebuilt as themselves', () => {
  for (const Class of builtIns) assert.equal(rebuildError(flattenError(new Class('x'))).constructor, Class)
  const all = rebuildError(flattenError(new AggregateError([new TypeError('a'), 'b'], 'all')))
  assert.ok(all instanceof AggregateError && all.errors[0] instanceof TypeError)
  assert.equal(String(all.errors[1]), 'NonError: b')
})

test('our own errors are rebuilt as their class with their fields', () => {
  const shipped = rebuildError(flattenError(new ShipError('m', { task: 'f', variable: 'v', file: 'a.ts', line: 3 })))
  assert.ok(isSweepError(shipped, 'ShipError') && shipped instanceof ShipError)
  assert.deepEqual([shipped.task, shipped.variable, shipped.file, shipped.line], ['f', 'v', 'a.ts', 3])
  const lost = rebuildError(flattenError(new WorkerLostError('m', { killedBy: 'SIGKILL', stderr: 'bye' })))
  assert.ok(isSweepError(lost, 'WorkerLostError'))
  assert.deepEqual([lost.killedBy, lost.exitCode, lost.stderr], ['SIGKILL', undefined, 'bye'])
})

test('a failed sweep travels without its dataset, with the failures that fit', () => {
  const error = flattenError(new TypeError('bad'))
  const failures = Array.from({ length: 5_000 }, (_, index) => {
    return { index, point: { T: 1 }, attempts: 1, workerLosses: 0, error, host: 'n1', durationMs: 2 }
  })
  const failed = rebuildError(flattenError(new SweepFailedError('m', { dataset: new Map(), failures })))
  assert.ok(isSweepError(failed, 'SweepFailedError'))
  assert.equal(failed.dataset, undefined)
  assert.ok(failed.failures.length > 20 && failed.failures.length < 5_000)
  assert.deepEqual(failed.failures[0], failures[0])
})

test('a failed sweep that nobody catches prints its message, not its dataset and failures', () => {
  const failures = [
    {
      index: 0,
      point: { T: 1 },
      attempts: 1,
      workerLosses: 0,
      error: { name: 'E', message: 'inner' },
      host: 'n1',
      durationMs: 2,
    },
  ]
  const failed = new SweepFailedError('outer', { dataset: { vars: { energy: [1] } }, failures })
  assert.deepEqual([failed.dataset, failed.failures], [{ vars: { energy: [1] } }, failures])
  for (const error of [failed, rebuildError(flattenError(failed))]) {
    const printed = inspect(error, { customInspect: false, depth: null })
    assert.match(printed, /outer/)
    assert.doesNotMatch(printed, /energy|inner|failures/)
  }
})

test('an unknown tag of a newer version is still recognised by its tag', () => {
  const error = rebuildError({ name: 'LaterError', message: 'm', tag: 'LaterError' })
  assert.equal(isSweepError(error), true)
  assert.equal(error.name, 'LaterError')
})

test('a rebuilt error shows the stack of the place where it was thrown, and none where there was none', () => {
  const error = new Error('x')
  assert.equal(rebuildError(flattenError(error)).stack, error.stack)
  assert.equal(rebuildError({ name: 'Error', message: 'x' }).stack, undefined)
})

test('a record cannot set a prototype', () => {
  const properties = JSON.parse('{"__proto__": {"polluted": 1}, "fine": {"__proto__": {"polluted": 1}, "a": 1}}')
  const error = rebuildError({ name: 'Error', message: 'x', properties })
  assert.equal(Object.getPrototypeOf(error), Error.prototype)
  assert.equal('polluted' in error, false)
  const record = flattenError(Object.assign(new Error('x'), { fine: properties.fine }))
  assert.deepEqual(record.properties, { fine: { a: 1 } })
})

test('a merge conflict keeps its variable and place across processes', () => {
  const error = rebuildError(flattenError(new MergeError('differs', { variable: 'm', point: { T: 2 } })))
  assert.ok(isSweepError(error, 'MergeError'))
  assert.deepEqual([error.message, error.variable, error.point], ['differs', 'm', { T: 2 }])
})
