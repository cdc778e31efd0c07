import type { ColumnMetaData, FileMetaData, RowGroup } from 'hyparquet'
import { Damage } from './pages/damage.ts'

/** Checks the numbers of rows of the file, its groups and those columns, before there is room for them. */
export function checkRows({ num_rows, row_groups }: FileMetaData, names: readonly string[]): void {
  let sum = 0n
  for (const group of row_groups) {
    if (!(group.num_rows >= 0n)) throw new Damage('a group has a wrong number of rows')
    sum += group.num_rows
    for (const name of names) {
      if (chunkOf(group, name).num_values !== group.num_rows) throw new Damage('a column has a wrong number of rows')
    }
  }
  if (sum !== num_rows) throw new Damage('its groups do not have the rows of the file')
}

/** What is said of a column in a group of rows. */
export function chunkOf({ columns }: RowGroup, name: string): ColumnMetaData {
  const chunk = columns.find(({ meta_data }) => meta_data?.path_in_schema.join('\0') === name)
  if (chunk?.meta_data === undefined) throw new Damage(`a group has no column \`${name}\``)
  if (chunk.file_path !== undefined) throw new Error(`column \`${name}\` lies in another file`)
  return chunk.meta_data
}

/** The first byte of a column, and the one after its last; both lie in a file of `size` bytes. */
export function chunkRange(meta: ColumnMetaData, size: number): readonly [number, number] {
  const start = Number(meta.dictionary_page_offset || meta.data_page_offset)
  const end = start + Number(meta.total_compressed_size)
  if (!(start >= 4 && start <= end && end <= size)) throw new Damage('a column lies outside of the file')
  return [start, end]
}
