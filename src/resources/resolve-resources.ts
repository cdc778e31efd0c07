import { parseBytes, parseDuration } from '../util/index.ts'
import { GPU_VARIABLES } from './environment.ts'
import { expected, kindOf, refuseNonObject } from './expected.ts'
import { refuseNames } from './refuse-names.ts'
import type { ResourceRequest, Resources } from './resources.ts'

/** Less than any process needs: a number like 2 was meant as something else than bytes. */
const LEAST_MEMORY = 1e6

/** Where a request stands, for messages. */
export interface ResolveResourcesOptions {
  /** @default 'resources' */
  readonly where?: string
}

/** Completes and checks what a call asks for. Throws a `TypeError` that names the key, the value and the remedy. */
export function resolveResources(
  request: ResourceRequest = {},
  { where = 'resources' }: ResolveResourcesOptions = {},
): Resources {
  refuseNonObject(request, where)
  refuseNames(request, where)
  const at = (key: string): string => `${where}.${key}`
  const resources: Resources = {
    cores: resolveCores(request.cores, at('cores')),
    threadsPerCore: resolveCount(request.threadsPerCore ?? 1, at('threadsPerCore'), 1),
    gpusPerCore: resolveCount(request.gpusPerCore ?? 0, at('gpusPerCore'), 0),
    memoryBytes: resolveMemory(request.memory, at('memory')),
    cwd: resolveFolder(request.cwd, at('cwd')),
    env: resolveEnv(request.env, at('env')),
    walltimeMs: resolveWalltime(request.walltime, at('walltime')),
    priority: resolvePriority(request.priority ?? 0, at('priority')),
    exclusive: resolveFlag(request.exclusive ?? false, at('exclusive')),
  }
  refuseGpuClash(resources, where)
  return resources
}

function resolveCores(given: unknown, name: string): number {
  const cores = resolveCount(given ?? 1, name, 1)
  if (cores === 1) return 1
  throw new TypeError(
    `Expected \`${name}\` to be 1, because several ranks need MPI, which is not there yet; got \`${cores}\`.\nFor ${cores} threads in one call ask for \`threadsPerCore: ${cores}\`; for ${cores} calls at once give the executor \`maxWorkers: ${cores}\`.`,
  )
}

function resolveCount(given: unknown, name: string, least: number): number {
  if (typeof given === 'number' && Number.isSafeInteger(given) && given >= least) return given
  throw expected(name, `a whole number from ${least} up`, given)
}

function resolveMemory(given: unknown, name: string): number {
  if (given === undefined || given === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY
  const what = "bytes or a text such as `'2 GB'`, from 1 MB up"
  const bytes = typeof given === 'string' ? parsed(parseBytes, given) : given
  if (typeof bytes === 'number' && bytes >= LEAST_MEMORY) return Math.ceil(bytes)
  throw expected(name, what, given)
}

function resolveWalltime(given: unknown, name: string): number {
  if (given === undefined) return Number.POSITIVE_INFINITY
  const walltimeMs = typeof given === 'string' ? parsed(parseDuration, given) : given
  if (typeof walltimeMs === 'number' && walltimeMs > 0) return walltimeMs
  throw expected(name, "milliseconds above 0 or a text such as `'90 min'` or `'1:30:00'`", given)
}

/** What a parser reads, or `undefined` where it refuses: the message here names the key too. */
function parsed(parse: (text: string) => number, text: string): number | undefined {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

function resolveFolder(given: unknown, name: string): string | undefined {
  if (given === undefined) return undefined
  if (typeof given === 'string' && given !== '' && !given.includes('\0')) return given
  throw expected(name, 'the path of a folder', given)
}

function resolveEnv(given: unknown, name: string): Resources['env'] {
  if (given === undefined) return {}
  refuseNonObject(given, name)
  const env: Record<string, string | undefined> = {}
  for (const [variable, value] of Object.entries(given)) {
    if (variable === '' || /[=\0]/.test(variable) || variable === '__proto__') {
      throw new TypeError(
        `Expected the names in \`${name}\` to be names of environment variables, got \`${JSON.stringify(variable)}\`.`,
      )
    }
    if (value !== undefined && (typeof value !== 'string' || value.includes('\0'))) {
      // The value itself may be a secret, so it is not printed.
      throw new TypeError(
        `Expected \`${name}.${variable}\` to be a text, or \`undefined\` to take it away, got ${kindOf(value)}.`,
      )
    }
    env[variable] = value
  }
  return env
}

function resolvePriority(given: unknown, name: string): number {
  if (typeof given === 'number' && Number.isFinite(given)) return given
  throw expected(name, 'a number', given)
}

function resolveFlag(given: unknown, name: string): boolean {
  if (typeof given === 'boolean') return given
  throw expected(name, '`true` or `false`', given)
}

/** Devices are given out by the executor's book; a list of the caller's own would make two calls share one unseen. */
function refuseGpuClash({ env, gpusPerCore }: Resources, where: string): void {
  const clash = GPU_VARIABLES.find((variable) => Object.hasOwn(env, variable))
  if (gpusPerCore === 0 || clash === undefined) return
  throw new TypeError(
    `\`${where}.env\` sets \`${clash}\`, and \`gpusPerCore: ${gpusPerCore}\` has the executor choose devices.\nGive one of them.`,
  )
}
