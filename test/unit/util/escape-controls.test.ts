import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { quote } from '../../../src/dataset/print/format-item.ts'
import { describeFailure } from '../../../src/errors/index.ts'
import { escapeControls } from '../../../src/util/index.ts'

describe('what steers a terminal', () => {
  it('is shown instead of done, and other text stays as it is', () => {
    assert.equal(escapeControls('a\x1b[2J\x07\0\x9b\u202eb'), 'a\\x1b[2J\\x07\\x00\\x9b\\u202eb')
    assert.equal(escapeControls("ä 日本 👩‍👩‍👧 'x'"), "ä 日本 👩‍👩‍👧 'x'")
  })

  it('is shown in the texts of a dataset and in what is told of a failure', () => {
    assert.equal(quote('\x1b[31m\n'), "'\\x1b[31m\\n'")
    const error = { name: 'Error', message: '\x1b]0;title\x07 no', stack: '' }
    const failure = { index: 0, point: { x: '\x9b' }, error, attempts: 1, workerLosses: 0, host: 'h', durationMs: 0 }
    assert.equal(describeFailure(failure).split('\n', 1)[0], 'Point 0 (x = "\\x9b"): Error: \\x1b]0;title\\x07 no')
  })
})
