import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { openDataset } from 'windrow'
import { failOnLeaks } from '../support/no-leaks.ts'
import { scratchFolder } from '../support/scratch.ts'
import { type Ending, steady, windrow } from './windrow.ts'

failOnLeaks()

const POWER = `export function power({ base, exponent }) {
  console.log('seen by nobody who reads results')
  if (base === 3) throw new RangeError(\`base \${base} is refused\`)
  return { value: base ** exponent, even: base % 2 === 0 }
}
`
const TYPED = `enum Kind { Low = 'low', High = 'high' }
export default function ({ x }: { x: number }): Kind {
  return x < 2 ? Kind.Low : Kind.High
}
`

function project(t: TestContext): { folder: string; run: (...args: string[]) => Promise<Ending> } {
  const folder = scratchFolder(t)
  writeFileSync(join(folder, 'power.mjs'), POWER)
  writeFileSync(join(folder, 'typed.ts'), TYPED)
  const run = async (...args: string[]): Promise<Ending> => {
    const { code, stdout, stderr } = await windrow(['run', ...args], { cwd: folder })
    return { code, stdout: steady(stdout, folder), stderr: steady(stderr, folder) }
  }
  return { folder, run }
}

const DATASET = `<windrow.Dataset> Size: 68B
Dimensions:   (base: 2, exponent: 2)
Coordinates:
  * base      (base) int64 16B 2 4
  * exponent  (exponent) float64 16B 0.5 1.5
Data variables:
    value     (base, exponent) float64 32B 1.414 2.828 2.0 8.0
    even      (base, exponent) bool 4B True True True True
Attributes: (12/15)
    title:                  powers
    ...                     ...
`

