import type { Json } from '../scale/json.ts'
import { discretize, type Field } from '../table/field.ts'

/** Panels of a figure along both directions. */
export interface FacetPlan {
  readonly col: Field | undefined
  readonly row: Field | undefined
  /** Panels side by side where they wrap. */
  readonly columns: number
}

/** Panels that one figure draws at most. */
const MOST_PANELS = 60

/** A field whose categories name their panel: `L = 16`. */
export function settlePanels(field: Field): Field {
  const settled = discretize(field)
  const units = field.units === '' ? '' : ` ${field.units}`
  return { ...settled, categories: settled.categories.map((text) => `${field.label} = ${text}${units}`) }
}

/** Refuses more panels than anybody can look at. */
export function checkPanels({ col, row }: FacetPlan): void {
  const panels = (col?.categories.length ?? 1) * (row?.categories.length ?? 1)
  if (panels <= MOST_PANELS) return
  const names = [col, row].flatMap((field) => (field === undefined ? [] : [`\`${field.name}\``])).join(' and ')
  throw new TypeError(
    `${names} would make ${panels} panels, more than ${MOST_PANELS}: select some values, or use \`color\`.`,
  )
}

/** Repeats a view for each value; a view without facets stays as it is. */
export function facetView(view: Json, { col, row, columns }: FacetPlan, size: Json): Json {
  if (col === undefined && row === undefined) return { ...view, ...size }
  const spec = { ...view, ...size }
  if (col !== undefined && row === undefined) {
    // Shared axes would stand below places without a panel.
    const own = col.categories.length % columns === 0 ? {} : { resolve: { axis: { x: 'independent' } } }
    return { facet: headed('col', col), columns, spec, ...own }
  }
  const facet = {
    ...(row === undefined ? {} : { row: headed('row', row) }),
    ...(col === undefined ? {} : { column: headed('col', col) }),
  }
  return { facet, spec }
}

function headed(member: string, { categories }: Field): Json {
  return {
    field: member,
    type: 'nominal',
    sort: categories,
    title: null,
    header: { title: null, labelAngle: member === 'row' ? -90 : 0 },
  }
}
