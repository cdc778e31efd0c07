import { nearestName } from '../util/index.ts'
import { RESOURCE_NAMES } from './resources.ts'

/** What only a scheduler understands, and what each of them says. */
const CLUSTER_NAMES: Readonly<Record<string, string>> = {
  account: 'the account that a cluster charges',
  constraint: 'the kind of node of a cluster',
  dependency: 'the jobs of a cluster to wait for',
  fluxExecutor: 'an instance of Flux',
  jobName: 'the name of a job of a cluster',
  nodelist: 'nodes of a cluster',
  nodes: 'a number of nodes of a cluster',
  numNodes: 'a number of nodes of a cluster',
  openmpiOversubscribe: 'how MPI places its ranks',
  partition: 'a partition of a cluster',
  pmiMode: 'how ranks of a cluster find each other',
  qos: 'a quality of service of a cluster',
  queue: 'a queue of a cluster',
  reservation: 'a reservation of a cluster',
  slurmCmdArgs: 'arguments of `srun`',
  submissionTemplate: 'the script of a job of a cluster',
}

/** What other systems call our names; the nearest name would not find these. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  cpus: 'threadsPerCore',
  cpusPerTask: 'threadsPerCore',
  directory: 'cwd',
  environment: 'env',
  gpus: 'gpusPerCore',
  gpusPerTask: 'gpusPerCore',
  maxMemory: 'memory',
  mem: 'memory',
  memoryMax: 'memory',
  ntasks: 'cores',
  runTimeMax: 'walltime',
  threads: 'threadsPerCore',
  time: 'walltime',
  timeLimit: 'walltime',
  timeout: 'walltime',
  timeoutMs: 'walltime',
  workingDirectory: 'cwd',
}

/** Refuses names that a request cannot have: those of a cluster with where they belong, others with the nearest name. */
export function refuseNames(request: object, where: string): void {
  for (const name of Reflect.ownKeys(request)) {
    if (typeof name === 'symbol') throw new TypeError(`Expected the names in \`${where}\` to be texts, got a symbol.`)
    if (!RESOURCE_NAMES.includes(name)) throw wrongName(name, where)
  }
}

function wrongName(name: string, where: string): TypeError {
  const ours = camelCase(name)
  if (Object.hasOwn(CLUSTER_NAMES, ours)) {
    return new TypeError(
      `\`${name}\` in \`${where}\` is ${CLUSTER_NAMES[ours]}, and this executor runs calls on this machine.\nLeave it out here; it belongs to executors that submit jobs to a cluster.`,
    )
  }
  const meant = Object.hasOwn(OTHER_NAMES, ours) ? OTHER_NAMES[ours] : nearestName(ours, RESOURCE_NAMES)
  if (meant !== undefined) return new TypeError(`Unknown name \`${name}\` in \`${where}\`. Did you mean \`${meant}\`?`)
  const list = RESOURCE_NAMES.map((each) => `\`${each}\``).join(', ')
  return new TypeError(`Unknown name \`${name}\` in \`${where}\`. There are ${list}.`)
}

function camelCase(name: string): string {
  return name.replaceAll(/[_-]+([a-z])/gi, (_, letter: string) => letter.toUpperCase())
}