describe('windrow run', () => {
  it('prints the dataset, and says that nothing keeps it', async (t) => {
    const { run } = project(t)
    const { code, stdout, stderr } = await run(
      'power.mjs',
      '-a',
      'base=2,4',
      '-a',
      'exponent=.5:1.5:2',
      '--attr',
      'title=powers',
    )
    assert.deepEqual([code, stdout], [0, DATASET])
    assert.deepEqual(stderr.split('\n').sort().slice(1), [
      'Not saved: give --out FILE.nc to keep it.',
      ...new Array<string>(4).fill('seen by nobody who reads results'),
    ])
  })

  it('writes a file that holds the same, failures and attributes included, and ends with 1 where a point failed', async (t) => {
    const { folder, run } = project(t)
    const { code, stderr } = await run(
      'power.mjs',
      '-a',
      'base=0..3',
      '-c',
      'exponent=2',
      '--units',
      'base=m',
      '-o',
      'a.nc',
    )
    assert.equal(code, 1)
    assert.deepEqual(
      stderr.split('\n').filter((line) => !line.startsWith('seen')),
      [
        '1 of 4 points failed:',
        '  1 × RangeError: base 3 is refused',
        '      Point 3 (base = 3), at ./power.mjs:3:25, on HOST',
        'All of them: windrow show a.nc --failures',
        'Saved to a.nc',
        '',
      ],
    )
    const ds = await openDataset(join(folder, 'a.nc'))
    assert.deepEqual([...ds.get('value').values], [0, 1, 4, Number.NaN])
    assert.deepEqual([ds.attrs.exponent, ds.coords.base?.attrs.units, ds.failures.length], [2, 'm', 1])
  })

  it('says nothing but failures with --quiet, and stops at the first with --on-error raise', async (t) => {
    const { run } = project(t)
    const args = ['power.mjs', '-a', 'base=3,1', '-c', 'exponent=2', '--workers', '1', '--out', 'a.nc', '--quiet']
    const { code, stdout, stderr } = await run(...args, '--on-error', 'raise')
    assert.deepEqual([code, stdout], [1, ''])
    assert.ok(stderr.includes('Stopped at the first failure (--on-error raise).\n1 of 2 points failed:\n'), stderr)
  })

  it('tells programs the outcome as JSON on stdout and events as lines of JSON on stderr', async (t) => {
    const { run } = project(t)
    const { code, stdout, stderr } = await run(
      'power.mjs',
      '-a',
      'base=3,5',
      '-c',
      'exponent=2',
      '--seed',
      '7',
      '--json',
    )
    const { elapsedMs, failures, dataset, ...rest } = JSON.parse(stdout)
    assert.equal(code, 1)
    assert.deepEqual(rest, {
      task: 'power',
      outcome: 'failed',
      points: 2,
      done: 1,
      failed: 1,
      seed: '7',
      out: null,
      sizes: { base: 2 },
      variables: ['value', 'even'],
    })
    assert.equal(typeof elapsedMs, 'number')
    assert.deepEqual([failures[0].point, failures[0].error.message], [{ base: 3 }, 'base 3 is refused'])
    assert.deepEqual(
      [dataset.vars.value.values, dataset.vars.even.values],
      [
        [null, 25],
        [null, false],
      ],
    )
    const events = stderr
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line).type)
    assert.deepEqual([events[0], events.at(-1)], ['run-started', 'run-finished'])
  })

  it('runs the default export of a TypeScript file, in processes and in threads, under the name of the file', async (t) => {
    const { run } = project(t)
    for (const more of [[], ['--threads']]) {
      const { code, stdout, stderr } = await run('typed.ts', '-a', 'x=0..3', '--quiet', ...more)
      assert.equal(stderr, '')
      assert.equal(code, 0)
      assert.ok(stdout.includes("    typed    (x) string 32B 'low' 'low' 'high' 'high'\n"), stdout)
    }
  })

  it('gives the same numbers for the same seed, shuffled or not', async (t) => {
    const { folder, run } = project(t)
    writeFileSync(join(folder, 'draw.mjs'), 'export const draw = ({ i: _ }, ctx) => ctx.random()\n')
    for (const [name, more] of [
      ['a', []],
      ['b', ['--shuffle', '--workers', '2']],
      ['c', ['--threads', '--shuffle=5']],
    ] as const)
      assert.equal((await run('draw.mjs', '-a', 'i=0..99', '--seed', 'mine', '--out', `${name}.nc`, ...more)).code, 0)
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => openDataset(join(folder, `${name}.nc`))))
    assert.ok(a !== undefined && b !== undefined && c !== undefined)
    assert.ok(a.equals(b) && a.equals(c))
  })

  it('takes points from a file, as rows or as a grid', async (t) => {
    const { folder, run } = project(t)
    writeFileSync(
      join(folder, 'points.json'),
      JSON.stringify([
        { base: 2, exponent: 3 },
        { base: 4, exponent: 1 },
      ]),
    )
    const rows = await run('power.mjs', '--cases', 'points.json', '--quiet')
    assert.ok(rows.stdout.includes('    value     (case) float64 16B 8.0 4.0\n'), rows.stdout)
    writeFileSync(join(folder, 'points.csv'), 'base,exponent\n2,3\n4,1\n')
    const grid = await run('power.mjs', '--cases', 'points.csv', '--grid', '--quiet')
    assert.ok(grid.stdout.includes('    value     (base, exponent) float64 32B nan 8.0 4.0 nan\n'), grid.stdout)
  })

  it('says what would run and what it would take with --dry-run, and writes nothing', async (t) => {
    const { folder, run } = project(t)
    const args = ['power.mjs', '-a', 'base=1..3', '-c', 'exponent=2', '-w', '2', '--dry-run', '-o', 'a.nc']
    const { code, stdout, stderr } = await run(...args)
    assert.deepEqual([code, stderr.replaceAll(/^seen.*\n/gm, '')], [0, ''])
    assert.deepEqual(stdout.split('\n').slice(0, 3), [
      'power (./power.mjs:1): 3 points',
      '  base  3 values  1..3',
      '`power`: 3 points on 2 workers; 3 points were tried.',
    ])
    assert.match(stdout, /^ {2}time .*^ {2}memory .*^ {2}results .*^ {2}failed .*base 3 is refused$/ms)
    assert.ok(!existsSync(join(folder, 'a.nc')))
  })

  it('fails with --dry-run where every point that was tried failed, and says so', async (t) => {
    const { run } = project(t)
    const { code, stderr } = await run('power.mjs', '-a', 'base=3', '-c', 'exponent=2', '--dry-run')
    const message = 'windrow: the point that was tried failed; nothing is known of the sweep.\n'
    assert.deepEqual([code, stderr.replaceAll(/^seen.*\n/gm, '')], [1, message])
  })

  it('reads JSON that begins with a byte order mark', async (t) => {
    const { folder, run } = project(t)
    writeFileSync(join(folder, 'points.json'), '\ufeff[{"base":2}]')
    writeFileSync(join(folder, 'two.json'), '\ufeff2')
    const { code, stdout } = await run('power.mjs', '--cases', 'points.json', '-c', 'exponent=@two.json', '--quiet')
    assert.equal(code, 0)
    assert.ok(stdout.includes('    value    (case) float64 8B 4.0\n'), stdout)
  })

  it('does not send people to a CSV file for failures, which it has no place for', async (t) => {
    const { run } = project(t)
    const { stderr } = await run('power.mjs', '-a', 'base=3', '-c', 'exponent=2', '-o', 'a.csv', '--quiet')
    assert.ok(stderr.endsWith('\na.csv has no place for them: give --out FILE.nc to keep them all.\n'), stderr)
  })

  it('runs a function for its effects alone with an empty --vars, and says so where it is needed', async (t) => {
    const { folder, run } = project(t)
    writeFileSync(join(folder, 'quiet.mjs'), 'export const quiet = ({ x: _ }) => {}\n')
    assert.deepEqual(await run('quiet.mjs', '-a', 'x=1'), {
      code: 1,
      stdout: '',
      stderr:
        "windrow: `quiet` returned nothing at its point.\nReturn a value from it; if it runs for its effects alone, say so with `--vars ''`.\n",
    })
    assert.equal((await run('quiet.mjs', '-a', 'x=1', '--vars', '')).code, 0)
  })

  it('says which parameter has no value', async (t) => {
    const { run } = project(t)
    const { code, stderr } = await run('power.mjs', '-a', 'base=1,2', '-o', 'a.nc')
    assert.equal(code, 0)
    assert.equal(
      stderr.replaceAll(/^(seen|Saved).*\n/gm, ''),
      'note: `power` takes `exponent`, which is given no value: it is undefined there. Give it with -a or -c.\n',
    )
  })
})

