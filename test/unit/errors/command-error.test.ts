import assert from 'node:assert/strict'
import { it } from 'node:test'
import {
  CommandError,
  commandMessage,
  flattenError,
  isSweepError,
  lastLinesOf,
  rebuildError,
} from '../../../src/errors/index.ts'

it('a CommandError keeps its facts across processes', () => {
  const facts = { argv: ['a', 'b c'], cwd: '/w', exitCode: 3, killedBy: undefined, durationMs: 1.5, lastLines: 'x' }
  const error = rebuildError(JSON.parse(JSON.stringify(flattenError(new CommandError('message', facts)))))
  assert.ok(isSweepError(error, 'CommandError') && error instanceof CommandError)
  const { argv, cwd, exitCode, killedBy, durationMs, lastLines } = error
  assert.deepEqual({ argv, cwd, exitCode, killedBy, durationMs, lastLines }, facts)
})

it('the message of a CommandError begins with what happened and the last line that was printed', () => {
  const facts = { lastLines: 'a\n  b  ', stream: 'error', line: "prog 'x y'", cwd: '/w', notes: ['A note.'] } as const
  assert.equal(
    commandMessage('`prog` ended with exit code 1 after 5ms', facts),
    "`prog` ended with exit code 1 after 5ms: b\nStandard error ended with:\n  a\n    b  \nA note.\nIn /w it ran:\n  prog 'x y'",
  )
  assert.equal(
    commandMessage('`prog` ended with exit code 1 after 5ms', { ...facts, lastLines: '' }),
    "`prog` ended with exit code 1 after 5ms.\nIt printed nothing.\nA note.\nIn /w it ran:\n  prog 'x y'",
  )
})

it('the last lines of a text are twenty, and 4,096 characters at most', () => {
  const lines = Array.from({ length: 30 }, (_, i) => `line ${i}`)
  assert.equal(lastLinesOf(`${lines.join('\r\n')}\n\n`), lines.slice(10).join('\n'))
  assert.equal(lastLinesOf('x'.repeat(9000)), 'x'.repeat(4096))
  assert.equal(lastLinesOf(' \n'), '')
})
