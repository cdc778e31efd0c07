import { ShipError } from '../../errors/index.ts'

/** The function that stands in the way, as messages name it. */
export interface RefusedFunction {
  readonly task: string
  readonly file: string | undefined
  readonly line: number | undefined
}

/** Composes the refusal: what of which function, where, and in the second line what to do. */
export function refusal(
  { task, file, line }: RefusedFunction,
  reason: string,
  { remedy, variable }: { remedy: string; variable?: string },
): ShipError {
  const place = file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`
  return new ShipError(`Cannot send \`${task}\`${place} to workers: ${reason}.\n${remedy}`, {
    task,
    variable,
    file,
    line,
  })
}

export const EXPORT_IT = 'Export the function from a module of its own and import it where it is used.'
export const PASS_IT = 'Pass the value as a parameter, or create it inside the function.'
