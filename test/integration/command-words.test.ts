import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { command, sweep } from 'windrow'
import { compiled } from '../support/compile.js'

const SOURCE = fileURLToPath(new URL('./programs/echo-argv.c', import.meta.url))

/** What a real shell makes of a line: its words, or `undefined` where it finds an error. */
function wordsOfShell(line: string): string[] | undefined {
  const { status, stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
  return status === 0 ? stdout.split('\0').slice(0, -1) : undefined
}

/** What comes out of `command`: the program prints each argument in quotes of JSON. */
async function wordsOfCommand(line: string): Promise<string[] | undefined> {
  const print = 'console.log(JSON.stringify(process.argv.slice(1)))'
  try {
    return await command(`node -e '${print}' -- ${line}`, { parse: ({ stdout }) => JSON.parse(stdout) as string[] })({})
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

describe('a command line', () => {
  it('is split as the shell of this machine splits it', async () => {
    const piece = fc.constantFrom(
      'a',
      'é',
      ' ',
      '  ',
      '\t',
      "'",
      "''",
      '"',
      '\\',
      '\\\\',
      '\\\n',
      '\\"',
      "'x y'",
      '"x y"',
      '#x',
    )
    const line = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => `x${pieces.join('')}`)
    await fc.assert(
      fc.asyncProperty(line, async (text) => {
        // A `#` at the start of a word begins a comment in a shell only, a line end ends a command there only, and a backslash at
        // the end is refused here only.
        const isBare = (end: string): boolean => new RegExp(`(?<!\\\\)(?:\\\\\\\\)*${end}`).test(text)
        fc.pre(!/[\s\\]#/.test(text) && !isBare('\n') && !isBare('\\\\$'))
        assert.deepEqual(await wordsOfCommand(text), wordsOfShell(text))
      }),
      { numRuns: 60 },
    )
  })
})

describe('arguments', () => {
  it('arrive byte for byte, whatever texts they are', async (t) => {
    const program = compiled(t, SOURCE)
    if (program === undefined) return
    const names = ['a', 'b', 'c', 'd', 'e'] as const
    const task = command([program, ...names.map((name) => `{${name}}`)], { parse: 'text' })
    const text = fc
      .string({ unit: 'binary', maxLength: 40 })
      .filter((value) => !/[\0\p{Surrogate}]|!fail$/u.test(value))
    await fc.assert(
      fc.asyncProperty(fc.tuple(text, text, text, text, text), async (values) => {
        const printed = await task(Object.fromEntries(names.map((name, at) => [name, values[at]])) as never)
        assert.equal(printed, values.map((value) => Buffer.from(value).toString('hex')).join('\n'))
      }),
      { numRuns: 100 },
    )
  })
})

describe('descriptors', () => {
  it('of the worker are not inherited by its programs', async () => {
    // What this very process passes on to its children comes from whoever started the tests.
    const own = spawnSync('ls', ['/proc/self/fd'], { encoding: 'utf8' }).stdout.trim()
    const task = command(['ls', '/proc/self/fd'], { env: { X: '{x}' }, parse: 'text', name: 'fds' })
    const ds = await sweep(task, { x: [1, 2] })
    assert.deepEqual(ds.get('fds').values, [own, own])
  })
})
