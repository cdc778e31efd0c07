/**
 * Name of a function, `anonymous` where it has none.
 *
 * @example
 * ```ts
 * taskName(() => 1) // 'anonymous'
 * ```
 */
export function taskName(fn: unknown): string {
  const name = typeof fn === 'function' ? Object.getOwnPropertyDescriptor(fn, 'name')?.value : undefined
  return typeof name === 'string' && name !== '' ? name : 'anonymous'
}
