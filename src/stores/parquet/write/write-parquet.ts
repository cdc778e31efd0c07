import { setImmediate } from 'node:timers/promises'
import { splitComplex, type Table } from '../../../dataset/index.ts'
import { renderNotes, type TableNotes } from '../metadata.ts'
import { planColumn } from './column-data.ts'

/** Rows that are encoded, and read, at a time. */
const GROUP_ROWS = 100_000

/** Writes a table into a file, one group of rows after the other. */
export async function writeParquet(table: Table, path: string, notes: TableNotes): Promise<void> {
  const { fileWriter, ParquetWriter } = await import('hyparquet-writer')
  const columns = Object.entries(splitComplex(table.columns)).map(([name, column]) => planColumn(name, column))
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(({ element }) => element)],
    kvMetadata: [{ ...renderNotes(notes) }],
    createdBy: 'windrow',
  })
  for (let from = 0; from < table.length; from += GROUP_ROWS) {
    const to = Math.min(from + GROUP_ROWS, table.length)
    await writer.write({ columnData: columns.map((column) => column.rows(from, to)), rowGroupSize: GROUP_ROWS })
    await setImmediate()
  }
  await writer.finish()
}
