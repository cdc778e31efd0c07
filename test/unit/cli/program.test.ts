import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { COMMANDS } from '../../../src/cli/commands.ts'
import { type ReadOptions, readCommandLine } from '../../../src/cli/program.ts'

function read(...words: string[]): { request: ReturnType<typeof readCommandLine>; printed: string } {
  let printed = ''
  const options: ReadOptions = {
    commands: COMMANDS,
    version: '1.2.3',
    print: (text) => {
      printed += text
    },
    isColored: false,
    width: 100,
  }
  return { request: readCommandLine(words, options), printed }
}

function taken(...words: string[]): unknown {
  const { request } = read(...words)
  if (request.kind !== 'command') return request
  const { spec, args, options, program } = request
  return { command: spec.name, args, given: options.all.map(({ name, value }) => [name, value]), program }
}

const WRONG: readonly (readonly [readonly string[], string])[] = [
  [[], 'Expected a command.\n`windrow --help` lists them.'],
  [['runn'], 'There is no command `runn`.\nDid you mean `windrow run`?'],
  [['ising.ts', '-a', 'T=1'], 'There is no command `ising.ts`.\nDid you mean `windrow run ising.ts`?'],
  [['a.nc'], 'There is no command `a.nc`.\nDid you mean `windrow show a.nc`?'],
  [['run', '--workrs', '2'], "Unknown option '--workrs'.\nDid you mean --workers?"],
  [['run', '-a'], "Option '-a, --axis <NAME=VALUES>' argument missing.\n`windrow run --help` lists what it takes."],
  [['show'], "Missing required argument 'FILE'.\n`windrow show --help` lists what it takes."],
  [['show', 'a.nc', '--', 'b'], '`windrow show` takes no program after `--`.'],
  [
    ['completion', 'tcsh'],
    "Command-argument value 'tcsh' is invalid for argument 'SHELL'. Allowed choices are bash, zsh, fish.\n`windrow completion --help` lists what it takes.",
  ],
]

describe('a command line', () => {
  it('is taken apart into a command, its files and its options in their order', () => {
    assert.deepEqual(taken('run', '-a', 'T=-1:1:3', 'm.ts#f', '--axis', 'L=1', '--threads', '--shuffle', '-w', '2'), {
      command: 'run',
      args: ['m.ts#f'],
      given: [
        ['axis', 'T=-1:1:3'],
        ['axis', 'L=1'],
        ['threads', undefined],
        ['shuffle', undefined],
        ['workers', '2'],
      ],
      program: [],
    })
  })

  it('ends where the words of a program begin', () => {
    assert.deepEqual(taken('run', '-a', 'T=1', '--', 'prog', '-a', '{T}', '--', '--help'), {
      command: 'run',
      args: [],
      given: [['axis', 'T=1']],
      program: ['prog', '-a', '{T}', '--', '--help'],
    })
  })

  for (const [words, message] of WRONG) {
    it(`\`windrow ${words.join(' ')}\` is refused with what was meant`, () => {
      assert.throws(() => read(...words), { name: 'UsageError', message })
    })
  }

  it('prints the version', () => {
    assert.deepEqual(read('--version'), { request: { kind: 'printed' }, printed: '1.2.3\n' })
  })

  for (const { name, examples, options } of COMMANDS) {
    it(`\`windrow ${name} --help\` explains every option and ends with examples that can be read`, () => {
      const { printed } = read(name, '--help')
      for (const { flags } of options) assert.ok(printed.includes(flags), `${flags} is not in\n${printed}`)
      assert.ok(examples.length > 0)
      assert.ok(printed.trimEnd().endsWith(`$ ${examples.at(-1)?.line}\n      ${examples.at(-1)?.does}`))
      for (const { line } of examples) {
        const words = line
          .split(/ [>|]/)[0]
          ?.match(/'[^']*'|\S+/g)
          ?.map((word) => word.replaceAll("'", ''))
        assert.equal(read(...(words ?? []).slice(1)).request.kind, 'command')
      }
      for (const line of printed.split('\n')) assert.ok(line.length <= 110, `too wide: ${line}`)
    })
  }
})
