import type { Space } from '../../space/index.ts'
import type { ShippedTask } from '../../task/index.ts'
import { plural } from '../../util/index.ts'
import { renderAxisText } from '../values/axis-text.ts'
import type { GivenSpace } from './space-of.ts'

/** What `--dry-run` says of the space: the function, and how large each part is. */
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
  return [`${task.name}${where}: ${plural(space.size, 'point')}`, ...table].join('\n')
}
