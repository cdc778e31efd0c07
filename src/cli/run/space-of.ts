import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import type { CasesInput } from '../../space/index.ts'
import type { GivenOptions } from '../given-options.ts'
import { refusing, UsageError } from '../usage-error.ts'
import { type AxisText, parseAxes, valuesOf } from '../values/axis-text.ts'
import { readJsonFile } from '../values/json-file.ts'

/** What a command line says of the space. */
export interface GivenSpace {
  readonly axes: Readonly<Record<string, AxisText>>
  readonly combos: Readonly<Record<string, Iterable<unknown>>>
  readonly cases: CasesInput | undefined
}

/** Axes of `-a`, points of `--cases`. */
export async function readSpace(options: GivenOptions): Promise<GivenSpace> {
  const axes = parseAxes(options.many('axis'))
  const path = options.one('cases')
  const cases = path === undefined ? undefined : await readCasesFile(path)
  if (Object.keys(axes).length === 0 && cases === undefined) {
    throw new UsageError(
      'Nothing says at which points to run.\nGive each parameter its values: `windrow run model.ts -a T=1.5:3.5:21 -a L=16,32`, or rows of a file: `--cases points.csv`.',
    )
  }
  const combos = await refusing(() => mapValues(axes))
  return { axes, combos, cases }
}

function mapValues(axes: Readonly<Record<string, AxisText>>): Record<string, Iterable<unknown>> {
  return Object.fromEntries(Object.entries(axes).map(([name, axis]) => [name, valuesOf(axis)]))
}

/** Rows of a table, or what a file in JSON says. */
async function readCasesFile(path: string): Promise<CasesInput> {
  if (!existsSync(path)) throw new UsageError(`--cases ${path}: there is no such file.`)
  if (extname(path).toLowerCase() !== '.json') {
    const { readTable } = await import('../../stores/index.ts')
    const table = await refusing(() => readTable(path))
    return table.toRows() as CasesInput
  }
  return readJsonFile(path, '--cases') as CasesInput
}
