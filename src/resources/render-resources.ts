import { plural, renderBytes, renderDuration } from '../util/index.ts'
import type { Resources } from './resources.ts'

/** Resources for people: `1 core with 4 threads, 2 GPUs, 2.00 GB of memory, at most 1h 30m`. Of `env` the names only. */
export function renderResources(resources: Resources): string {
  const { cores, threadsPerCore, gpusPerCore, memoryBytes, walltimeMs, cwd, env, priority, exclusive } = resources
  const names = Object.keys(env).sort()
  const parts = [
    threadsPerCore === 1
      ? plural(cores, 'core')
      : `${plural(cores, 'core')} with ${plural(threadsPerCore, 'thread')}${cores === 1 ? '' : ' each'}`,
    gpusPerCore > 0 && plural(cores * gpusPerCore, 'GPU'),
    memoryBytes < Number.POSITIVE_INFINITY && `${renderBytes(memoryBytes)} of memory`,
    walltimeMs < Number.POSITIVE_INFINITY && `at most ${renderDuration(walltimeMs)}`,
    cwd !== undefined && `in ${cwd}`,
    names.length > 0 && `with ${names.join(', ')} set`,
    priority !== 0 && `priority ${priority}`,
    exclusive && 'alone',
  ]
  return parts.filter((part) => part !== false).join(', ')
}
