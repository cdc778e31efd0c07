/** Whether a path means a table as text, which holds rows and nothing else: no dims, attributes or failures. */
export function isTextTable(path: string): boolean {
  return /\.[ct]sv$/i.test(path)
}
