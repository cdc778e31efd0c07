export { dryRun } from './dry-run.ts'
export { type DryRunOptions, dryRunTask, type TaskDryRun } from './dry-run-task.ts'
export type { Estimate, OutputEstimate, SampledPoint } from './estimate.ts'
export { renderEstimate } from './render-estimate.ts'
