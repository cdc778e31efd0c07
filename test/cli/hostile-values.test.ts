import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { type Dataset, openDataset } from 'windrow'
import { hostileValues } from '../integration/hostile-values.ts'
import { compiled, python } from '../support/compile.ts'
import { failOnLeaks } from '../support/no-leaks.ts'
import { scratchFolder } from '../support/scratch.ts'
import { type Ending, windrow } from './windrow.ts'

failOnLeaks()

const PROGRAMS = resolve('test/integration/programs')
/** Texts that look like values of another kind, and one that the programs refuse. */
const LIKE_OTHERS = ['007', '1e3', '0x10', '-0', 'NaN', 'null', 'true', '"true"', '[1]', '{"a":1}', 'a=b,c:d;e', 'NA']
const REFUSED = "$(it's) --no\n!fail"
const VALUES: readonly string[] = [...LIKE_OTHERS, ...hostileValues(999 - LIKE_OTHERS.length), REFUSED]

interface SweepOfTexts {
  readonly ending: Ending
  readonly dataset: Dataset
}

/** Sweeps a program over all the values with the built command. */
async function sweepTexts(
  t: TestContext,
  points: (folder: string) => string[],
  program: string[],
): Promise<SweepOfTexts> {
  const cwd = scratchFolder(t)
  const args = ['run', '--quiet', '-o', 'a.nc', ...points(cwd), ...program]
  return { ending: await windrow(args, { cwd }), dataset: await openDataset(join(cwd, 'a.nc')) }
}

function fromCsv(folder: string): string[] {
  const rows = VALUES.map((value) => `"${value.replaceAll('"', '""')}"\r\n`)
  writeFileSync(join(folder, 'points.csv'), `value\r\n${rows.join('')}`)
  return ['--cases', 'points.csv']
}

function fromJson(folder: string): string[] {
  writeFileSync(join(folder, 'points.json'), JSON.stringify(VALUES.map((value) => ({ value }))))
  return ['--cases', 'points.json']
}

function fromAxis(): string[] {
  return ['-a', `value=${JSON.stringify(VALUES)}`]
}

const hexOf = (text: string): string => Buffer.from(text).toString('hex')
const ARRIVED = VALUES.slice(0, -1)

describe('a thousand hostile values', () => {
  for (const [source, points] of [
    ['--cases of a CSV file', fromCsv],
    ['a list in JSON', fromAxis],
  ] as const) {
    it(`reach a C program from ${source}, byte by byte`, async (t) => {
      const program = compiled(t, join(PROGRAMS, 'echo-argv.c'))
      if (program === undefined) return
      const words = ['--parse', 'text', '--name', 'hex', '--command', `'${program}' {value} '{value}'`]
      const { ending, dataset } = await sweepTexts(t, points, words)
      assert.deepEqual([...(dataset.coords.value?.values ?? [])], VALUES)
      assert.deepEqual(dataset.get('hex').toArray(), [
        ...ARRIVED.map((value) => `${hexOf(value)}\n${hexOf(value)}`),
        null,
      ])
      assert.equal(ending.code, 1)
      assert.match(
        ending.stderr,
        /^1 of 1000 points failed:\n {2}1 × CommandError: `hex` ended with exit code 3 after \S+: cannot work with this one\n/,
      )
      const [failure] = dataset.failures
      assert.deepEqual(
        [failure?.point, failure?.error.properties?.lastLines],
        [{ value: REFUSED }, 'starting\ncannot work with this one'],
      )
    })
  }

  it('reach a Python script from --cases of a JSON file, and come back the same', async (t) => {
    const interpreter = python(t)
    if (interpreter === undefined) return
    const script = join(PROGRAMS, 'echo_argv.py')
    const { ending, dataset } = await sweepTexts(t, fromJson, ['--', interpreter, '-S', script, '{value}'])
    assert.deepEqual(dataset.get('text').toArray(), [...ARRIVED, null])
    assert.deepEqual(dataset.get('hex').toArray(), [...ARRIVED.map(hexOf), null])
    assert.equal(ending.code, 1)
    const said = `ValueError: cannot work with ${hexOf(REFUSED)}`
    assert.ok(ending.stderr.includes(`: ${said}\n`), ending.stderr)
    assert.deepEqual(
      dataset.failures.map(({ point }) => point),
      [{ value: REFUSED }],
    )
  })
})