describe('windrow run of a program', () => {
  it('stops one that prints more than --max-output allows', async (t) => {
    const { run } = project(t)
    const script = "process.stdout.write('x'.repeat(5000))"
    const args = ['-a', 'x=1', '--parse', 'text', '--max-output', '1kB', '--kill-after', '1s', '--json']
    const { code, stdout } = await run(...args, '--', process.execPath, '-e', script, '{x}')
    assert.equal(code, 1)
    assert.match(stdout, /printed more than `maxOutputBytes: 1000` \(1.00 kB\) and was stopped/)
  })

  const SCRIPT = 'process.stdout.write(JSON.stringify({ got: process.argv[2], twice: Number(process.argv[3]) * 2 }))'

  it('passes hostile values on as they are, from one text or from words after --', async (t) => {
    const { folder, run } = project(t)
    writeFileSync(join(folder, 'echo.mjs'), SCRIPT)
    const hostile = ['$(id)', "it's", 'a "b"', '-x', 'ü\n;']
    const axis = `text=${JSON.stringify(hostile)}`
    const program = [process.execPath, 'echo.mjs', '{text}', '{n}']
    const forms = [
      ['--command', program.join(' ')],
      ['--', ...program],
    ]
    for (const [at, form] of forms.entries()) {
      const { code, stderr } = await run('-a', axis, '-a', 'n=1:2:3', '--out', `${at}.nc`, ...form)
      assert.equal(code, 0, stderr)
      const ds = await openDataset(join(folder, `${at}.nc`))
      assert.deepEqual(ds.get('got').isel({ n: 0 }).toArray(), hostile)
      assert.deepEqual(ds.get('twice').isel({ text: 0 }).toArray(), [2, 3, 4])
    }
  })

  it('reads numbers, groups of a regular expression and files, and names what a failing one said', async (t) => {
    const { folder, run } = project(t)
    writeFileSync(
      join(folder, 'model.mjs'),
      `import { writeFileSync } from 'node:fs'
const x = Number(process.argv[2])
if (x > 1) { console.error('too large'); process.exit(4) }
writeFileSync(\`out-\${x}.json\`, JSON.stringify({ y: x + 1 }))
console.log('E = ' + x + ' eV')
`,
    )
    const program = ['-a', 'x=1,2', '--quiet', '--', process.execPath, 'model.mjs', '{x}']
    const file = await run('--parse', 'file:out-{x}.json', ...program)
    assert.equal(file.code, 1)
    assert.ok(file.stdout.includes('    y        (x) float64 16B 2.0 nan\n'), file.stdout)
    assert.match(file.stderr, /1 × CommandError: `model` ended with exit code 4 after \S+: too large/)
    const groups = await run('--parse', '/E = (?<E>\\S+) (?<unit>\\w+)/', '--text', 'unit', ...program)
    assert.ok(groups.stdout.includes('    E        (x) float64 16B 1.0 nan\n'), groups.stdout)
    assert.ok(groups.stdout.includes("    unit     (x) string 16B 'eV' <NA>\n"), groups.stdout)
  })
})

