import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { writeFileAtomic } from '../../host/index.ts'
import { renderCsv } from '../../stores/index.ts'
import type { CommandInput } from '../command-spec.ts'
import { stringify } from '../dataset-json.ts'
import type { GivenOptions } from '../given-options.ts'
import type { Output } from '../output.ts'
import { refusing, UsageError } from '../usage-error.ts'
import { openShown, type Shown } from './shown.ts'

/** `windrow show`. */
export async function perform({ args, options, output }: CommandInput): Promise<number> {
  const [file = ''] = args
  options.refuseTogether('csv', 'json', 'choose one of them')
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`)
  const shown = await refusing(() => openShown(file, options))
  if (shown.remark !== undefined) output.note(output.paint.warn(shown.remark))
  const out = options.one('out')
  if (out !== undefined) {
    await refusing(() => save(shown, out, formatOf(out, options)))
    output.note(`Saved to ${out}`)
  } else if (options.has('json')) output.print(stringify(shown.json()))
  else if (options.has('csv')) writePieces(renderCsv(shown.table(), ','), output)
  else output.print(shown.text())
  return 0
}

/** What `--csv` and `--json` say, else the extension. */
function formatOf(path: string, options: GivenOptions): string {
  if (options.has('csv')) return '.csv'
  return options.has('json') ? '.json' : extname(path).toLowerCase()
}

async function save(shown: Shown, path: string, format: string): Promise<void> {
  if (format === '.csv') return writeFileAtomic(path, [...renderCsv(shown.table(), ',')].join(''))
  if (format === '.json') return writeFileAtomic(path, `${stringify(shown.json())}\n`)
  return shown.save(path)
}

/** Writes pieces until they end or nobody reads any more. */
function writePieces(pieces: Iterable<string>, output: Output): void {
  for (const piece of pieces) if (!output.write(piece)) return
}
