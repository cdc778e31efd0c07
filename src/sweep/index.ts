export type { SweepOptions } from './options.ts'
export { label, Runner, type RunnerOptions } from './runner.ts'
export { sweep } from './sweep.ts'
export type { CasesOf, CombosOf, CoordsOf, SweepFunction, VarsOf } from './types.ts'
