import { plural, renderBytes } from '../../util/index.ts'
import type { Device } from '../environment.ts'
import type { Resources } from '../resources.ts'
import { slotsOf } from '../shape.ts'

/** What a call takes from the executor while it runs. */
export interface Demand {
  /** cores × threadsPerCore. */
  readonly slots: number
  /** Most memory it may use; 0 where it says nothing. */
  readonly memoryBytes: number
  readonly gpus: number
  readonly exclusive: boolean
  readonly priority: number
}

/** What an executor has to give. `Infinity` bounds nothing. */
export interface Capacity {
  /** `maxCores`: the sum of the slots of all running calls. */
  readonly slots: number
  /** `maxWorkers`: calls that run at once. */
  readonly calls: number
  readonly memoryBytes: number
  readonly gpus: readonly Device[]
}

/** What a call with these resources takes. A call without a `memory` limit takes none of the executor's memory. */
export function demandOf(resources: Resources): Demand {
  const { cores, gpusPerCore, memoryBytes, exclusive, priority } = resources
  return {
    slots: slotsOf(resources),
    memoryBytes: memoryBytes === Number.POSITIVE_INFINITY ? 0 : memoryBytes,
    gpus: cores * gpusPerCore,
    exclusive,
    priority,
  }
}

/** Why a call can never run, even alone, with what to do; `undefined` when it can. */
export function whyImpossible(demand: Demand, capacity: Capacity): string | undefined {
  if (demand.slots > capacity.slots) {
    return `The call asks for ${plural(demand.slots, 'core')} (\`cores\` × \`threadsPerCore\`), and the executor has ${capacity.slots}.\nAsk for less, or give the executor a larger \`maxCores\`.`
  }
  if (demand.memoryBytes > capacity.memoryBytes) {
    return `The call asks for ${renderBytes(demand.memoryBytes)} of \`memory\`, and the executor has ${renderBytes(capacity.memoryBytes)}.\nAsk for less, or give the executor a larger \`maxMemory\`.`
  }
  if (demand.gpus > capacity.gpus.length) {
    return `The call asks for ${plural(demand.gpus, 'GPU')} (\`cores\` × \`gpusPerCore\`), and the executor has ${capacity.gpus.length}.\nAsk for less, or name more in the executor's \`gpus\`.`
  }
  return undefined
}
