import { isPlainObject } from '../../util/index.ts'
import { described, wrongArgument } from '../refuse.ts'
import type { Variable } from '../variable.ts'
import type { ListLike } from '../variable-of.ts'
import { columnOfValues } from './column.ts'

/** Columns of rows. A name that a row lacks is missing there; columns come in the order in which names first appear. */
export function columnsOfRows(rows: readonly unknown[]): Record<string, Variable> {
  if (!Array.isArray(rows)) throw wrongArgument('rows to be a list of objects', rows, 'write [{ a: 1, b: 2 }]')
  const lists = new Map<string, unknown[]>()
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw new TypeError(
        `Expected row ${i} to be an object of names and values, got ${described(row)}.\nWrite it as \`{ a: 1, b: 2 }\`.`,
      )
    }
    for (const name of Object.keys(row)) {
      let list = lists.get(name)
      if (list === undefined) {
        list = new Array<unknown>(rows.length).fill(null)
        lists.set(name, list)
      }
      list[i] = (row as Record<string, unknown>)[name]
    }
  }
  return Object.fromEntries([...lists].map(([name, list]) => [name, columnOfValues(list)]))
}

/** Columns of lists: arrays, typed arrays, or anything else that can be iterated. */
export function columnsOfLists(lists: Readonly<Record<string, unknown>>): Record<string, Variable> {
  if (!isPlainObject(lists)) throw wrongArgument('columns to be an object of lists', lists, 'write { a: [1, 2] }')
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, columnOfValues(readList(name, list))]))
}

function readList(name: string, list: unknown): ListLike {
  if (typeof list === 'object' && list !== null && Symbol.iterator in list) {
    return 'length' in list ? (list as ListLike) : Array.from(list as Iterable<unknown>)
  }
  throw new TypeError(
    `Expected column \`${name}\` to be a list, got ${described(list)}.\nWrite one value for each row: \`{ ${name}: [1, 2] }\`.`,
  )
}
