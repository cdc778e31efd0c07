import type { CommandSpec } from './command-spec.ts'
import { completionSpec } from './completion/spec.ts'
import { doctorSpec } from './doctor/spec.ts'
import { plotSpec } from './plot/spec.ts'
import { runSpec } from './run/spec.ts'
import { showSpec } from './show/spec.ts'

/** All commands in the order of the help. Plain data: nothing of what they use is loaded with it. */
export const COMMANDS: readonly CommandSpec[] = [runSpec, showSpec, plotSpec, doctorSpec, completionSpec]
