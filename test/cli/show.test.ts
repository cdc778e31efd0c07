import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openDataset } from 'windrow'
import { BIN, type Ending, windrow } from './windrow.ts'

const MODEL = `export function model({ T, L, seed }) {
  if (T === 3 && seed === 1) throw new Error('diverged at T = ' + T)
  return { m: T * L + seed, label: 'L' + L }
}
`
const TABLE = `T,L,m
1.0,8,8.5
1.0,16,16.5
2.0,8,16.5
2.0,16,32.5
`

let folder = ''
const show = (...args: string[]): Promise<Ending> => windrow(['show', ...args], { cwd: folder })

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'windrow-test-'))
  writeFileSync(join(folder, 'model.mjs'), MODEL)
  const axes = ['-a', 'T=1:3:3', '-a', 'L=8,16', '-a', 'seed=0..1']
  await windrow(['run', 'model.mjs', ...axes, '-o', 'a.nc', '--quiet'], { cwd: folder })
})
after(() => rmSync(folder, { recursive: true }))

describe('windrow show', () => {
  it('prints a variable of a part of a dataset, averaged', async () => {
    assert.deepEqual(await show('a.nc', '--var', 'm', '--sel', 'T=1..2', '--mean', 'seed'), {
      code: 0,
      stdout: `<windrow.DataArray 'm' (T: 2, L: 2)> Size: 32B
array([[ 8.5, 16.5],
       [16.5, 32.5]])
Coordinates:
  * T        (T) float64 16B 1.0 2.0
  * L        (L) int64 16B 8 16
`,
      stderr: '',
    })
  })

  it('does reductions in the order in which they are given', async () => {
    const last = async (...args: string[]): Promise<string | undefined> =>
      (await show('a.nc', '--var', 'm', '--sel', 'T=1', '--csv', ...args)).stdout.trim().split('\n').at(-1)
    assert.equal(await last('--max', 'L', '--sum', 'seed'), '1.0,33.0')
    assert.equal(await last('--sum', 'seed,L'), '1.0,50.0')
  })

  it('prints a table, and writes it into a file', async () => {
    const part = ['a.nc', '--var', 'm', '--sel', 'T=..2', '--mean', 'seed']
    assert.deepEqual(await show(...part, '--csv'), { code: 0, stdout: TABLE, stderr: '' })
    assert.deepEqual(await show(...part, '-o', 'b.csv'), { code: 0, stdout: '', stderr: 'Saved to b.csv\n' })
    assert.equal(readFileSync(join(folder, 'b.csv'), 'utf8'), TABLE)
    assert.equal((await show(...part, '-o', 'b.nc')).code, 0)
    const saved = await openDataset(join(folder, 'b.nc'))
    assert.deepEqual(saved.get('m').toArray(), [
      [8.5, 16.5],
      [16.5, 32.5],
    ])
  })

  it('shows tables as they are, and says what only datasets have', async () => {
    const saved = await show('a.nc', '--var', 'm', '--sel', 'T=..2', '--mean', 'seed', '-o', 'table.csv')
    assert.equal(saved.code, 0)
    const { code, stdout } = await show('table.csv')
    assert.deepEqual([code, stdout.split('\n')[0]], [0, '<windrow.Table (4 rows × 3 columns)>'])
    assert.equal((await show('table.csv', '--csv')).stdout, TABLE)
    assert.deepEqual(JSON.parse((await show('table.csv', '--json')).stdout)[0], { T: 1, L: 8, m: 8.5 })
    assert.deepEqual(await show('table.csv', '--mean', 'T'), {
      code: 2,
      stdout: '',
      stderr:
        'windrow: table.csv is a table, which has no dims and no failures: nothing to do for --mean.\nA run saved as .nc or .parquet has them: `windrow run … --out FILE.nc`.\n',
    })
  })

  it('writes failures into a file, and takes no part of them', async () => {
    assert.equal((await show('a.nc', '--failures', '-o', 'failures.csv')).stderr, 'Saved to failures.csv\n')
    assert.match(
      readFileSync(join(folder, 'failures.csv'), 'utf8'),
      /^index,T,L,seed,.*\n2?\d*,?.*diverged at T = 3\n/m,
    )
    assert.deepEqual(await show('a.nc', '--failures', '--sel', 'T=1'), {
      code: 2,
      stdout: '',
      stderr: 'windrow: --failures and --sel exclude each other: failures belong to the whole dataset.\n',
    })
  })

  it('prints JSON', async () => {
    const { stdout } = await show('a.nc', '--sel', 'T=~1.2', '--sel', 'L=16', '--json')
    const { dims, coords, vars, failures } = JSON.parse(stdout)
    assert.deepEqual(dims, { seed: 2 })
    assert.equal(coords.T.values, 1)
    assert.deepEqual(vars.m, { dims: ['seed'], shape: [2], dtype: 'float64', attrs: {}, values: [16, 17] })
    assert.equal(failures.length, 2)
  })

  it('lists what failed', async () => {
    const { code, stdout } = await show('a.nc', '--failures')
    assert.equal(code, 0)
    assert.deepEqual(
      stdout.split('\n').map((line) => line.replace(/ {2}\S+ +(\S*) +Error/, '  HOST  Error').trimEnd()),
      [
        stdout.split('\n')[0],
        '9      3  8   1     1      0     HOST  Error: diverged at T = 3',
        '11     3  16  1     1      0     HOST  Error: diverged at T = 3',
        '',
      ],
    )
    const table = await show('a.nc', '--failures', '--csv')
    assert.equal(table.stdout.split('\n')[0], 'index,T,L,seed,attempts,workers_lost,host,duration_ms,error')
    assert.equal(JSON.parse((await show('a.nc', '--failures', '--json')).stdout).length, 2)
  })

  const WRONG: readonly (readonly [readonly string[], string])[] = [
    [['b'], 'There is no file b.'],
    [
      ['model.mjs'],
      'Cannot tell the format of `model.mjs`: no store knows `.mjs`.\nEnd the path in one of .nc, .nc4, .h5, .hdf5, .parquet, .csv, .tsv.',
    ],
    [['a.nc', '--sel', 'temp=1'], '--sel temp=1: there is no coordinate `temp`.\nThere are `T`, `L`, `seed`.'],
    [['a.nc', '--sel', 'T=1.4'], '`T` has no value 1.4 (number). The nearest are 1 and 2; `~1.4` takes the nearest.'],
    [['a.nc', '--var', 'n'], 'Unknown variable `n`. There are `m`, `label`, `T`, `L`, `seed`.'],
    [['a.nc', '--mean', 'sed'], 'Unknown dim `sed`. Did you mean `seed`?'],
    [['a.nc', '--csv', '--json'], '--csv and --json exclude each other: choose one of them.'],
  ]
  for (const [args, message] of WRONG) {
    it(`refuses \`windrow show ${args.join(' ')}\` with exit code 2`, async () => {
      assert.deepEqual(await show(...args), { code: 2, stdout: '', stderr: `windrow: ${message}\n` })
    })
  }

  it('ends with 1 for a file that is damaged', async () => {
    writeFileSync(join(folder, 'damaged.nc'), 'no NetCDF')
    const { code, stdout, stderr } = await show('damaged.nc')
    assert.deepEqual([code, stdout, stderr.includes('\n    at ')], [1, '', false])
    assert.ok(stderr.startsWith('windrow: '), stderr)
  })

  it('ends quietly when nobody reads on', async () => {
    writeFileSync(join(folder, 'many.mjs'), 'export const f = ({ x, y }) => x * y\n')
    await windrow(['run', 'many.mjs', '-a', 'x=0..399', '-a', 'y=0..399', '-o', 'many.nc', '--quiet'], { cwd: folder })
    const line = `set -o pipefail; "${process.execPath}" "${BIN}" show many.nc --csv | head -1`
    const printed = await new Promise((resolve) =>
      execFile('bash', ['-c', line], { cwd: folder }, (error, stdout, stderr) => resolve([error, stdout, stderr])),
    )
    assert.deepEqual(printed, [null, 'x,y,f\n', ''])
  })
})
