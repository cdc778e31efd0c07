import { UsageError } from './usage-error.ts'

/** One option as it was typed, `value` absent for flags. */
export interface Given {
  readonly name: string
  readonly value: string | undefined
}

/** The options of one command line in the order in which they were typed, by their long names. */
export class GivenOptions {
  readonly all: readonly Given[]

  constructor(all: readonly Given[]) {
    this.all = all
  }

  has(name: string): boolean {
    return this.all.some((given) => given.name === name)
  }

  /** The value of an option that stands at most once. */
  one(name: string): string | undefined {
    const values = this.all.filter((given) => given.name === name)
    if (values.length > 1) throw new UsageError(`--${name} is given ${values.length} times; give it once.`)
    return values[0]?.value
  }

  /** The values of an option that may be repeated. */
  many(name: string): readonly string[] {
    return this.all.flatMap((given) => (given.name === name && given.value !== undefined ? [given.value] : []))
  }

  /** Refuses options that contradict each other, with why. */
  refuseTogether(first: string, second: string, why: string): void {
    if (this.has(first) && this.has(second))
      throw new UsageError(`--${first} and --${second} exclude each other: ${why}.`)
  }
}
