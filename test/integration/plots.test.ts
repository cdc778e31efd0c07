import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { scratchFolder } from '../support/scratch.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** The built package in a project that has none of the packages that draw. */
function projectWithoutPeers(t: TestContext): string {
  const folder = scratchFolder(t)
  const home = join(folder, 'node_modules/windrow')
  mkdirSync(home, { recursive: true })
  cpSync(join(ROOT, 'dist'), join(home, 'dist'), { recursive: true })
  cpSync(join(ROOT, 'package.json'), join(home, 'package.json'))
  return folder
}

function printed(cwd: string, script: string): unknown {
  writeFileSync(join(cwd, 'main.mjs'), script)
  const { status, stdout, stderr } = spawnSync(process.execPath, ['main.mjs'], { cwd, encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  return JSON.parse(stdout)
}

const FIGURE = `
import { plot } from 'windrow/plots'
const variable = { dims: ['i'], shape: [3], dtype: 'float64', attrs: {}, values: Float64Array.of(1, 2, 3) }
const figure = plot({ name: 'm', variable, coords: {}, sizes: { i: 3 } }, { x: 'i' })
`

describe('where no package that draws is installed', () => {
  it('a figure is planned, and rendering it says what to install', (t) => {
    const script = `${FIGURE}
      const failed = await Promise.all(['toSVG', 'toHTML', 'toPNG'].map((name) => figure[name]().catch((error) => [error.tag, error.message])))
      console.log(JSON.stringify([figure.spec.data.values, failed]))
    `
    const vega = 'Rendering a figure needs the package vega, which is not installed.\nRun `npm install vega vega-lite`.'
    const resvg =
      'Rendering a PNG needs the package @resvg/resvg-js, which is not installed.\nRun `npm install @resvg/resvg-js`.'
    assert.deepEqual(printed(projectWithoutPeers(t), script), [
      [
        { x: 0, y: 1 },
        { x: 1, y: 2 },
        { x: 2, y: 3 },
      ],
      [
        ['PlotError', vega],
        ['PlotError', vega],
        ['PlotError', resvg],
      ],
    ])
  })
})
