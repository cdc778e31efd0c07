import { UsageError } from '../usage-error.ts'

/** Where a piece of an argument stands, so that refusals can point at it. */
export interface Place {
  /** The whole argument as it was typed, with its option: `-a T=1:2`. */
  readonly argument: string
  /** Characters of the argument's own text before the piece. */
  readonly at: number
}

/** What is wrong with a piece of an argument, at which character, and what to write instead. */
export function misread({ argument }: Place, problem: string, remedy: string): UsageError {
  return new UsageError(`${argument}: ${problem}.\n${remedy}`)
}

/** `character 7`, counted from 1 in the text after the option. */
export function characterOf({ at }: Place): string {
  return `character ${at + 1}`
}

/** The same place, some characters on. */
export function onward({ argument, at }: Place, characters: number): Place {
  return { argument, at: at + characters }
}
