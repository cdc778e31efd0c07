import { type AxisValues, Sequence, type Space } from '../../space/index.ts'
import { type ContextSource, PointContext, running } from './context.ts'

/** What a loop calls and where it finds the values of the points. */
export interface LoopInput {
  readonly task: (params: object, context?: unknown) => unknown
  readonly arity: number
  readonly space: Space
  readonly given: Readonly<Record<string, unknown>>
  readonly source: ContextSource
  /** Axis values as arrays, or as what has `at` when they are too many. */
  readonly valuesOf: (values: AxisValues) => AxisValues | readonly unknown[] | Float64Array
}

/** Where numbers go, and the results that are none. */
export interface LoopOutput {
  readonly pick: 'scalar' | 'tuple' | 'keys'
  readonly names: readonly string[]
}

/** How far a loop came: `odd` holds the result of point `done`, which is not what the loop writes. */
export interface LoopEnd {
  readonly done: number
  readonly odd?: { readonly result: unknown }
}

/** Runs `count` points from `index` on and writes their numbers from `row` on; what a task throws passes through. */
export type PointLoop = (
  index: number,
  count: number,
  target: { row: number; columns: readonly Float64Array[] },
) => LoopEnd

/**
 * Writes a loop for this space and these outputs as source and compiles it, so that the engine sees plain array reads, one
 * object shape and one call site: about 10 ns a point instead of 100. `undefined` where code may not be made from strings.
 */
export function compilePointLoop(input: LoopInput, output: LoopOutput): PointLoop | undefined {
  const axes = axesOf(input)
  const compiled = compiledLoop(input.task, loopSource(axes, input, output))
  if (compiled === undefined) return undefined
  const columns = axes.map((axis) => axis.columns)
  const makeContext = contextMaker(input.source)
  return (index, count, target) => compiled(input.given, makeContext, columns, index, count, target)
}

type CompiledLoop = (given: unknown, makeContext: unknown, axes: unknown, ...rest: Parameters<PointLoop>) => LoopEnd

/** Loops by task and source: a task that is swept again finds its loop as fast as the engine has made it by then. */
const loops = new WeakMap<object, Map<string, CompiledLoop>>()

function compiledLoop(task: object, source: string): CompiledLoop | undefined {
  const known = loops.get(task) ?? new Map<string, CompiledLoop>()
  loops.set(task, known)
  try {
    const loop = known.get(source) ?? (new Function('task', 'running', source)(task, running) as CompiledLoop)
    known.set(source, loop)
    return loop
  } catch {
    return undefined
  }
}

/** One counter of the odometer: the names it gives values to and those values. */
interface LoopAxis {
  readonly names: readonly string[]
  readonly size: number
  readonly columns: readonly (AxisValues | readonly unknown[] | Float64Array)[]
}

function axesOf({ space, valuesOf }: LoopInput): readonly LoopAxis[] {
  const axes = space.axes.map(({ name, values }) => ({
    names: [name],
    size: values.length,
    columns: [valuesOf(values)],
  }))
  if (space.cases === undefined) return axes
  const { names, columns, size } = space.cases
  return [{ names, size, columns: names.map((name) => columns[name] ?? []) }, ...axes]
}

function contextMaker(source: ContextSource): (index: number) => PointContext {
  return (index) => {
    const context = new PointContext(source, index, 1)
    running.context = context
    return context
  }
}

function loopSource(axes: readonly LoopAxis[], { arity, given }: LoopInput, output: LoopOutput): string {
  const members: string[] = []
  const declarations: string[] = []
  axes.forEach((axis, a) => {
    axis.names.forEach((name, c) => {
      declarations.push(`const v${a}_${c} = axes[${a}][${c}]`)
      members.push(`${JSON.stringify(name)}: ${readSource(axis.columns[c], `v${a}_${c}`, `i${a}`)}`)
    })
  })
  Object.keys(given).forEach((name, g) => {
    declarations.push(`const g${g} = given[${JSON.stringify(name)}]`)
    members.push(`${JSON.stringify(name)}: g${g}`)
  })
  const call = `task({ ${members.join(', ')} }${arity > 1 ? ', makeContext(index)' : ''})`
  return `'use strict'
return function points(given, makeContext, axes, index, count, target) {
${declarations.join('\n')}
${output.names.map((_, o) => `const out${o} = target.columns[${o}]`).join('\n')}
let rest = index
${[...axes.keys()]
  .reverse()
  .map((a) => `let i${a} = rest % ${axes[a]?.size}; rest = (rest - i${a}) / ${axes[a]?.size}`)
  .join('\n')}
const first = target.row
const end = first + count
for (let row = first; row < end; row++) {
  running.index = index
  running.context = undefined
  const result = ${call}
  ${writes(output)}
  index++
  ${advance(axes)}
}
return { done: count }
}`
}

/** How a loop reads the value at counter `i` of `column`, which it knows as `name`. */
function readSource(column: LoopAxis['columns'][number] | undefined, name: string, i: string): string {
  if (column instanceof Sequence && column.description.kind === 'range') {
    const { start, step } = column.description
    return `${start} + ${i} * ${step < 0 ? `(${step})` : step}`
  }
  return Array.isArray(column) || ArrayBuffer.isView(column) ? `${name}[${i}]` : `${name}.at(${i})`
}

function writes({ pick, names }: LoopOutput): string {
  const odd = 'return { done: row - first, odd: { result } }'
  if (pick === 'scalar') return `if (typeof result !== 'number') ${odd}\n    out0[row] = result`
  const read = names.map((name, o) => `const r${o} = result[${pick === 'tuple' ? o : JSON.stringify(name)}]`).join('; ')
  const numbers = names.map((_, o) => `typeof r${o} !== 'number'`).join(' || ')
  const store = names.map((_, o) => `out${o}[row] = r${o}`).join('; ')
  const shape =
    pick === 'tuple'
      ? `!Array.isArray(result) || result.length !== ${names.length}`
      : "typeof result !== 'object' || result === null || Object.getPrototypeOf(result) !== Object.prototype"
  const count =
    pick === 'keys' ? `let keys = 0; for (const _ in result) keys++; if (keys !== ${names.length}) ${odd}` : ''
  return `if (${shape}) ${odd}\n    ${count}\n    ${read}\n    if (${numbers}) ${odd}\n    ${store}`
}

function advance(axes: readonly LoopAxis[]): string {
  return axes.reduce((inner, axis, a) => `if (++i${a} === ${axis.size}) { i${a} = 0; ${inner} }`, '')
}
