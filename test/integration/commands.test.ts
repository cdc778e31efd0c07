import assert from 'node:assert/strict'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { CommandError, command, context, isSweepError, linspace, range, SingleNodeExecutor, sweep } from 'windrow'
import { compiled, python } from '../support/compile.js'
import { failOnLeaks } from '../support/no-leaks.js'
import { scratchFolder } from '../support/scratch.js'
import { hostileValues } from './hostile-values.js'

failOnLeaks()

const PROGRAMS = fileURLToPath(new URL('./programs/', import.meta.url))
const hex = (text: string): string => Buffer.from(text).toString('hex')

/** Prints what it gets on standard input. */
const CAT = ['node', '-e', 'process.stdin.pipe(process.stdout)']

describe('a compiled program', () => {
  it('gets exactly the bytes of a thousand hostile values', async (t) => {
    const program = compiled(t, join(PROGRAMS, 'echo-argv.c'))
    if (program === undefined) return
    const values = hostileValues(1000)
    const ds = await sweep(command([program, '{value}', 'a{value}b'], { parse: 'text', name: 'bytes' }), {
      value: values,
    })
    assert.deepEqual(
      ds.get('bytes').values,
      values.map((value) => `${hex(value)}\n${hex(`a${value}b`)}`),
    )
  })

  it('names the stderr of a point that failed, and how to run it by hand', async (t) => {
    const program = compiled(t, join(PROGRAMS, 'echo-argv.c'))
    if (program === undefined) return
    const task = command([program, '{value}'], { parse: 'text', name: 'bytes' })
    const ds = await sweep(task, { value: ['a', "it's !fail", 'b'] }, { onError: 'collect' })
    assert.deepEqual(
      [0, 1, 2].map((value) => ds.get('bytes').isel({ value }).item()),
      [hex('a'), null, hex('b')],
    )
    assert.deepEqual(
      ds.failures.map(({ index, error: { tag, properties, message } }) => ({ index, tag, properties, message })),
      [
        {
          index: 1,
          tag: 'CommandError',
          properties: {
            argv: [program, "it's !fail"],
            cwd: process.cwd(),
            exitCode: 3,
            durationMs: ds.failures[0]?.error.properties?.durationMs,
            lastLines: 'starting\ncannot work with this one',
          },
          message: `\`bytes\` ended with exit code 3 after ${/after (\S+):/.exec(ds.failures[0]?.error.message ?? '')?.[1]}: cannot work with this one
Standard error ended with:
  starting
  cannot work with this one
In ${process.cwd()} it ran:
  ${program} 'it'\\''s !fail'`,
        },
      ],
    )
  })
})

describe('a Python script', () => {
  it('gets a thousand hostile values and gives exactly them back', async (t) => {
    const interpreter = python(t)
    if (interpreter === undefined) return
    const values = hostileValues(1000)
    const ds = await sweep(
      command([interpreter, '-I', '-S', '-X', 'utf8', join(PROGRAMS, 'echo_argv.py'), '{value}']),
      { value: values },
    )
    assert.deepEqual(ds.get('hex').values, values.map(hex))
    assert.deepEqual(ds.get('text').values, values)
    assert.deepEqual(
      Array.from(ds.get('length').values as Iterable<number>),
      values.map((value) => [...value].length),
    )
  })
})

