import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { plot } from '../../../src/plots/index.ts'
import { scratchFolder } from '../../support/scratch.ts'
import { arrayOf } from './arrays.ts'

const m = arrayOf('m', { T: [1, 2, 3], L: [8, 16] }, ({ T, L }) => (T === 2 && L === 8 ? null : (T / L) * 10))
const figure = plot(m, { x: 'T', color: 'L', width: 200, height: 100 })

const hostile = arrayOf("a.b['c']\\\"\n", { 'x y.z[0]': ['"', "\\'", '</svg>'], '\\': ['\\"', "'\n"] }, () => 1)

/** Everything between tags, in the order of the file. */
const textsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map(([, text]) => text ?? '')

/** How many elements a group of a class holds. */
const marksOf = (svg: string, kind: string): number =>
  [...svg.matchAll(new RegExp(`<g [^>]*class="mark-${kind} role-mark[^>]*>(.*?)</g>`, 'g'))]
    .map(([, inside]) => inside?.match(/<path/g)?.length ?? 0)
    .reduce((sum, count) => sum + count, 0)

describe('a figure', () => {
  it('becomes an SVG with its marks, ticks, titles and legend, the same each time', async () => {
    const svg = await figure.toSVG()
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<\/svg>$/s)
    assert.equal(marksOf(svg, 'line'), 2)
    assert.equal(marksOf(svg, 'symbol'), 5)
    assert.deepEqual(textsOf(svg), ['1', '2', '3', 'T', '1', '2', '3', '4', 'm', '8', '16', 'L'])
    assert.equal(await figure.toSVG(), svg)
  })

  it('leaves a gap in a line where a value is missing', async () => {
    const [first = ''] = (await figure.toSVG()).match(/<g [^>]*class="mark-line role-mark.*?<\/g>/) ?? []
    const [path = ''] = [...first.matchAll(/ d="([^"]+)"/g)].map(([, d]) => d ?? '')
    assert.equal(path.match(/M/g)?.length, 2, path)
  })

  it('draws cells of a heatmap edge to edge', async () => {
    const svg = await plot(m, { x: 'T', y: 'L' }).toSVG()
    assert.equal(marksOf(svg, 'rect'), 5)
    assert.match(svg, /<g shape-rendering="crispEdges" class="mark-rect role-mark/)
  })

  it('becomes a PNG of so many pixels for each of the figure', async () => {
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(await figure.toSVG()) ?? []
    const png = Buffer.from(await figure.toPNG({ scale: 3 }))
    assert.equal(png.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n')
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [Number(width) * 3, Number(height) * 3])
  })

  it('is no PNG without labels: where there is no font, that is an error', async () => {
    await assert.rejects(figure.toPNG({ systemFonts: false }), {
      name: 'PlotError',
      message:
        'No font was found to write the labels with.\nInstall one (`apt-get install fonts-dejavu-core`), give `fontFiles`, or save an SVG or HTML file, which need none.',
    })
  })

  it('refuses a scale of nothing', async () => {
    const message = 'Expected `scale` to be a number from 0.1 to 10, got `0` (number).'
    await assert.rejects(figure.toPNG({ scale: 0 }), { name: 'TypeError', message })
  })

  it('becomes a page that fetches nothing', async () => {
    const page = await figure.toHTML()
    assert.match(page, /^<!DOCTYPE html>/)
    assert.doesNotMatch(page, /<(?:script|link|img|iframe)[^>]* (?:src|href)=/)
  })

  it('is saved as its ending says, whole or not at all', async (t) => {
    const folder = scratchFolder(t)
    for (const name of ['m.svg', 'm.PNG', 'm.html', 'm.json']) await figure.save(join(folder, name))
    assert.deepEqual(readdirSync(folder).sort(), ['m.PNG', 'm.html', 'm.json', 'm.svg'])
    assert.equal(readFileSync(join(folder, 'm.svg'), 'utf8'), await figure.toSVG())
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'm.json'), 'utf8')), figure.spec)
  })

  it('says which endings there are', async () => {
    const message = 'Expected the path of a figure to end with one of .svg, .png, .html, .json, got `m.pdf`.'
    await assert.rejects(figure.save('m.pdf'), { name: 'TypeError', message })
  })

  it('that cannot be written leaves nothing behind, and the error names the file', async (t) => {
    const folder = scratchFolder(t)
    mkdirSync(join(folder, 'm.svg'))
    writeFileSync(join(folder, 'm.svg', 'kept'), '')
    await assert.rejects(figure.save(join(folder, 'm.svg')), ({ name, message }: Error) => {
      assert.equal(name, 'PlotError')
      assert.match(
        message,
        /^The figure could not be written to .*m\.svg: .*\nIs the folder there, and may you write to it\?$/,
      )
      return true
    })
    assert.deepEqual(readdirSync(folder), ['m.svg'])
  })

  const shapes: [string, () => ReturnType<typeof plot>][] = [
    [
      'one point',
      () =>
        plot(
          arrayOf('m', { T: [1] }, () => 5),
          { x: 'T' },
        ),
    ],
    [
      'one cell',
      () =>
        plot(
          arrayOf('m', { T: [1], L: [8] }, () => 5),
          { x: 'T', y: 'L', log: 'xyz' },
        ),
    ],
    ['one value many times', () => plot(arrayOf('m', { i: [1, 2, 3] }, () => 0.25))],
    [
      'nothing but missing values',
      () =>
        plot(
          arrayOf('m', { T: [1, 2], L: [8] }, () => null),
          { x: 'T', y: 'L' },
        ),
    ],
    [
      'missing values on log axes',
      () =>
        plot(
          arrayOf('m', { T: [1, 2] }, () => null),
          { x: 'T', log: 'xy', band: 'std' },
        ),
    ],
    ['a histogram of nothing', () => plot(arrayOf('m', { i: [1, 2] }, () => null))],
    [
      'no elements',
      () =>
        plot(
          arrayOf('m', { T: [] }, () => 1),
          { x: 'T' },
        ),
    ],
    [
      'the largest numbers',
      () =>
        plot(
          arrayOf('m', { T: [1, 2] }, ({ T }) => (T > 1 ? 1.7e308 : -1.7e308)),
          { x: 'T' },
        ),
    ],
    [
      'the smallest numbers',
      () =>
        plot(
          arrayOf('m', { T: [1, 2] }, ({ T }) => T * 5e-324),
          { x: 'T', log: 'y' },
        ),
    ],
    ['one value at a size smaller than its margins', () => plot(m.isel({ L: 1 }), { x: 'T', width: 20, height: 20 })],
    ['names that are code', () => plot(hostile, { x: 'x y.z[0]', col: '\\', color: '\\' })],
  ]
  for (const [what, make] of shapes) {
    it(`of ${what} can be drawn`, async () => {
      const svg = await make().toSVG()
      assert.match(svg, /<\/svg>$/)
      assert.doesNotMatch(svg, /NaN|Infinity|undefined/)
    })
  }
})
