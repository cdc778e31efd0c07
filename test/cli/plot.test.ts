import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Ending, windrow } from './windrow.ts'

const MODEL = `export const model = ({ T, L, seed }) => ({ m: T * L + seed, e: -T })
`

let folder = ''
const plot = (...args: string[]): Promise<Ending> => windrow(['plot', ...args], { cwd: folder })

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'windrow-test-'))
  writeFileSync(join(folder, 'model.mjs'), MODEL)
  const axes = ['-a', 'T=1:3:3', '-a', 'L=8,16', '-a', 'seed=0..3', '--units', 'T=J/k']
  await windrow(['run', 'model.mjs', ...axes, '-o', 'a.nc', '--quiet'], { cwd: folder })
})
after(() => rmSync(folder, { recursive: true }))

describe('windrow plot', () => {
  it('draws lines with a band, as SVG, PNG and a specification', async () => {
    const what = ['a.nc', 'm', '--x', 'T', '--color', 'L', '--aggregate', 'mean', '--band', '0.1,0.9']
    assert.deepEqual(await plot(...what, '--title', 'A <title>', '-o', 'm.svg', '-o', 'm.png', '-o', 'm.json'), {
      code: 0,
      stdout: '',
      stderr: 'Saved to m.svg\nSaved to m.png\nSaved to m.json\n',
    })
    const svg = readFileSync(join(folder, 'm.svg'), 'utf8')
    for (const text of ['A &lt;title&gt;', 'T (J/k)', '>8<', '>16<']) assert.ok(svg.includes(text), text)
    assert.equal(readFileSync(join(folder, 'm.png')).subarray(1, 4).toString(), 'PNG')
    const spec = JSON.parse(readFileSync(join(folder, 'm.json'), 'utf8')) as { $schema: string }
    assert.match(spec.$schema, /vega-lite/)
  })

  it('draws one variable against another, and heatmaps, of a part of the dataset', async () => {
    const points = await plot('a.nc', '--x', 'e', '--y', 'm', '--color', 'L', '--sel', 'T=1..2', '-o', 'points.svg')
    assert.equal(points.code, 0, points.stderr)
    const map = await plot(
      'a.nc',
      'm',
      '--x',
      'T',
      '--y',
      'L',
      '--sel',
      'seed=0',
      '--label',
      'z=value',
      '-o',
      'map.html',
    )
    assert.equal(map.code, 0, map.stderr)
    assert.match(readFileSync(join(folder, 'map.html'), 'utf8'), /value/)
  })

  const refused: [string, string[], string][] = [
    [
      'dims that are drawn nowhere',
      ['a.nc', 'm', '--x', 'T', '-o', 'no.svg'],
      'windrow: The 2 values along `L` would be drawn in one place.\nDraw them apart with `--color L` (or `col`, `row`), join them with `--aggregate mean`, or select one with `--sel`.\n',
    ],
    [
      'a name that is none',
      ['a.nc', 'm', '--x', 'TT', '-o', 'no.svg'],
      'windrow: `x` names `TT`, which is no dim, coordinate or variable here. Did you mean `T`?\n',
    ],
    [
      'a figure without a file',
      ['a.nc', 'm', '--x', 'T'],
      'windrow: Nothing says where the figure goes.\nName a file: `windrow plot a.nc m … --out figure.svg` (or .png, .html).\n',
    ],
    [
      'ends of an axis that are none',
      ['a.nc', 'm', '--x', 'T', '--limit', 'x=1', '-o', 'no.svg'],
      'windrow: --limit x=1: `1` does not say two ends.\nWrite `0..2`, or `0..` and `..2` to leave the other end to the values.\n',
    ],
    ['a file that is not there', ['b.nc', '-o', 'no.svg'], 'windrow: There is no file b.nc.\n'],
  ]
  for (const [what, args, stderr] of refused) {
    it(`refuses ${what}, and writes nothing`, async () => {
      assert.deepEqual(await plot(...args), { code: 2, stdout: '', stderr })
      assert.ok(!readdirSync(folder).includes('no.svg'))
    })
  }
})
