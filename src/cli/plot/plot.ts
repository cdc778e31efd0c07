import { existsSync } from 'node:fs'
import { type PlotOptions, plot } from '../../plots/index.ts'
import { openDataset } from '../../stores/index.ts'
import type { CommandInput } from '../command-spec.ts'
import type { GivenOptions } from '../given-options.ts'
import { selectionOf } from '../show/selection.ts'
import { refusing, UsageError } from '../usage-error.ts'
import { parseNamed } from '../values/named-value.ts'
import { misread, type Place } from '../values/place.ts'
import { readNumber } from '../values/scalar.ts'
import { NAMED_OPTIONS } from './spec.ts'

/** `windrow plot`. */
export async function perform({ args, options, output }: CommandInput): Promise<number> {
  const [file = '', variable] = args
  const out = options.many('out')
  if (out.length === 0) {
    throw new UsageError(
      `Nothing says where the figure goes.\nName a file: \`windrow plot ${file}${variable === undefined ? '' : ` ${variable}`} … --out figure.svg\` (or .png, .html).`,
    )
  }
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`)
  const dataset = await refusing(() => openDataset(file))
  const figure = await refusing(() => {
    const selected = dataset.sel(selectionOf(options.many('sel'), dataset) as never)
    return variable === undefined
      ? plot(selected, plotOptions(options))
      : plot(selected.get(variable as never), plotOptions(options))
  })
  for (const note of figure.notes) output.note(note)
  const scale = numberOption(options, 'scale')
  for (const path of out) {
    await refusing(() => figure.save(path, scale === undefined ? {} : { scale }))
    output.note(`Saved to ${path}`)
  }
  return 0
}

/** What was typed, as options of `plot`, which checks it. */
function plotOptions(options: GivenOptions): PlotOptions {
  const given = {
    ...Object.fromEntries(NAMED_OPTIONS.map((name) => [name, options.one(name)])),
    ...Object.fromEntries(
      ['kind', 'aggregate', 'band', 'bars', 'log', 'scheme'].map((name) => [name, options.one(name)]),
    ),
    ...Object.fromEntries(['bins', 'width', 'height', 'columns'].map((name) => [name, numberOption(options, name)])),
    over: options
      .one('over')
      ?.split(',')
      .map((dim) => dim.trim()),
    limits: options.has('limit') ? parseNamed('--limit', options.many('limit'), parseEnds) : undefined,
    labels: options.has('label') ? parseNamed('--label', options.many('label'), (text) => text) : undefined,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as PlotOptions
}

/** `0..2`, `..2` or `0..`. */
function parseEnds(text: string, place: Place): [number | null, number | null] {
  const [from, to, ...more] = text.split('..').map((end) => (end === '' ? null : readNumber(end)))
  if (from !== undefined && to !== undefined && more.length === 0 && text !== '..') return [from, to]
  throw misread(
    place,
    `\`${text}\` does not say two ends`,
    'Write `0..2`, or `0..` and `..2` to leave the other end to the values.',
  )
}

function numberOption(options: GivenOptions, name: string): number | undefined {
  const text = options.one(name)
  if (text === undefined) return undefined
  const number = readNumber(text)
  if (number !== undefined) return number
  throw new UsageError(`--${name} ${text}: expected a number.`)
}
