import { extname } from 'node:path'
import { type DataArray, Dataset, Table } from '../../dataset/index.ts'
import type { Failure } from '../../errors/index.ts'
import { openDataset, readTable, saveDataset, saveTable } from '../../stores/index.ts'
import { arrayJson, datasetJson } from '../dataset-json.ts'
import type { GivenOptions } from '../given-options.ts'
import { isTextTable } from '../table-path.ts'
import { UsageError } from '../usage-error.ts'
import { failureRows, renderFailureTable } from './failure-rows.ts'
import { selectionOf } from './selection.ts'
import { REDUCTIONS } from './spec.ts'

/** What is shown, in each of the forms that somebody may ask for. */
export interface Shown {
  readonly text: () => string
  readonly json: () => unknown
  readonly table: () => Table
  readonly save: (path: string) => Promise<void>
  /** What one should know of the whole. */
  readonly remark?: string | undefined
}

/** What the options want to see of a file. */
export async function openShown(file: string, options: GivenOptions): Promise<Shown> {
  const opened = await open(file)
  if (opened instanceof Table) {
    refuseForTable(file, options)
    return { ...shownTable(opened), text: () => String(opened) }
  }
  if (options.has('failures')) {
    for (const name of ['sel', 'var', ...REDUCTIONS])
      options.refuseTogether('failures', name, 'failures belong to the whole dataset')
    return shownFailures(opened.failures)
  }
  return { ...shownPart(partOf(opened, options)), remark: remarkOn(opened) }
}

/** A file of a sweep that was stopped looks whole: what is not there is missing like what failed. */
function remarkOn({ attrs }: Dataset): string | undefined {
  if (attrs.windrow_outcome !== 'aborted') return undefined
  return `This sweep was stopped: ${attrs.windrow_done} of ${attrs.windrow_points} points are there.`
}

async function open(file: string): Promise<Dataset | Table> {
  if (isTextTable(file)) return readTable(file)
  try {
    return await openDataset(file)
  } catch (error) {
    // Parquet files of other programs do not say their dims.
    if (error instanceof TypeError && extname(file).toLowerCase() === '.parquet') return readTable(file)
    throw error
  }
}

function refuseForTable(file: string, options: GivenOptions): void {
  const name = ['sel', 'var', 'failures', ...REDUCTIONS].find((each) => options.has(each))
  if (name === undefined) return
  throw new UsageError(
    `${file} is a table, which has no dims and no failures: nothing to do for --${name}.\nA run saved as .nc or .parquet has them: \`windrow run … --out FILE.nc\`.`,
  )
}

function shownTable(table: Table): Omit<Shown, 'text'> {
  return { json: () => table.toRows(), table: () => table, save: (path) => saveTable(table, path) }
}

function shownFailures(failures: readonly Failure[]): Shown {
  const table = Table.fromRows(failureRows(failures)) as Table
  return { ...shownTable(table), json: () => failures, text: () => renderFailureTable(failures) }
}

function shownPart(part: Dataset | DataArray): Shown {
  const dataset = part instanceof Dataset ? part : datasetOf(part)
  return {
    text: () => String(part),
    json: () => (part instanceof Dataset ? datasetJson(part) : arrayJson(part)),
    table: () => part.toTable() as Table,
    save: (path) => saveDataset(dataset, path),
  }
}

function datasetOf({ name, variable, coords, sizes }: DataArray): Dataset {
  return new Dataset({ sizes, coords, vars: { [name]: variable }, attrs: {}, failures: [] })
}

/** What is selected, picked and reduced, in this order. */
function partOf(dataset: Dataset, options: GivenOptions): Dataset | DataArray {
  const selected = dataset.sel(selectionOf(options.many('sel'), dataset) as never)
  const name = options.one('var')
  let part: Dataset | DataArray = name === undefined ? selected : selected.get(name as never)
  for (const given of options.all) {
    const reduction = REDUCTIONS.find((each) => each === given.name)
    if (reduction === undefined) continue
    const dims = (given.value ?? '').split(',').map((dim) => dim.trim())
    part = part[reduction](dims as never) as unknown as Dataset | DataArray
  }
  return part
}
