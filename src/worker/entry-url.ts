/** URL of a module that a worker begins with; it lies beside this one, in the sources and in the package alike. */
export function entryOf(worker: 'entry-process' | 'entry-thread' | 'guard'): URL {
  return new URL(`./${worker}${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)
}
