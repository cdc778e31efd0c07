import type { OpenedTask } from './task-file.ts'

/**
 * Names that a function takes apart of its parameters and that nothing gives a value to. Left out are those with a default, and
 * those renamed to `_…`, which only repeat the points.
 */
export function unfilledParameters(
  { task, source }: Pick<OpenedTask, 'source'> & { task: { parameters: readonly string[] | undefined } },
  given: readonly string[],
): string[] {
  const { parameters = [] } = task
  // A misspelt name is refused, and that says it all.
  if (source === '' || given.some((name) => !parameters.includes(name))) return []
  return parameters.filter((name) => !given.includes(name) && isNeeded(name, source))
}

function isNeeded(name: string, source: string): boolean {
  const member = new RegExp(`[{,]\\s*${quoted(name)}\\s*(?::\\s*(?<alias>[\\w$]+)\\s*)?(?<next>[=,}])`).exec(source)
  if (member?.groups === undefined) return false
  return member.groups.next !== '=' && member.groups.alias?.startsWith('_') !== true
}

function quoted(text: string): string {
  return text.replace(/[$\\^*+?.()|[\]{}]/g, '\\$&')
}
