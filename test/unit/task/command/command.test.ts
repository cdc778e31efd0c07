import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type CommandRef, command, placeholdersOf, shipTask } from '../../../../src/task/index.ts'

const refOf = async (task: (...args: never[]) => unknown): Promise<CommandRef> =>
  (await shipTask(task)).ref as CommandRef

describe('command', () => {
  it('takes its name from the program, or from the script of an interpreter', () => {
    const names: [Parameters<typeof command>[0], string][] = [
      ['lmp -in x', 'lmp'],
      ['./bin/ising.exe', 'ising'],
      ['python3 model.py {T}', 'model'],
      ['python3 -m model', 'python3'],
      [['sh', '-c', 'echo 1'], 'sh'],
      ['{prog} x', 'command'],
      ['node ./a.b/run.mjs', 'run'],
    ]
    for (const [words, name] of names) assert.equal(command(words as string).name, name)
    assert.equal(command('lmp', { name: 'energy' }).name, 'energy')
  })

  it('ships as plain data that survives a copy and JSON', async () => {
    const { ref, ...task } = await shipTask(command('prog --t {T}', { env: { A: '{a}', B: undefined } }))
    assert.deepEqual(JSON.parse(JSON.stringify(ref)), JSON.parse(JSON.stringify(structuredClone(ref))))
    assert.deepEqual(
      { ...task, sourceHash: task.sourceHash.length },
      { name: 'prog', parameters: ['T', 'a'], arity: 2, sourceHash: 64, file: undefined, line: undefined },
    )
  })

  it('ships its parse function too', async () => {
    const factor = 3
    const ref = await refOf(command('prog', { parse: ({ stdout }) => factor * Number(stdout) }))
    const { parse } = ref
    assert.ok(parse.kind === 'function' && parse.task.kind === 'source')
    assert.deepEqual(parse.task.functions[0]?.values, { factor: 3 })
  })

  it('has the placeholders of all that it is given', async () => {
    const task = command('prog {a}', {
      input: '{b}',
      env: { X: '{c}' },
      cwd: { files: { 'in.nml': 'T = {d}' } },
      parse: { file: 'out-{e}-{@index}.json' },
    })
    assert.deepEqual(placeholdersOf(await refOf(task)), ['a', 'c', 'b', 'd', 'e'])
  })

  it('changes its hash with what it does and not with where it runs', async () => {
    const hash = async (task: (...args: never[]) => unknown): Promise<string> => (await shipTask(task)).sourceHash
    const base = await hash(command('prog {T}'))
    assert.equal(await hash(command(['prog', '{T}'], { cwd: '/elsewhere', killAfterMs: 1 })), base)
    assert.notEqual(await hash(command('prog {T}', { parse: 'text' })), base)
    assert.notEqual(await hash(command('prog -x {T}')), base)
  })

  it('refuses values within the code of a shell', () => {
    for (const words of [
      ['sh', '-c', 'echo {T}'],
      ['env', 'X=1', '/bin/bash', '-ec', 'echo {T}'],
    ])
      assert.throws(() => command(words), {
        name: 'TypeError',
        message:
          // biome-ignore lint/suspicious/noTemplateCurlyInString: the remedy for a shell
          "`{T}` in `echo {T}` would be read by a shell as code.\nGive the value as an argument: `command(['sh', '-c', 'prog \"$1\"', 'sh', '{T}'])`. A variable of the shell is written with double braces, `${{HOME}}`.",
      })
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the shell
    command(['sh', '-c', 'echo "$1" ${{HOME}}', 'sh', '{T}'])
  })

  const wrong: [string, () => unknown, RegExp][] = [
    ['no program', () => command('  '), /^Expected a command to name a program, got an empty text\./],
    ['an empty list', () => command([]), /^Expected a command to name a program, got none\./],
    [
      'a number',
      () => command(1 as never),
      /^Expected `command` to be a text such as `prog --t \{T\}`, or a list of texts, got `1` \(number\)\.$/,
    ],
    [
      'an unknown option',
      () => command('a', { prase: 'json' } as never),
      /^`prase` is not an option of `command`\.\nDid you mean `parse`\?$/,
    ],
    [
      'an unknown way to parse',
      () => command('a', { parse: 'yaml' as never }),
      /^Expected `parse` to be 'json', .* got `yaml` \(string\)\.$/,
    ],
    [
      'a pattern without names',
      () => command('a', { parse: /x/ }),
      /^Expected `parse` to have named groups, got \/x\/\./,
    ],
    ['a global pattern', () => command('a', { parse: /(?<x>.)/g }), /^Expected `parse` without the flags `g` and `y`/],
    [
      'a text that is no group',
      () => command('a', { parse: { match: /(?<x>.)/, text: ['y'] } }),
      /^Expected `parse\.text` to be names of groups/,
    ],
    [
      'a file outside',
      () => command('a', { cwd: { files: { '../x': '' } } }),
      /^Expected `cwd\.files` to be names inside the directory/,
    ],
    [
      'an unknown keep',
      () => command('a', { cwd: { keep: 'sometimes' as never } }),
      /^Expected `cwd\.keep` to be one of 'failed', 'always', 'never'/,
    ],
    ['no exit codes', () => command('a', { exitCodes: [] }), /^Expected `exitCodes` to be a list of exit codes/],
    [
      'no bytes',
      () => command('a', { maxOutputBytes: 0 }),
      /^Expected `maxOutputBytes` to be a whole number from 1 to 512000000, got `0`/,
    ],
    ['a NUL', () => command(['a', 'b\0']), /^A command holds a NUL character/],
  ]
  for (const [what, make, message] of wrong)
    it(`refuses ${what}`, () => assert.throws(make, { name: 'TypeError', message }))
})
