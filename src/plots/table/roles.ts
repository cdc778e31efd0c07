import type { PlotKind } from '../options.ts'
import type { ResolvedOptions } from '../resolve-options.ts'
import { findNamed, type Named, type Source } from './source.ts'

/** The parts of a figure that show something. */
export type Channel = 'x' | 'y' | 'z' | 'color' | 'shape' | 'dash' | 'col' | 'row'

/** What is drawn, and what each part of the figure shows. */
export interface Roles {
  readonly kind: PlotKind
  readonly channels: Readonly<Partial<Record<Channel, Named>>>
}

const MARKS = ['color', 'shape', 'dash', 'col', 'row'] as const

/** Finds what each option names and chooses the kind of the figure. */
export function assignRoles(source: Source, options: ResolvedOptions): Roles {
  const main = source.own === undefined ? rolesOfDataset(source, options) : rolesOfArray(source, source.own, options)
  const marks = MARKS.flatMap((channel) => {
    const name = options[channel]
    return name === undefined ? [] : [[channel, findNamed(source, name, channel)] as const]
  })
  const roles: Roles = { kind: main.kind, channels: { ...main.channels, ...Object.fromEntries(marks) } }
  checkKind(roles)
  return roles
}

function rolesOfArray(source: Source, value: Named, { x, y, z, kind }: ResolvedOptions): Roles {
  if (z !== undefined) throw new TypeError('`z` is for datasets: of an array, the array itself is what is drawn.')
  if (x === undefined && y !== undefined) {
    throw new TypeError(`\`y: '${y}'\` needs \`x\` as well: two dims make a heatmap of \`${value.name}\`.`)
  }
  if (x === undefined) {
    if (kind === undefined || kind === 'histogram') return { kind: 'histogram', channels: { x: value } }
    return rolesOfArray(source, value, { ...optionsOfOnlyDim(value, kind) })
  }
  if (kind === 'histogram') {
    throw new TypeError(`A histogram counts the values of \`${value.name}\` itself: leave \`x\` out.`)
  }
  const across = findNamed(source, x, 'x')
  if (y !== undefined)
    return { kind: kind ?? 'heatmap', channels: { x: across, y: findNamed(source, y, 'y'), z: value } }
  return { kind: kind ?? kindAlong(across), channels: { x: across, y: value } }
}

/** Lines over the only dim need not name it. */
function optionsOfOnlyDim({ name, variable }: Named, kind: PlotKind): ResolvedOptions {
  const dims = variable.dims.filter((_, d) => variable.shape[d] !== 1)
  const [only] = dims
  if (dims.length === 1 && only !== undefined && kind !== 'heatmap') return { x: only, kind } as ResolvedOptions
  const list = variable.dims.map((dim) => `\`${dim}\``).join(', ')
  throw new TypeError(`A ${kind} of \`${name}\` needs \`x\`: one of its dims ${list}.`)
}

function rolesOfDataset(source: Source, { x, y, z, kind }: ResolvedOptions): Roles {
  if (x === undefined) {
    const value = y === undefined ? theOnlyVariable(source, 'x') : findNamed(source, y, 'y')
    if (kind === undefined || kind === 'histogram') return { kind: 'histogram', channels: { x: value } }
    throw new TypeError(`A ${kind} of a dataset needs \`x\`: a dim, a coordinate or a variable.`)
  }
  const across = findNamed(source, x, 'x')
  const up = y === undefined ? undefined : findNamed(source, y, 'y')
  if (kind === 'histogram' || (up === undefined && across.isValue && kind === undefined)) {
    if (up !== undefined) throw new TypeError('A histogram counts the values of `x` and takes no `y`.')
    return { kind: 'histogram', channels: { x: across } }
  }
  const isMap = kind === 'heatmap' || z !== undefined || (up !== undefined && !up.isValue && !across.isValue)
  if (up !== undefined && isMap) {
    const value = z === undefined ? theOnlyVariable(source, 'z') : findNamed(source, z, 'z')
    return { kind: kind ?? 'heatmap', channels: { x: across, y: up, z: value } }
  }
  const value = up ?? theOnlyVariable(source, 'y')
  return { kind: kind ?? kindAlong(across), channels: { x: across, y: value } }
}

function theOnlyVariable({ vars }: Source, option: string): Named {
  const [first, ...others] = Object.entries(vars)
  if (first !== undefined && others.length === 0) return { name: first[0], variable: first[1], isValue: true }
  const list = Object.keys(vars).join(', ')
  throw new TypeError(
    first === undefined
      ? 'The dataset has no variable to plot.'
      : `Say with \`${option}\` which variable to plot: ${list}.`,
  )
}

/** A dim's own coordinate makes lines; anything else, such as a parameter of random cases, has no order. */
function kindAlong({ name, variable, isValue }: Named): PlotKind {
  return !isValue && variable.dims.length === 1 && variable.dims[0] === name ? 'line' : 'scatter'
}

function checkKind({ kind, channels }: Roles): void {
  const { x, y, z, shape, dash, color } = channels
  if (kind === 'heatmap' && z === undefined)
    throw new TypeError('A heatmap needs `x` and `y`: two dims or coordinates.')
  if (kind !== 'heatmap' && z !== undefined) {
    throw new TypeError(`\`x\` and \`y\` are both coordinates, which makes a heatmap, got \`kind: '${kind}'\`.`)
  }
  if (kind === 'heatmap' && (x?.isValue === true || y?.isValue === true)) {
    throw new TypeError('The axes of a heatmap are dims or coordinates, not variables.')
  }
  if (kind === 'heatmap' && color !== undefined) {
    throw new TypeError('The colours of a heatmap show its values and cannot show `color` as well: use `col` or `row`.')
  }
  if (shape !== undefined && kind !== 'line' && kind !== 'scatter') {
    throw new TypeError(`A ${kind} has no points whose \`shape\` could differ: use \`color\`, \`col\` or \`row\`.`)
  }
  if (dash !== undefined && kind !== 'line') {
    throw new TypeError(`A ${kind} has no lines to \`dash\`: use \`color\`, \`col\` or \`row\`.`)
  }
}
