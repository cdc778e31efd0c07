import { sizeOf } from '../dataset/index.ts'
import { plural } from '../util/index.ts'
import type { PlotOptions } from './options.ts'
import { type ResolvedOptions, resolveOptions } from './resolve-options.ts'
import type { Json } from './scale/json.ts'
import { buildSpec } from './spec/build-spec.ts'
import type { Table } from './table/aggregate-rows.ts'
import { buildTable } from './table/build-table.ts'
import { dropUnplaced } from './table/drop-unplaced.ts'
import { readField } from './table/field.ts'
import { dateLabels, numberLabels } from './table/labels.ts'
import { assignRoles } from './table/roles.ts'
import { type Plottable, type Source, sourceOf } from './table/source.ts'

/** From labelled values and options to a specification; reads the values, and does nothing else. */
export function planFigure(
  given: Plottable,
  options: PlotOptions,
): { readonly spec: Json; readonly notes: readonly string[] } {
  const source = sourceOf(given)
  const resolved = resolveOptions(options)
  const roles = assignRoles(source, resolved)
  const { table, over } = buildTable(roles, resolved)
  const placed = dropUnplaced(table, roles.kind, resolved.log)
  const title = resolved.title ?? selectionTitle(source)
  const subtitle = resolved.title === '' ? '' : aggregationText(resolved, over)
  const { spec, notes } = buildSpec({ kind: roles.kind, table: placed.table, options: resolved, title, subtitle })
  return { spec, notes: [...infiniteNotes(table), ...placed.notes, ...notes] }
}

function infiniteNotes({ fields }: Table): string[] {
  return Object.values(fields).flatMap(({ name, infinite }) => {
    return infinite === 0 ? [] : [`${plural(infinite, 'value')} of \`${name}\` left out: infinite, or beyond ±1e300.`]
  })
}

/** What was selected, so that the figure tells: `L = 16, seed = 0`. */
function selectionTitle({ coords }: Source): string {
  const single = Object.entries(coords).filter(([, { dims, shape }]) => dims.length === 0 && sizeOf(shape) === 1)
  return single
    .slice(0, 4)
    .map(([name, variable]) => {
      const { values, kind, categories, units } = readField({ name, variable, isValue: false }, { dims: [], shape: [] })
      const value = values[0] ?? Number.NaN
      const labels =
        kind === 'date' ? dateLabels([value]) : kind === 'category' ? [categories[value] ?? ''] : numberLabels([value])
      return `${name} = ${labels[0]}${units === '' ? '' : ` ${units}`}`
    })
    .join(', ')
}

function aggregationText({ aggregate, spread }: ResolvedOptions, over: readonly string[]): string {
  if (aggregate === undefined || over.length === 0) return ''
  const measures = { std: 'standard deviation', stderr: 'standard error' }
  const measure = spread?.measure
  const around =
    measure === undefined
      ? ''
      : typeof measure === 'string'
        ? ` and ${measures[measure]}`
        : ` and ${measure.map((q) => `${Number((q * 100).toPrecision(4))} %`).join(' to ')} of the values`
  return `${aggregate}${around} over ${over.join(', ')}`
}
