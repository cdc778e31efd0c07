import type { CommandSpec } from '../command-spec.ts'

const SELECT = 'What of it:'
const REDUCE = 'Reductions over dims (NAMES: T,L), in the order given:'
const AS = 'As what:'

const DESCRIPTIONS = {
  mean: 'the mean',
  sum: 'the sum',
  min: 'the least',
  max: 'the greatest',
  std: 'the standard deviation',
  median: 'the median',
  count: 'how many are not missing',
} as const

/** A reduction that `show` can do. */
export type ReductionName = keyof typeof DESCRIPTIONS

/** Reductions that `show` offers, each an option with the dims to go. */
export const REDUCTIONS: readonly ReductionName[] = Object.keys(DESCRIPTIONS) as ReductionName[]

export const showSpec: CommandSpec = {
  name: 'show',
  summary: 'show a dataset, or a part or an average of it',
  description: `Selected values (--sel NAME=VALUES):
  16,32      these values             1.5..2.5   all from 1.5 to 2.5; ..2 and 2.. are open
  ~2.269     the nearest existing     wolff      a text`,
  arguments: [{ name: '<FILE>', description: 'dataset (.nc, .h5, .parquet) or table (.csv, .tsv, .parquet)' }],
  options: [
    {
      flags: '-s, --sel <NAME=VALUES>',
      description: 'only where the coordinate has these values',
      isRepeatable: true,
      group: SELECT,
    },
    { flags: '-v, --var <NAME>', description: 'only this variable', group: SELECT },
    { flags: '--failures', description: 'the points that failed', group: SELECT },
    ...REDUCTIONS.map((name) => ({
      flags: `--${name} <NAMES>`,
      description: `${DESCRIPTIONS[name]} over these dims`,
      isRepeatable: true,
      group: REDUCE,
    })),
    { flags: '--csv', description: 'a table of comma-separated values on stdout', group: AS },
    { flags: '--json', description: 'as JSON on stdout', group: AS },
    {
      flags: '-o, --out <FILE>',
      description: 'into a file (.nc, .h5, .csv, .parquet, .json)',
      isFile: true,
      group: AS,
    },
  ],
  examples: [
    { line: 'windrow show ising.nc --var m --sel L=32 --mean seed', does: 'the mean over all seeds for one size' },
    { line: 'windrow show ising.nc --sel T=1.5..2.5 --csv > cold.csv', does: 'a part as a table' },
  ],
  load: () => import('./show.ts'),
}
