import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Frame } from 'playwright-core'
import { makeGuideFigures } from './guide-figures.ts'

/** What a figure shows in the browser. */
interface Seen {
  readonly lines: number
  readonly bands: number
  readonly points: number
  readonly cells: number
  readonly axisTitles: readonly string[]
  readonly legendTitles: readonly string[]
  readonly legendLabels: readonly string[]
  /** Of the figure or of its panels. */
  readonly titles: readonly string[]
}

const nothing: Seen = {
  lines: 0,
  bands: 0,
  points: 0,
  cells: 0,
  axisTitles: [],
  legendTitles: [],
  legendLabels: [],
  titles: [],
}

const expected: Readonly<Record<string, Partial<Seen>>> = {
  lines: {
    lines: 3,
    bands: 3,
    points: 63,
    axisTitles: ['T (J/k)', 'magnetisation per spin'],
    legendTitles: ['L'],
    legendLabels: ['8', '16', '64'],
    titles: ['mean and standard deviation over seed'],
  },
  panels: {
    lines: 12,
    points: 132,
    axisTitles: ['magnetisation per spin', 'T (J/k)', 'T (J/k)', 'T (J/k)', 'T (J/k)'],
    legendTitles: ['seed'],
    legendLabels: ['0', '1', '2'],
    titles: ['L = 8', 'L = 16', 'L = 32', 'L = 64'],
  },
  powers: {
    lines: 3,
    points: 27,
    axisTitles: ['number of steps', 'error'],
    legendTitles: ['order'],
    legendLabels: ['1', '2', '4'],
  },
  heatmap: {
    cells: 126,
    axisTitles: ['T (J/k)', 'L'],
    legendTitles: ['magnetisation per spin'],
    legendLabels: ['0.0', '0.2', '0.4', '0.6', '0.8', '1.0'],
    titles: ['median over seed'],
  },
  scatter: {
    points: 126,
    axisTitles: ['energy per spin (J)', 'magnetisation per spin'],
    legendTitles: ['T (J/k)'],
    legendLabels: ['1.5', '2.0', '2.5', '3.0', '3.5'],
  },
  histogram: {
    cells: 24,
    axisTitles: ['magnetisation per spin', 'count'],
    legendTitles: ['T (J/k)'],
    legendLabels: ['1.8', '2.3'],
  },
  categories: { points: 9, axisTitles: ['model', 'score'], legendTitles: ['shots'], legendLabels: ['0', '2', '4'] },
}

test('all figures of the guide are drawn by a browser, with their marks and titles and without the network', async (t) => {
  const folder = await makeGuideFigures(t)
  const names = readdirSync(folder).flatMap((file) => (file.endsWith('.html') ? [file.replace('.html', '')] : []))
  assert.deepEqual(names.sort(), Object.keys(expected).sort())
  const frames = names.map((name) => `<iframe name="${name}" src="${name}.html" width="900" height="450"></iframe>`)
  writeFileSync(join(folder, 'all.html'), `<!DOCTYPE html><title>All figures</title>${frames.join('')}`)
  const { page, errors, requests } = await openPage(t, join(folder, 'all.html'))
  for (const name of names) {
    const frame = page.frame({ name })
    assert.ok(frame !== null)
    await frame.waitForSelector('body[data-drawn]')
    assert.deepEqual({ name, ...(await seenIn(frame)) }, { name, ...nothing, ...expected[name] })
  }
  assert.deepEqual(errors, [])
  const files = [...names, 'all'].map((name) => pathToFileURL(join(folder, `${name}.html`)).href)
  assert.deepEqual(requests.sort(), files.sort())
})

test('pointing at a mark shows its values, as text even where they look like markup', async (t) => {
  const { Dataset } = await import('windrow')
  const { plot } = await import('windrow/plots')
  const name = '</script><img src=x onerror=alert(1)>'
  const coords = { [name]: { dims: [name], shape: [1], dtype: 'string', attrs: {}, values: ['<b>bold</b>'] } } as const
  const vars = {
    m: { dims: [name], shape: [1], dtype: 'float64', attrs: {}, values: Float64Array.of(0.1 + 0.2) },
  } as const
  const ds = new Dataset({ sizes: { [name]: 1 }, coords, vars, attrs: {}, failures: [] })
  const folder = mkdtempSync(join(tmpdir(), 'windrow-figure-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  await plot(ds.get('m'), { x: name, title: name }).save(join(folder, 'm.html'))
  const { page, errors } = await openPage(t, join(folder, 'm.html'))
  await page.waitForSelector('body[data-drawn]')
  assert.equal(await page.title(), name)
  await page.hover('.mark-symbol.role-mark path')
  const cells = await page.locator('#tooltip td').allTextContents()
  assert.deepEqual(cells, [name, '<b>bold</b>', 'm', '0.3'])
  assert.equal(await page.locator('img, b').count(), 0)
  assert.deepEqual(errors, [])
})

async function openPage(t: TestContext, path: string) {
  const browser = await launch(t)
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } })
  const errors: string[] = []
  const requests: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text())
  })
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(pathToFileURL(path).href)
  return { page, errors, requests }
}

async function launch(t: TestContext): Promise<Browser> {
  const executablePath = process.env.WINDROW_CHROMIUM ?? '/usr/bin/chromium'
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-zygote']
  const browser = await chromium.launch({ executablePath, args })
  t.after(() => browser.close())
  return browser
}

async function seenIn(frame: Frame): Promise<Seen> {
  const count = (selector: string) => frame.locator(selector).count()
  const texts = (selector: string) => frame.locator(selector).allTextContents()
  return {
    lines: await count('.mark-line.role-mark path'),
    bands: await count('.mark-area.role-mark path'),
    points: await count('.mark-symbol.role-mark path'),
    cells: await count('.mark-rect.role-mark path[fill]:not([fill="none"]):not([fill="transparent"])'),
    axisTitles: (await texts('.role-axis-title text')).filter((text) => text !== ''),
    legendTitles: await texts('.role-legend-title text'),
    legendLabels: await texts('.role-legend-label text'),
    titles: await texts('.role-title-text text'),
  }
}