describe('values', () => {
  it('come through as numbers, booleans, dates and JSON', async () => {
    const task = command(
      ['node', '-p', 'JSON.stringify(process.argv.slice(1))', '--', '{a}', '{b}', '{c}', '{d}', '{e}'],
      {
        parse: 'text',
      },
    )
    assert.equal(
      await task({ a: 0.1, b: -0, c: [1, { x: 'y' }], d: new Date(0), e: 2n ** 70n }),
      '["0.1","-0","[1,{\\"x\\":\\"y\\"}]","1970-01-01T00:00:00.000Z","1180591620717411303424"]',
    )
  })

  it('go to standard input as one JSON object with the constants, or as a text', async () => {
    const task = command(CAT, { input: 'json', parse: ({ stdout }) => stdout })
    const ds = await sweep(
      task,
      { x: [1], y: ['ü"\n\0'] },
      { constants: { k: [1, 2] }, unrecorded: { big: 2n ** 64n } },
    )
    assert.equal(
      ds.get(Object.keys(ds.vars)[0] as never).item(),
      '{"x":1,"y":"ü\\"\\n\\u0000","k":[1,2],"big":18446744073709551616}\n',
    )
    assert.equal(await command(CAT, { input: 'T = {T}\n', parse: 'text' })({ T: 2.5 }), 'T = 2.5')
  })

  it('go into the environment, where a variable can be removed too', async () => {
    process.env.WINDROW_TEST_SECRET = 'hidden'
    try {
      const print = 'process.env.VALUE + "|" + process.env.WINDROW_TEST_SECRET'
      const task = command(['node', '-p', print], {
        env: { VALUE: 'v={v}', WINDROW_TEST_SECRET: undefined },
        parse: 'text',
      })
      assert.equal(await task({ v: '$HOME\n' }), 'v=$HOME\n|undefined')
    } finally {
      delete process.env.WINDROW_TEST_SECRET
    }
  })

  it('that are not given, or that no argument can carry, fail the point by name', async () => {
    const task = command('printf %s {T}', { parse: 'text' })
    await assert.rejects(task({} as never), { message: 'The command `printf` has no value for `{T}`.' })
    await assert.rejects(task({ T: 1, TT: 2 } as never), {
      message: 'The command `printf` has no placeholder `{TT}`.\nDid you mean `{T}`?',
    })
    await assert.rejects(task({ T: 'a\0' }), /^TypeError: The value of `T` holds a NUL character/)
  })
})

describe('a sweep of a command', () => {
  it('gives labelled numbers from inline, threads and processes alike', async () => {
    const task = command(['node', '-p', '2 * process.argv[1]', '--', '{T}'], { parse: 'number', name: 'double' })
    const expected = Float64Array.of(0, 1, 2)
    for (const workers of ['inline', 'threads', 'processes'] as const) {
      const executor = new SingleNodeExecutor({ workers, maxWorkers: 2 })
      try {
        const ds = await sweep(task, { T: linspace(0, 1, 3) }, { executor, concurrency: 2 })
        assert.deepEqual(ds.get('double').values, expected)
        assert.equal(ds.attrs.windrow_function, 'double')
      } finally {
        await executor.shutdown()
      }
    }
  })

  it('gives each point its index, attempt and a seed that only depends on the seed of the run', async () => {
    const print =
      '["INDEX", "ATTEMPT", "SEED"].map((name) => process.env["WINDROW_" + name]).join(" ") + " " + process.argv[1]'
    const task = command(['node', '-p', print, '--', '{@index}-{@attempt}-{@seed}'], {
      env: { X: '{x}' },
      parse: 'text',
      name: 'facts',
    })
    const seeds = await sweep(
      ({ x }: { x: number }) => context().seed + 0 * x,
      { x: range(3) },
      { vars: 'seed', seed: 7 },
    )
    const runs = [
      await sweep(task, { x: range(3) }, { seed: 7 }),
      await sweep(task, { x: range(3) }, { seed: 7, parallel: false, shuffle: true }),
    ]
    const values = runs[0]?.get('facts').values as string[]
    assert.deepEqual(runs[1]?.get('facts').values, values)
    for (const [index, value] of values.entries()) assert.match(value, new RegExp(`^${index} 1 (\\d+) ${index}-1-\\1$`))
    assert.equal(new Set(values.map((value) => value.split(' ')[2])).size, 3)
    assert.deepEqual(
      values.map((value) => Number(value.split(' ')[2])),
      Array.from(seeds.get('seed').values as Float64Array),
    )
  })

  it('refuses axes that the command does not name, and placeholders without values', async () => {
    const task = command('prog --t {T} --l {L}')
    const run = (axes: object): Promise<unknown> => sweep(task as never, axes as never)
    await assert.rejects(run({ T: [1], L: [1], t: [1] }), {
      name: 'TypeError',
      message: 'The command has no placeholder `{t}`.\nDid you mean `T`? It has `{T}`, `{L}`.',
    })
    await assert.rejects(run({ T: [1], L: [1], repeat: [1] }), {
      message:
        "The command has no placeholder `{repeat}`.\nIt has `{T}`, `{L}`. If `repeat` only repeats the points, put it into the environment: `env: { REPEAT: '{repeat}' }`.",
    })
    await assert.rejects(run({ T: [1] }), {
      message:
        'The command has the placeholder `{L}`, and `L` is given no value.\nMake it an axis, or give it in `constants`; write `{{L}}` for braces that are meant as such.',
    })
  })

  it('runs a function that captures a command', async () => {
    const inner = command('printf %s {x}', { parse: ({ stdout }) => Number(stdout) })
    const ds = await sweep(async ({ x }: { x: number }) => 10 * (await inner({ x })), { x: [1, 2] }, { vars: 'y' })
    assert.deepEqual(ds.get('y').values, Float64Array.of(10, 20))
  })

  it('retries a point, in a new directory each time', async (t) => {
    const parent = scratchFolder(t)
    const task = command(['sh', '-c', 'pwd >> "$1/log"; test "$WINDROW_ATTEMPT" = 3', 'sh', parent], {
      env: { X: '{x}' },
      cwd: { in: parent },
      parse: 'text',
    })
    await sweep(task, { x: [1] }, { retries: 2, parallel: 1 })
    const folders = readFileSync(join(parent, 'log'), 'utf8').trim().split('\n')
    assert.equal(new Set(folders).size, 3)
    assert.deepEqual(
      folders.map((folder) => existsSync(folder)),
      [true, true, false],
    )
  })
})

