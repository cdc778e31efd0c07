import type { RunSetup } from '../../protocol/index.ts'
import { refuseUnknownParameters, refuseWrongPlaceholders, type Space } from '../../space/index.ts'
import { findUncopyable, placeholdersOf, type ShippedTask } from '../../task/index.ts'
import type { ResolvedSweepOptions } from '../options.ts'
import type { SweepPlan } from '../plan-sweep.ts'

/** A sweep, and the kind of the workers that it is for. */
interface SetupCheck extends SweepPlan {
  readonly task: ShippedTask
  readonly workers: string
}

/** Refuses what workers cannot get, and names that the task does not take. */
export function refuseMismatch({ space, options, task, workers }: SetupCheck): void {
  refuseUncopyable('constants', options.constants, workers)
  refuseUncopyable('unrecorded', options.unrecorded, workers)
  refuseWrongNames([...space.names, ...Object.keys(options.constants), ...Object.keys(options.unrecorded)], task)
}

function refuseWrongNames(names: readonly string[], { ref, parameters }: ShippedTask): void {
  if (ref.kind !== 'command') refuseUnknownParameters(names, parameters)
  else refuseWrongPlaceholders(names, { placeholders: placeholdersOf(ref), takesAny: ref.input === 'json' })
}

/** Every worker gets a copy of these: refuses what has none or would come out as something else, also where none is made. */
function refuseUncopyable(
  option: 'constants' | 'unrecorded',
  values: Readonly<Record<string, unknown>>,
  workers: string,
): void {
  const sharesMemory = workers === 'threads' || workers === 'inline'
  for (const [name, value] of Object.entries(values)) {
    const problem = findUncopyable(value, `${option}.${name}`, { seen: new Set(), sharesMemory })
    if (problem === undefined) continue
    const remedy =
      problem.remedy ??
      `Workers get copies of \`${option}\`: give plain data, and let the function capture or import what is none.`
    throw new TypeError(`\`${problem.path}\` is ${problem.reason}.\n${remedy}`)
  }
}

/** What every worker of a run gets. */
export function setupOf(task: ShippedTask, space: Space, options: ResolvedSweepOptions): RunSetup {
  return {
    task: task.ref,
    taskName: task.name,
    arity: task.arity,
    space: space.description,
    given: { ...options.constants, ...options.unrecorded },
    seed: options.seed,
    shuffleSeed: options.shuffleSeed,
    outputs: options.vars,
    concurrency: options.concurrency,
    timeoutMs: options.timeoutMs,
    retries: options.retries,
    stopOnFailure: options.onError === 'raise',
  }
}
