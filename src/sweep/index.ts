export {
  type DryRunOptions,
  dryRun,
  dryRunTask,
  type Estimate,
  type OutputEstimate,
  renderEstimate,
  type SampledPoint,
  type TaskDryRun,
} from './estimate/index.ts'
export type { SweepOptions } from './options.ts'
export { label, Runner, type RunnerOptions } from './runner.ts'
export { sweep } from './sweep.ts'
export { sweepTask, type TaskSweep } from './sweep-task.ts'
export type { CasesOf, CombosOf, CoordsOf, SweepFunction, VarsOf } from './types.ts'
