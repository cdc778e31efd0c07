import { parseBytes, parseDuration } from '../../util/index.ts'
import type { GivenOptions } from '../given-options.ts'
import { UsageError } from '../usage-error.ts'

/** A whole number from `min` up; `undefined` where the option is not given. */
export function wholeOption(options: GivenOptions, name: string, min: number): number | undefined {
  const text = options.one(name)
  if (text === undefined) return undefined
  const number = Number(text)
  if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(number) && number >= min) return number
  throw new UsageError(`--${name} ${text}: expected a whole number from ${min} up.`)
}

/** Milliseconds of an option such as `--timeout 30s`. */
export function durationOption(options: GivenOptions, name: string): number | undefined {
  const text = options.one(name)
  if (text === undefined) return undefined
  try {
    const durationMs = parseDuration(text)
    if (durationMs > 0) return durationMs
  } catch {
    // Told below, with the option's name.
  }
  throw new UsageError(
    `--${name} ${text}: expected a duration with its unit, such as \`30s\`, \`1h 30m\` or \`250ms\`.`,
  )
}

/** Bytes of an option such as `--max-output 1GB`. */
export function bytesOption(options: GivenOptions, name: string): number | undefined {
  const text = options.one(name)
  if (text === undefined) return undefined
  try {
    const bytes = parseBytes(text)
    if (bytes > 0) return bytes
  } catch {
    // Told below, with the option's name.
  }
  throw new UsageError(`--${name} ${text}: expected a size such as \`1GB\`, \`64MiB\` or \`4096\`.`)
}

/** One of a few words. */
export function choiceOption<const Choice extends string>(
  options: GivenOptions,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const text = options.one(name)
  if (text === undefined) return undefined
  const found = choices.find((choice) => choice === text)
  if (found !== undefined) return found
  throw new UsageError(`--${name} ${text}: expected ${choices.map((choice) => `\`${choice}\``).join(' or ')}.`)
}
