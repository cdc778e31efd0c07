import { evaluateAt } from './vm-script.ts'

/** An optional package: the project's own copy beside `base` first, then one beside this package; `undefined` where there is none. */
export async function findPeer(specifier: 'jiti' | 'tsx/esm/api', base: string): Promise<unknown> {
  const text = `import(${JSON.stringify(specifier)})`
  // By `import` from a text in the project, so that the package's entry for modules is found.
  for (const load of [() => evaluateAt(text, { url: base, line: 1, column: 1 }), () => import(specifier)]) {
    try {
      return await load()
    } catch {
      // Not installed there.
    }
  }
  return undefined
}