describe('what a program prints', () => {
  it('may come in pieces that cut characters', async () => {
    const write =
      'process.stdout.write(Buffer.from([0xc3])); setTimeout(() => process.stdout.write(Buffer.from([0xa9, 10])), 20)'
    assert.equal(await command(['node', '-e', write], { parse: 'text' })({}), 'é')
  })

  it('may be long on standard error without stopping it', async () => {
    const write = 'process.stderr.write("é".repeat(5e6), () => console.log(1))'
    const task = command(['node', '-e', write], { parse: ({ stdout, stderr }) => [Number(stdout), stderr.length] })
    assert.deepEqual(await task({}), [1, 32768])
  })

  it('ends the program when it is more than the limit', async () => {
    const task = command('yes', { maxOutputBytes: 100_000 })
    await assert.rejects(task({}), {
      tag: 'CommandError',
      killedBy: 'SIGKILL',
      message:
        /^`yes` printed more than `maxOutputBytes: 100000` \(100 kB\) and was stopped: y\nStandard output ended with:\n {2}y\n/,
    })
  })

  it('fails the point when it is not what `parse` says, and is shown', async () => {
    const print = ['printf', 'step 1\nE = 2 eV\n']
    const said = `In ${process.cwd()} it ran:\n  printf 'step 1\nE = 2 eV\n'`
    const shown = `Standard output ended with:\n  step 1\n  E = 2 eV\n${said}`
    await assert.rejects(command(print, { parse: 'number' })({}), {
      name: 'CommandError',
      message: `\`printf\` ended well, but what it printed is not a number: E = 2 eV\n${shown}`,
    })
    await assert.rejects(command(print, { parse: /E: (?<E>\S+)/ })({}), {
      message: `\`printf\` ended well, but what it printed does not match /E: (?<E>\\S+)/: E = 2 eV\n${shown}`,
    })
    const thrower = (): never => {
      throw new RangeError('too cold')
    }
    await assert.rejects(command(print, { parse: thrower })({}), (error) => {
      assert.ok(isSweepError(error, 'CommandError') && error instanceof CommandError)
      assert.equal(
        error.message,
        `\`printf\` ended well, but its \`parse\` threw RangeError: too cold: E = 2 eV\n${shown}`,
      )
      assert.ok(error.cause instanceof RangeError)
      return true
    })
    await assert.rejects(command('true')({}), {
      message: `\`true\` ended well, but what it printed is not JSON (it is empty).\nIt printed nothing.\nIn ${process.cwd()} it ran:\n  true`,
    })
  })

  it('may be in a file', async (t) => {
    const folder = scratchFolder(t)
    const task = command(['sh', '-c', 'echo "{{\\"m\\": $1}}" > "out-$1.json"', 'sh', '{T}'], {
      cwd: folder,
      parse: { file: 'out-{T}.json' },
    })
    const ds = await sweep(task, { T: [0.5, 1] })
    assert.deepEqual(ds.get('m').values, Float64Array.of(0.5, 1))
    await assert.rejects(command('echo hello', { cwd: folder, parse: { file: 'none', parse: 'number' } })({}), {
      message: `\`echo\` ended well, but ${join(folder, 'none')} was not written: hello\nStandard output ended with:\n  hello\nIn ${folder} it ran:\n  echo hello`,
    })
  })
})

