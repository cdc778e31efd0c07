import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { test } from 'node:test'
import { abortReason, createDeferred, linkSignals, onAbort } from '../../../src/util/index.ts'

test('a linked signal aborts with the reason of the first that aborts', () => {
  const first = new AbortController()
  const second = new AbortController()
  const linked = linkSignals([first.signal, undefined, second.signal])
  second.abort('enough')
  first.abort('later')
  assert.equal(linked.signal.aborted, true)
  assert.equal(linked.signal.reason, 'enough')
})

test('a linked signal leaves no listener behind, whether it aborted or was unlinked', () => {
  const user = new AbortController()
  const other = new AbortController()
  const listeners = (): number => getEventListeners(user.signal, 'abort').length
  const linked = linkSignals([user.signal, other.signal])
  assert.equal(listeners(), 1)
  linked.unlink()
  assert.equal(listeners(), 0)
  linkSignals([user.signal, other.signal])
  other.abort()
  assert.equal(listeners(), 0)
  linkSignals([user.signal]).abort()
  assert.equal(listeners(), 0)
})

test('an unlinked signal no longer follows', () => {
  const user = new AbortController()
  const linked = linkSignals([user.signal])
  linked.unlink()
  user.abort()
  assert.equal(linked.signal.aborted, false)
})

test('linking a signal that has aborted aborts at once and registers nowhere', () => {
  const user = new AbortController()
  const linked = linkSignals([user.signal, AbortSignal.abort('before')])
  assert.equal(linked.signal.reason, 'before')
  assert.equal(getEventListeners(user.signal, 'abort').length, 0)
})

test('an abort listener is called once, at once when it is late, and never after it is taken back', () => {
  const heard: unknown[] = []
  const user = new AbortController()
  onAbort(user.signal, (reason) => heard.push(reason))
  onAbort(user.signal, (reason) => heard.push(reason))()
  user.abort(1)
  onAbort(user.signal, (reason) => heard.push(reason))
  assert.deepEqual(heard, [1, 1])
})

test('the reason of an abort is always an error', () => {
  const own = new RangeError('x')
  assert.equal(abortReason(AbortSignal.abort(own)), own)
  assert.equal(abortReason(AbortSignal.abort()).name, 'AbortError')
  const told = abortReason(AbortSignal.abort('lunch'))
  assert.deepEqual([told.name, told.message, told.cause], ['AbortError', 'lunch', 'lunch'])
})

test('a deferred is settled from outside', async () => {
  const good = createDeferred<number>()
  good.resolve(3)
  assert.equal(await good.promise, 3)
  const bad = createDeferred()
  bad.reject(new Error('no'))
  await assert.rejects(bad.promise, { message: 'no' })
})
