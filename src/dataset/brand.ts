/** Where datasets and data arrays carry their mark; several copies of windrow in a program share it. */
const MARK = Symbol.for('windrow.labelled')

/** What the mark says. */
export type Brand = 'Dataset' | 'DataArray'

/** Marks an object as one that every copy of windrow knows by its parts. */
export function markAs(object: object, brand: Brand): void {
  Object.defineProperty(object, MARK, { value: brand })
}

/** Whether a value is a dataset or a data array, of whatever copy of windrow; `undefined` for neither. */
export function brandOf(value: object): Brand | undefined {
  return (value as { readonly [MARK]?: Brand })[MARK]
}
