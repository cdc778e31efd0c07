import type { ShippedTask } from './task-ref.ts'

let hashing: typeof import('./hash/hash-task.ts') | undefined

/**
 * SHA-256 of the code that a task runs: 64 hexadecimal digits that differ when what it computes may.
 *
 * Counted are the function, what it captures (values included), and every project module that it imports, statically, by
 * `import('…')` or by `require('…')`, directly or through others; of packages in `node_modules` only name and version. An
 * exported function counts with its whole module. Comments, formatting, the kind of quotes and the places of files do not
 * count. TypeScript or JSX that the tokenizer does not know counts by its text. Not seen: files that are read at run time,
 * and imports by a computed name or through paths of a tsconfig.
 *
 * @example
 * ```ts
 * const code = await hashOfCode(await shipTask(({ x }) => x * 2))
 * ```
 */
export async function hashOfCode(task: ShippedTask): Promise<string> {
  hashing ??= await import('./hash/hash-task.ts')
  return hashing.hashTask(task)
}
