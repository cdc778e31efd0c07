import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { type DataArray, Dataset, Table } from '../../dataset/index.ts'
import { writeFileAtomic } from '../../host/index.ts'
import { openDataset, renderCsv, saveDataset } from '../../stores/index.ts'
import type { CommandInput } from '../command-spec.ts'
import { arrayJson, datasetJson, stringify } from '../dataset-json.ts'
import type { GivenOptions } from '../given-options.ts'
import type { Output } from '../output.ts'
import { refusing, UsageError } from '../usage-error.ts'
import { failureRows, renderFailureTable } from './failure-rows.ts'
import { selectionOf } from './selection.ts'
import { REDUCTIONS } from './spec.ts'

type Shown = Dataset | DataArray

/** `windrow show`. */
export async function perform({ args, options, output }: CommandInput): Promise<number> {
  const [file = ''] = args
  options.refuseTogether('csv', 'json', 'choose one of them')
  options.refuseTogether('failures', 'var', 'failures belong to the whole dataset')
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`)
  const dataset = await refusing(() => openDataset(file))
  if (options.has('failures')) {
    const { failures } = dataset
    if (options.has('json')) output.print(stringify(failures))
    else if (options.has('csv')) writePieces(renderCsv(Table.fromRows(failureRows(failures)) as Table, ','), output)
    else output.print(renderFailureTable(failures))
    return 0
  }
  const shown = await refusing(() => partOf(dataset, options))
  const out = options.one('out')
  if (out !== undefined) {
    await refusing(() => save(shown, out, formatOf(out, options)))
    output.note(`Saved to ${out}`)
  } else if (options.has('json')) output.print(jsonOf(shown))
  else if (options.has('csv')) writePieces(csvOf(shown), output)
  else output.print(String(shown))
  return 0
}

/** What is selected, picked and reduced, in this order. */
function partOf(dataset: Dataset, options: GivenOptions): Shown {
  const selected = dataset.sel(selectionOf(options.many('sel'), dataset) as never)
  const name = options.one('var')
  let part: Shown = name === undefined ? selected : selected.get(name as never)
  for (const given of options.all) {
    const reduction = REDUCTIONS.find((each) => each === given.name)
    if (reduction === undefined) continue
    const dims = (given.value ?? '').split(',').map((dim) => dim.trim())
    part = part[reduction](dims as never) as unknown as Shown
  }
  return part
}

/** What `--csv` and `--json` say, else the extension. */
function formatOf(path: string, options: GivenOptions): string {
  if (options.has('csv')) return '.csv'
  return options.has('json') ? '.json' : extname(path).toLowerCase()
}

async function save(shown: Shown, path: string, format: string): Promise<void> {
  if (format === '.csv') return writeFileAtomic(path, [...csvOf(shown)].join(''))
  if (format === '.json') return writeFileAtomic(path, `${jsonOf(shown)}\n`)
  return saveDataset(shown instanceof Dataset ? shown : datasetOf(shown), path)
}

function csvOf(shown: Shown): Iterable<string> {
  return renderCsv(shown.toTable() as Table, ',')
}

/** Writes pieces until they end or nobody reads any more. */
function writePieces(pieces: Iterable<string>, output: Output): void {
  for (const piece of pieces) if (!output.write(piece)) return
}

function jsonOf(shown: Shown): string {
  return stringify(shown instanceof Dataset ? datasetJson(shown) : arrayJson(shown))
}

function datasetOf({ name, variable, coords, sizes }: DataArray): Dataset {
  return new Dataset({ sizes, coords, vars: { [name]: variable }, attrs: {}, failures: [] })
}
