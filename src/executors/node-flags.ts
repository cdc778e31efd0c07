/** Flags of the caller's `node` that say what to run, listen or watch. */
const NOT_INHERITED =
  /^(-e|-p|-pe|-i|-c|--eval|--print|--interactive|--check|--input-type|--experimental-default-type|--inspect|--debug|--watch|--test|--run|--build-snapshot|--cpu-prof|--heap-prof|--prof)([-=]|$)/

/** Flags that a worker thread may be given; the rest belongs to the process as a whole. */
const FOR_THREADS =
  /^(--import|--require|-r|--loader|--experimental-loader|--conditions|-C|--enable-source-maps|--experimental-)/

/** The flags that worker processes inherit: loaders, memory limits, conditions; nothing that names a program. */
export function flagsForProcess(execArgv: readonly string[]): string[] {
  return keep(execArgv, (flag) => !NOT_INHERITED.test(flag))
}

/** The flags that worker threads inherit. */
export function flagsForThread(execArgv: readonly string[]): string[] {
  return keep(execArgv, (flag) => FOR_THREADS.test(flag) && !NOT_INHERITED.test(flag))
}

/** Flags that pass, each with its value where that is an argument of its own. */
function keep(execArgv: readonly string[], passes: (flag: string) => boolean): string[] {
  let kept = false
  return execArgv.filter((argument) => {
    if (argument.startsWith('-')) kept = passes(argument)
    return kept
  })
}
