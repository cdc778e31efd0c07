import { type DType, Table, unknownName, type Variable } from '../../../dataset/index.ts'
import type { ReadTableOptions } from '../../table-store.ts'
import { CsvColumn, fieldText } from './csv-column.ts'
import { inferKind } from './infer-kind.ts'
import { readColumn } from './read-column.ts'
import { CsvFault, type Fields, tokenize } from './tokenize.ts'

/** The table in the bytes of a CSV file, whose first record names the columns. Throws `CsvFault` for what is no table. */
export function readCsv(
  bytes: Buffer,
  { delimiter, types = {}, missing = [], columns }: ReadTableOptions & { readonly delimiter: string },
): Table {
  const fields = tokenize(bytes, delimiter.charCodeAt(0))
  const names = columnNames(fields)
  for (const [name, dtype] of Object.entries(types)) {
    if (!names.includes(name)) throw unknownName('column in `types`:', name, names)
    if (dtype === 'complex128') {
      throw new TypeError(
        `Expected the kind of one column for \`${name}\` in \`types\`, got \`complex128\`: complex numbers are two columns, \`…_re\` and \`…_im\`.\nRead both as \`float64\`.`,
      )
    }
  }
  const entries = (columns ?? names).map((name): readonly [string, Variable] => {
    const place = names.indexOf(name)
    if (place < 0) throw unknownName('column in `columns`:', name, names)
    const column = new CsvColumn(fields, place, { name, missing })
    const given: DType | undefined = Object.hasOwn(types, name) ? types[name] : undefined
    return [name, readColumn(column, given ?? inferKind(column))]
  })
  return new Table({ columns: Object.fromEntries(entries), attrs: {} })
}

/** The names in the first record; one that is empty, as pandas writes for its index, becomes `column_<place>`. */
function columnNames(fields: Fields): string[] {
  const names = Array.from({ length: fields.width }, (_, i) => fieldText(fields, i) || `column_${i + 1}`)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice === undefined) return names
  throw new CsvFault(`names two columns \`${twice}\``, {
    at: 0,
    remedy: 'Give every column a name of its own in the first line.',
  })
}
