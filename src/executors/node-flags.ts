/** Flags of the caller's `node` that say what to run, listen or watch; with their value where it is the next argument. */
const NOT_INHERITED: readonly (readonly [RegExp, number])[] = [
  [/^(-e|--eval|-p|--print|-pe)$/, 1],
  [/^(--eval|--print)=/, 0],
  [/^(-i|--interactive|-c|--check)$/, 0],
  [/^--(input-type|experimental-default-type)(=|$)/, 0],
  [/^--(inspect|debug|watch|test|run|build-snapshot|cpu-prof|heap-prof|prof$)/, 0],
]

/** Flags that a worker thread may be given; the rest belongs to the process as a whole. */
const FOR_THREADS = /^(--import|--require|-r|--loader|--experimental-loader|--conditions|-C|--enable-source-maps|--experimental-)/

/** The flags that worker processes inherit: loaders, memory limits, conditions; nothing that names a program. */
export function flagsForProcess(execArgv: readonly string[]): string[] {
  const flags: string[] = []
  for (let i = 0; i < execArgv.length; i++) {
    const flag = execArgv[i] ?? ''
    const rule = NOT_INHERITED.find(([pattern]) => pattern.test(flag))
    if (rule === undefined) flags.push(flag)
    else i += rule[1]
  }
  return flags
}

/** The flags that worker threads inherit. */
export function flagsForThread(execArgv: readonly string[]): string[] {
  const flags: string[] = []
  const candidates = flagsForProcess(execArgv)
  for (let i = 0; i < candidates.length; i++) {
    const flag = candidates[i] ?? ''
    if (!FOR_THREADS.test(flag)) continue
    flags.push(flag)
    const value = candidates[i + 1]
    if (!flag.includes('=') && value !== undefined && !value.startsWith('-')) flags.push(value)
  }
  return flags
}
