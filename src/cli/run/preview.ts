import type { Space } from '../../space/index.ts'
import type { ShippedTask } from '../../task/index.ts'
import { plural } from '../../util/index.ts'
import { renderAxisText } from '../values/axis-text.ts'
import type { GivenSpace } from './space-of.ts'

const SHOWN_AT_EACH_END = 3

/** What `--dry-run` says: the function, the size of every part of the space, the first and the last points. */
export function renderPreview({ task, given, space }: { task: ShippedTask; given: GivenSpace; space: Space }): string {
  const sizes = space.axes.map(({ name, values }) => {
    const text = given.axes[name]
    return [name, plural(values.length, 'value'), text === undefined ? '' : renderAxisText(text)] as const
  })
  if (space.cases !== undefined) sizes.unshift(['case', plural(space.cases.size, 'case'), space.cases.names.join(', ')])
  const lengths = [0, 1].map((column) => Math.max(...sizes.map((row) => row[column]?.length ?? 0)))
  const table = sizes.map(([name, count, text]) =>
    `  ${name.padEnd(lengths[0] ?? 0)}  ${count.padEnd(lengths[1] ?? 0)}  ${text}`.trimEnd(),
  )
  const where = task.file === undefined ? '' : ` (${task.file}${task.line === undefined ? '' : `:${task.line}`})`
  return [`${task.name}${where}`, `${plural(space.size, 'point')}:`, ...table, 'Points:', ...pointLines(space)].join(
    '\n',
  )
}

function pointLines(space: Space): string[] {
  const { size } = space
  const first = Array.from({ length: Math.min(size, SHOWN_AT_EACH_END) }, (_, i) => i)
  const last = Array.from({ length: SHOWN_AT_EACH_END }, (_, i) => size - SHOWN_AT_EACH_END + i).filter(
    (i) => i >= SHOWN_AT_EACH_END,
  )
  const lines = [...first, ...last].map((index) => ({ index, text: renderPoint(space.pointAt(index)) }))
  const width = String(size - 1).length
  const rendered = lines.map(({ index, text }) => `  ${String(index).padStart(width)}  ${text}`)
  if (size > 2 * SHOWN_AT_EACH_END) rendered.splice(first.length, 0, `  ${'…'.padStart(width)}`)
  return rendered
}

function renderPoint(point: Readonly<Record<string, unknown>>): string {
  return Object.entries(point)
    .map(([name, value]) => `${name} = ${typeof value === 'number' ? value : JSON.stringify(value)}`)
    .join(', ')
}
