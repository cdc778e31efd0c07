import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type FigureContent, renderFigure } from '../../../examples/ising/figure.ts'
import { linearScale, logScale } from '../../../examples/ising/scale.ts'

test('a figure is well-formed, of finite numbers, with a legend entry for each lattice size', () => {
  const svg = renderFigure(content())
  assertWellFormed(svg)
  assert.doesNotMatch(svg, /NaN|Infinity|undefined/)
  for (const size of [16, 32, 64]) assert.equal(svg.split(`</tspan> = ${size}<`).length, 2)
})

test('every panel has its title, and its axes name quantity and unit', () => {
  const svg = renderFigure(content())
  const texts = [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, text]) => text?.replace(/<[^>]*>/g, ''))
  for (const text of ['(a) Magnetisation', '(b) Energy', '(c) Susceptibility', '(d) Binder cumulant']) {
    assert.ok(texts.includes(text), text)
  }
  for (const text of ['|m| per spin', 'e per spin (J)', 'χ per spin (1/J)']) assert.ok(texts.includes(text), text)
  assert.equal(texts.filter((text) => text === 'Temperature T (J / kB)').length, 4)
})

test('the same content gives the same figure', () => {
  assert.equal(renderFigure(content()), renderFigure(content()))
})

test('the points of a stopped sweep are drawn, and the missing ones are not', () => {
  const whole = content()
  const m = Array.from(whole.m, (value, i) => (i < 50 ? value : Number.NaN))
  const svg = renderFigure({ ...whole, m, e: m, chi: m, binder: m })
  assertWellFormed(svg)
  assert.doesNotMatch(svg, /NaN|Infinity/)
  assert.ok(svg.length < renderFigure(whole).length)
})

test('a sweep of which nothing finished still gives a figure of empty panels', () => {
  const none = new Float64Array(content().m.length).fill(Number.NaN)
  const svg = renderFigure({ ...content(), m: none, e: none, chi: none, binder: none })
  assertWellFormed(svg)
  assert.doesNotMatch(svg, /NaN|Infinity/)
})

test('a bar that would reach below 0 on the logarithmic axis ends at its foot', () => {
  const chi = Array.from(content().m, (_, i) => (i % 4 === 0 ? 4 : 0.01))
  assert.doesNotMatch(renderFigure({ ...content(), chi }), /NaN|Infinity/)
})

test('the enlarged crossing is left out where a curve would run behind it', () => {
  const whole = content()
  assert.match(renderFigure(whole), /clip-inset/)
  const flat = Array.from(whole.binder, () => 0.6)
  assert.doesNotMatch(renderFigure({ ...whole, binder: flat }), /clip-inset/)
})

test('a linear axis has ticks at equal round steps inside its interval', () => {
  const scale = linearScale([-0.03, 1.05], [300, 0])
  assert.deepEqual(scale.ticks.map(scale.label), ['0.0', '0.2', '0.4', '0.6', '0.8', '1.0'])
  assert.equal(scale(-0.03), 300)
  assert.equal(scale(1.05), 0)
  assert.deepEqual(linearScale([-2.1, -0.5], [0, 1], 3).ticks.length, 4)
  assert.equal(scale.label(-0.2), '−0.2')
})

test('a logarithmic axis has a tick at each power of ten and minor ticks between', () => {
  const scale = logScale([0.05, 150], [0, 100])
  assert.deepEqual(scale.ticks.map(scale.label), ['0.1', '1', '10', '100'])
  assert.deepEqual(
    scale.minorTicks.filter((tick) => tick > 1.5 && tick < 9.5),
    [2, 3, 4, 5, 6, 7, 8, 9],
  )
  assert.ok(Math.abs(scale(10) - scale(1) - (scale(100) - scale(10))) < 1e-9)
})

/** 7 temperatures × 3 sizes × 4 seeds. */
function content(): FigureContent {
  const T = [1.5, 2, 2.2, 2.27, 2.3, 2.6, 3.4]
  const L = [16, 32, 64]
  const fill = (value: (t: number, size: number, seed: number) => number) =>
    T.flatMap((t) => L.flatMap((size) => [0, 1, 2, 3].map((seed) => value(t, size, seed))))
  return {
    T,
    L,
    seeds: 4,
    m: fill((t, size, seed) => 1 / (1 + Math.exp((t - 2.27) * size)) + 0.001 * seed),
    e: fill((t, _, seed) => -2 / t + 0.001 * seed),
    chi: fill((t, size, seed) => (0.1 + seed / 100) * Math.exp(-((t - 2.3) ** 2)) * size),
    binder: fill((t, size, seed) => 0.66 / (1 + Math.exp((t - 2.3) * size)) - 0.001 * seed),
  }
}

/** Every tag is closed in order, and no text holds a bare `&` or `<`. */
function assertWellFormed(svg: string): void {
  const open: string[] = []
  for (const [, slash, name, , selfClosed] of svg.matchAll(/<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (selfClosed) continue
    if (slash) assert.equal(open.pop(), name)
    else open.push(name ?? '')
  }
  assert.deepEqual(open, [])
  const rest = svg.replace(/<\/?[a-zA-Z]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, '')
  assert.doesNotMatch(rest, /[<>&]/)
}