describe('directories', () => {
  it('of each point hold the files that the options name, and stay when the point fails', async (t) => {
    const parent = join(scratchFolder(t), 'points')
    const table = join(scratchFolder(t), 'table.dat')
    writeFileSync(table, 'table')
    const task = command(['sh', '-c', 'cat deep/in.nml table.dat; exit "$1"', 'sh', '{code}'], {
      cwd: { in: parent, files: { 'deep/in.nml': '&in code = {code} /\n' }, copy: [table] },
      parse: 'text',
      name: 'model',
    })
    const ds = await sweep(task, { code: [0, 1] }, { onError: 'collect' })
    assert.deepEqual(
      [0, 1].map((code) => ds.get('model').isel({ code }).item()),
      ['&in code = 0 /\ntable', null],
    )
    const [kept, ...others] = readdirSync(parent)
    assert.deepEqual(others, [])
    const path = join(parent, kept ?? '')
    assert.equal(readFileSync(join(path, 'deep/in.nml'), 'utf8'), '&in code = 1 /\n')
    assert.match(ds.failures[0]?.error.message ?? '', new RegExp(`\\nIn ${path} it ran:\\n`))
  })

  it('of each point are removed or kept as `keep` says', async (t) => {
    const parent = scratchFolder(t)
    const run = (keep: 'always' | 'never', code: number): Promise<string> =>
      command(['sh', '-c', 'exit "$1"', 'sh', '{code}'], { cwd: { in: parent, keep }, parse: 'text' })({ code })
    await assert.rejects(run('never', 1), /\nIts directory was removed; `keep: 'failed'` keeps it\.\n/)
    assert.deepEqual(readdirSync(parent), [])
    await run('always', 0)
    assert.equal(readdirSync(parent).length, 1)
  })

  it('are no matter for a program that is given by a relative path', async (t) => {
    const folder = scratchFolder(t)
    writeFileSync(join(folder, 'prog'), '#!/bin/sh\necho "$PWD"\n', { mode: 0o755 })
    const before = process.cwd()
    process.chdir(folder)
    try {
      assert.equal(await command('./prog', { cwd: '/', parse: 'text' })({}), '/')
    } finally {
      process.chdir(before)
    }
  })
})

describe('a program that cannot be started', () => {
  it('is named, with what to do', async (t) => {
    const folder = scratchFolder(t)
    const file = join(folder, 'prog')
    writeFileSync(file, 'x')
    chmodSync(file, 0o644)
    await assert.rejects(command('no-such-program {T}')({ T: 1 }), {
      tag: 'CommandError',
      message: `\`no-such-program\` could not be started: no folder of PATH has a program of this name. Install it, add its folder to PATH, or give its path.\nIn ${process.cwd()} it was to run:\n  no-such-program 1`,
    })
    await assert.rejects(
      command([join(folder, 'none')])({}),
      /: there is no such file, or the interpreter in its first line is missing\.\n/,
    )
    await assert.rejects(
      command([file])({}),
      /: it is no program that may be executed; `chmod \+x .*prog` makes it one\.\n/,
    )
    await assert.rejects(
      command('true', { cwd: join(folder, 'none') })({}),
      /`true` could not be started: its working directory .*none does not exist\.\n/,
    )
    await assert.rejects(
      command('true', { cwd: file })({}),
      /`true` could not be started: its working directory .*prog is no folder\.\n/,
    )
    await assert.rejects(command([folder])({}), /could not be started: it is a folder\. Name the program in it\.\n/)
    await assert.rejects(command('true', { cwd: { copy: [join(folder, 'none')] } })({}), {
      tag: 'CommandError',
      message: `\`true\` was not started: its directory could not be made, because of ${join(folder, 'none')} (ENOENT).`,
    })
    await assert.rejects(
      command('true {T}')({ T: 'x'.repeat(2 ** 22) }),
      /: its arguments and environment are longer than the system allows; send large values with `input: 'json'`\.\n/,
    )
  })
})

describe('exit codes', () => {
  it('that the options allow are no failure', async () => {
    const task = command(['sh', '-c', 'echo 1; exit "$1"', 'sh', '{code}'], { parse: 'number', exitCodes: [0, 2] })
    assert.equal(await task({ code: 2 }), 1)
    await assert.rejects(task({ code: 1 }), { exitCode: 1 })
  })

  it('are told apart from signals', async () => {
    await assert.rejects(command(['sh', '-c', 'kill -SEGV $$'])({}), { killedBy: 'SIGSEGV', exitCode: undefined })
  })
})
