export {
  Admission,
  type AdmissionEffect,
  type AdmissionEvent,
  type AdmissionOptions,
} from './admission/admission.ts'
export { type Capacity, type Demand, demandOf, whyImpossible } from './admission/demand.ts'
export type { Usage } from './admission/running-calls.ts'
export { combineResources } from './combine-resources.ts'
export {
  applyEnvironment,
  type Device,
  type Environment,
  gpuEnvironment,
  threadEnvironment,
  workerEnvironment,
} from './environment.ts'
export { GpuBook } from './gpu-book.ts'
export { renderResources } from './render-resources.ts'
export { type ResolveResourcesOptions, resolveResources } from './resolve-resources.ts'
export type { ResourceRequest, Resources } from './resources.ts'
export { shapeOf, slotsOf } from './shape.ts'
