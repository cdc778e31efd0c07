import { availableParallelism } from 'node:os'
import type { Attrs } from '../../dataset/index.ts'
import { SingleNodeExecutor } from '../../executors/index.ts'
import type { SweepOptions } from '../../sweep/index.ts'
import type { GivenOptions } from '../given-options.ts'
import { UsageError } from '../usage-error.ts'
import { parseAttr, parseConstant, parseNamed } from '../values/named-value.ts'
import { choiceOption, durationOption, wholeOption } from '../values/number-option.ts'

/** The options of `sweep` that a command line says. */
export function sweepOptionsOf(options: GivenOptions): SweepOptions {
  options.refuseTogether('json', 'quiet', 'events go to stderr with --json; send them to /dev/null')
  return present({
    constants: parseNamed('-c', options.many('constant'), parseConstant),
    attrs: parseNamed('--attr', options.many('attr'), parseAttr) as Attrs,
    varAttrs: parseNamed('--units', options.many('units'), (units) => ({ units })),
    dims: parseNamed('--dims', options.many('dims'), splitNames),
    vars: namesOf(options),
    grid: options.has('grid') ? true : undefined,
    seed: seedOf(options.one('seed')),
    shuffle: shuffleOf(options),
    onError: choiceOption(options, 'on-error', ['collect', 'raise']) ?? 'collect',
    retries: wholeOption(options, 'retries', 0),
    timeoutMs: durationOption(options, 'timeout'),
    concurrency: wholeOption(options, 'concurrency', 1),
    progress: options.has('json') ? 'json' : options.has('quiet') ? false : undefined,
    out: options.one('out'),
  })
}

/** The workers that a command line asks for; to be shut down afterwards. */
export function openWorkers(options: GivenOptions, size: number): SingleNodeExecutor {
  const most = wholeOption(options, 'workers', 1) ?? availableParallelism()
  return new SingleNodeExecutor({
    workers: options.has('threads') ? 'threads' : 'processes',
    maxWorkers: Math.min(most, size),
  })
}

function namesOf(options: GivenOptions): string | readonly string[] | undefined {
  const text = options.one('vars')
  if (text === undefined) return undefined
  if (text === '') return []
  const names = splitNames(text)
  return names.length === 1 ? names[0] : names
}

function splitNames(text: string): string[] {
  return text.split(',').map((name) => name.trim())
}

/** A whole number is the same seed in code and on the command line; anything else is a text. */
function seedOf(text: string | undefined): number | string | undefined {
  if (text === undefined) return undefined
  if (text === '')
    throw new UsageError('--seed: the seed is empty.\nGive a whole number or a text, or leave --seed out.')
  const number = Number(text)
  return /^-?\d+$/.test(text) && Number.isSafeInteger(number) ? number : text
}

function shuffleOf(options: GivenOptions): boolean | number | undefined {
  if (!options.has('shuffle')) return undefined
  const text = options.one('shuffle')
  if (text === undefined) return true
  const seed = Number(text)
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(seed)) return seed
  throw new UsageError(
    `--shuffle ${text}: expected a whole number as its seed, or none.\nWrite the file first, or another option after it: \`windrow run ${text} --shuffle\`.`,
  )
}

function present(options: { readonly [Name in keyof SweepOptions]: SweepOptions[Name] | undefined }): SweepOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as SweepOptions
}