describe('wrong use of windrow run', () => {
  const WRONG: readonly (readonly [string, readonly string[], string])[] = [
    [
      'nothing to run',
      [],
      "Nothing says what to run.\nName the module with the function, `windrow run model.ts -a T=1.5:3.5:21 -a L=16,32 --out model.nc`, or a program: `windrow run --command './model --temp {T}' --parse number -a T=1:2:11`.",
    ],
    [
      'no points',
      ['power.mjs'],
      'Nothing says at which points to run.\nGive each parameter its values: `windrow run model.ts -a T=1.5:3.5:21 -a L=16,32`, or rows of a file: `--cases points.csv`.',
    ],
    ['cases that are not there', ['power.mjs', '--cases', 'a.csv'], '--cases a.csv: there is no such file.'],
    ['a file that is not there', ['powr.mjs', '-a', 'x=1'], 'There is no file powr.mjs.\nDid you mean power.mjs?'],
    [
      'a misspelt parameter',
      ['power.mjs', '-a', 'bas=1'],
      'The function takes no parameter `bas`.\nDid you mean `base`? It takes `base`, `exponent`.',
    ],
    [
      'a value twice',
      ['power.mjs', '-a', 'base=1', '-c', 'base=2'],
      '`base` is an axis and also in `-c`.\nGive its values in one of them.',
    ],
    [
      'a file of an unknown kind',
      ['power.mjs', '-a', 'base=1', '-o', 'a.foo'],
      'Cannot tell the format of `a.foo`: no store knows `.foo`.\nEnd the path in one of .nc, .nc4, .h5, .hdf5, .parquet, .csv, .tsv.',
    ],
    [
      'an empty seed',
      ['power.mjs', '-a', 'base=1', '--seed', ''],
      '--seed: the seed is empty.\nGive a whole number or a text, or leave --seed out.',
    ],
    [
      'exit codes that are none',
      ['-a', 'x=1', '--exit-codes', '', '--', 'echo', '{x}'],
      '--exit-codes : expected whole numbers from 0 to 255 between commas, such as `0,3`.',
    ],
    [
      'groups of no expression',
      ['-a', 'x=1', '--text', 'a', '--', 'echo', '{x}'],
      "--text is about the groups of a regular expression, and results are read by `--parse json`.\nGive one: --parse '/energy = (?<energy>\\S+)/'.",
    ],
    [
      'a file to copy that is not there',
      ['-a', 'x=1', '--own-folder', '--copy', 'in.txt', '--', 'echo', '{x}'],
      '--copy in.txt: there is no such file or folder.',
    ],
    [
      'a working directory that is not there',
      ['-a', 'x=1', '--cwd', 'power.mjs', '--', 'echo', '{x}'],
      '--cwd power.mjs: there is no such folder.',
    ],
    [
      'two things to run',
      ['power.mjs', '-a', 'base=1', '--command', 'prog {base}'],
      'Both `power.mjs` and `prog {base}` are to be run; give one of them.',
    ],
    [
      'options of a program for a function',
      ['power.mjs', '-a', 'base=1', '--parse', 'json'],
      '--parse is about programs, and power.mjs is a module.',
    ],
    [
      'a placeholder without value',
      ['--command', 'prog {x} {y}', '-a', 'x=1'],
      'The command has the placeholder `{y}`, and `y` is given no value.\nMake it an axis, or give it in `-c`; write `{{y}}` for braces that are meant as such.',
    ],
  ]
  for (const [title, args, message] of WRONG) {
    it(`${title}: one sentence, the remedy, and exit code 2`, async (t) => {
      const { run } = project(t)
      const ending = await run(...args)
      const stderr = ending.stderr.replace(/^note: .*\n/, '')
      assert.deepEqual({ ...ending, stderr }, { code: 2, stdout: '', stderr: `windrow: ${message}\n` })
    })
  }

  it('a module that throws is a failure, told with its own file and line', async (t) => {
    const { folder, run } = project(t)
    writeFileSync(join(folder, 'broken.mjs'), 'export const f = () => 1\nthrow new Error("no licence")\n')
    assert.deepEqual(await run('broken.mjs', '-a', 'x=1'), {
      code: 1,
      stdout: '',
      stderr: 'windrow: broken.mjs could not be loaded: Error: no licence\n    at ./broken.mjs:2:7\n',
    })
  })
})
