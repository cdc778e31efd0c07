import type { CommandRef } from './command-ref.ts'
import { namesIn, type Template } from './text/template.ts'

/** Names of all placeholders of a command: each wants a value at every point. */
export function placeholdersOf({ argv, input, env, cwd, parse }: CommandRef): readonly string[] {
  const templates: (Template | null)[] = [...argv, ...Object.values(env)]
  if (typeof input === 'object') templates.push(input)
  if (typeof cwd === 'object') for (const { content } of cwd.files) templates.push(content)
  if (parse.kind === 'file') templates.push(parse.path)
  return namesIn(templates.filter((template) => template !== null))
}
