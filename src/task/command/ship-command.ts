import type { ExportRef, ShippedTask, SourceRef } from '../task-ref.ts'
import type { CommandDescription } from './command.ts'
import type { CommandRef } from './command-ref.ts'
import { placeholdersOf } from './parameters.ts'

/** Makes a command ready for workers; `ship` does so for its parse function. */
export async function shipCommand(
  { ref, parse }: CommandDescription,
  ship: (fn: (...args: never[]) => unknown) => Promise<ShippedTask>,
): Promise<ShippedTask> {
  const shipped = parse === undefined ? undefined : await ship(parse)
  const whole = shipped === undefined ? ref : withParse(ref, shipped.ref as ExportRef | SourceRef)
  return {
    ref: whole,
    name: ref.name,
    parameters: ref.input === 'json' ? undefined : placeholdersOf(ref),
    arity: 2,
    sourceHash: hashOf(ref, shipped?.sourceHash),
    file: shipped?.file,
    line: shipped?.line,
  }
}

function withParse(ref: CommandRef, task: ExportRef | SourceRef): CommandRef {
  const inner = { kind: 'function', task } as const
  return { ...ref, parse: ref.parse.kind === 'file' ? { ...ref.parse, parse: inner } : inner }
}

/** Where it runs is left out, and so are the values in the environment: a hash of a short secret tells the secret. */
function hashOf({ argv, input, env, parse, exitCodes }: CommandRef, parseHash: string | undefined): string {
  const facts = JSON.stringify([argv, input, Object.keys(env), parse, exitCodes, parseHash])
  return process.getBuiltinModule('node:crypto').hash('sha256', facts)
}
