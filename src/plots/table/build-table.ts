import { sizeOf } from '../../dataset/index.ts'
import { plural } from '../../util/index.ts'
import type { Aggregate } from '../options.ts'
import type { ResolvedOptions } from '../resolve-options.ts'
import { aggregateRows, type Table } from './aggregate-rows.ts'
import { type Field, type Frame, readField } from './field.ts'
import type { Channel, Roles } from './roles.ts'
import type { Named } from './source.ts'

/** Elements that one figure reads at most: more would need gigabytes. */
const MOST_ELEMENTS = 2 ** 25

/** Reads what the figure shows, and aggregates what it does not show. */
export function buildTable(
  roles: Roles,
  options: ResolvedOptions,
): { readonly table: Table; readonly over: readonly string[] } {
  const channels = Object.entries(roles.channels) as [Channel, Named][]
  const frame = frameOf(channels)
  const over = dimsToAggregate(roles, frame, options)
  const size = sizeOf(frame.shape)
  if (size > MOST_ELEMENTS) {
    throw new TypeError(`The figure would read ${size} elements, more than ${MOST_ELEMENTS}.\nSelect or reduce first.`)
  }
  const fields = channels.map(
    ([channel, named]) => [channel, readField(named, frame, options.labels?.[channel])] as const,
  )
  const whole: Table = { fields: Object.fromEntries(fields), length: size }
  const { aggregate, spread } = options
  if (aggregate === undefined) return { table: whole, over }
  const value = roles.kind === 'heatmap' ? 'z' : 'y'
  checkNumeric(whole.fields[value], aggregate)
  return { table: countless(aggregateRows(whole, { value, aggregate, spread }), { value, aggregate }), over }
}

/** The dims of the values; whatever places or tells apart lies along them. */
function frameOf(channels: readonly (readonly [Channel, Named])[]): Frame {
  const sizes = new Map<string, number>()
  const add = ({ variable }: Named): void => {
    for (const [d, dim] of variable.dims.entries()) sizes.set(dim, variable.shape[d] ?? 0)
  }
  const values = channels.filter(([, { isValue }]) => isValue)
  for (const [, named] of values.length > 0 ? values : channels) add(named)
  for (const [channel, { name, variable }] of channels) {
    const stray = variable.dims.find((dim) => !sizes.has(dim))
    if (stray === undefined) continue
    const drawn = values.map((value) => `\`${value[1].name}\``).join(' and ')
    throw new TypeError(`\`${channel}: '${name}'\` lies along \`${stray}\`, and ${drawn} does not.`)
  }
  return { dims: [...sizes.keys()], shape: [...sizes.values()] }
}

/** The dims that vanish; refuses to draw several values in one place and to aggregate what is drawn. */
function dimsToAggregate({ kind, channels }: Roles, frame: Frame, options: ResolvedOptions): readonly string[] {
  const { aggregate } = options
  const pairsValues = kind === 'histogram' || (kind === 'scatter' && channels.x?.isValue === true)
  if (aggregate !== undefined && pairsValues) {
    const what =
      kind === 'histogram' ? 'A histogram counts every value' : 'A scatter plot of two variables draws every pair'
    throw new TypeError(`${what} and takes no \`aggregate\`.\nReduce before plotting, as in \`ds.mean('seed')\`.`)
  }
  const drawn = new Map<string, string>()
  for (const [channel, { variable, isValue }] of Object.entries(channels)) {
    if (!isValue) for (const dim of variable.dims) drawn.set(dim, channel)
  }
  const drawnByName = new Set(Object.values(channels).map(({ name }) => name))
  for (const dim of options.over ?? []) checkOver(dim, frame, drawnByName)
  const left = frame.dims.filter((dim, d) => !drawn.has(dim) && frame.shape[d] !== 1)
  const over = options.over ?? left
  const forgotten = left.find((dim) => aggregate === undefined || !over.includes(dim))
  if (forgotten === undefined || kind === 'histogram' || kind === 'scatter') return aggregate === undefined ? [] : over
  const length = frame.shape[frame.dims.indexOf(forgotten)] ?? 0
  const aggregation =
    options.over === undefined
      ? "aggregate: 'mean'"
      : `over: [${[...options.over, forgotten].map((dim) => `'${dim}'`).join(', ')}]`
  throw new TypeError(
    `The ${plural(length, 'value')} along \`${forgotten}\` would be drawn in one place.\nDraw them apart with \`color: '${forgotten}'\` (or \`col\`, \`row\`), join them with \`${aggregation}\`, or select one with \`sel\`.`,
  )
}

function checkOver(dim: string, { dims }: Frame, drawn: ReadonlySet<string>): void {
  if (drawn.has(dim))
    throw new TypeError(`\`over\` names \`${dim}\`, which the figure draws.\nLeave it out of one of the two.`)
  if (dims.includes(dim)) return
  throw new TypeError(
    `\`over\` names \`${dim}\`, which is no dim of the values. They have ${dims.join(', ') || 'none'}.`,
  )
}

function checkNumeric(field: Field | undefined, aggregate: Aggregate): void {
  if (field === undefined || field.kind === 'number' || aggregate === 'count' || field.categories[0] === 'false') return
  throw new TypeError(
    `Expected numbers for \`aggregate: '${aggregate}'\`, \`${field.name}\` holds ${field.kind === 'date' ? 'dates' : 'texts'}.`,
  )
}

/** Aggregated booleans are numbers (the mean is the part that is true), and so is a count, which has no units. */
function countless(
  table: Table,
  { value, aggregate }: { readonly value: string; readonly aggregate: Aggregate },
): Table {
  const field = table.fields[value]
  if (field === undefined) return table
  const number: Field = { ...field, kind: 'number', categories: [] }
  const counted = aggregate === 'count' ? { title: `count of ${field.name}`, units: '' } : {}
  return { ...table, fields: { ...table.fields, [value]: { ...number, ...counted } } }
}
