import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { callKey } from '../../../src/ledger/index.ts'

describe('the key of a call', () => {
  const base = { sourceHash: 'a'.repeat(64), args: [{ beta: 0.5, size: 8 }, [1, 2]] }

  it('is the same for the same call, whatever the order of properties', () => {
    assert.match(callKey(base), /^[0-9a-f]{64}$/)
    assert.equal(callKey(base), callKey({ ...base, args: [{ size: 8, beta: 0.5 }, [1, 2]], version: '' }))
    fc.assert(
      fc.property(fc.anything({ withMap: true, withSet: true, withTypedArray: true, withBigInt: true }), (value) =>
        assert.equal(callKey({ ...base, args: [value] }), callKey({ ...base, args: [structuredClone(value)] })),
      ),
    )
  })

  it('stays the same from version to version of windrow', () => {
    assert.equal(callKey(base), 'ffd84378ccc66cfc9e3ca86cb2cb3a81bdf5769a369fdeb88c71f06746f1a2ba')
  })

  it('differs with the code, the version, an argument and the number of arguments', () => {
    const keys = [
      base,
      { ...base, sourceHash: 'b'.repeat(64) },
      { ...base, version: '2' },
      { ...base, args: [{ beta: 0.5, size: 9 }, [1, 2]] },
      { ...base, args: [...base.args, undefined] },
      { ...base, args: [base.args] },
      { ...base, args: [{ beta: 0.5, size: 8 }, new Float64Array([1, 2])] },
      { ...base, args: [{ beta: 0.5, size: 8 }, [1, 2, -0]] },
      { ...base, args: [{ beta: 0.5, size: 8 }, [1, 2, 0]] },
    ].map(callKey)
    assert.equal(new Set(keys).size, keys.length)
  })

  it('is refused for arguments that are no data', () => {
    assert.throws(() => callKey({ ...base, args: [() => 1] }), {
      name: 'TypeError',
      message:
        'Expected data at `value[3][0]`, got a function.\n' +
        'Give numbers, texts, booleans, bigints, dates, arrays, objects, maps, sets, errors, buffers or typed arrays.',
    })
  })
})
