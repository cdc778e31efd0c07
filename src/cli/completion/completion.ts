import type { CommandInput, CommandSpec } from '../command-spec.ts'
import { COMMANDS } from '../commands.ts'
import { renderBash } from './bash.ts'
import { renderFish } from './fish.ts'
import { renderZsh } from './zsh.ts'

const SHELLS: Readonly<Record<string, (commands: readonly CommandSpec[]) => string>> = {
  bash: renderBash,
  zsh: renderZsh,
  fish: renderFish,
}

/** `windrow completion`. */
export async function perform({ args: [shell = ''], output }: CommandInput): Promise<number> {
  output.write(SHELLS[shell]?.(COMMANDS) ?? '')
  return 0
}
