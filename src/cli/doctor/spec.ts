import type { CommandSpec } from '../command-spec.ts'

export const doctorSpec: CommandSpec = {
  name: 'doctor',
  summary: 'check what this machine has and what works on it',
  description: 'Ends with code 0 unless there is a problem; what is only absent is a note.',
  arguments: [],
  options: [{ flags: '--json', description: 'the findings as JSON' }],
  examples: [{ line: 'windrow doctor', does: 'before the first sweep on a new machine' }],
  load: () => import('./doctor.ts'),
}
