import assert from 'node:assert/strict'

/** Runs `act`, which must throw a `TypeError` with exactly this message. */
export function assertRefused(act: () => unknown, message: string): void {
  assert.throws(act, (error: unknown) => {
    assert.ok(error instanceof TypeError, `expected a TypeError, got ${String(error)}`)
    assert.equal(error.message, message)
    return true
  })
}
