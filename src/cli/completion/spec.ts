import type { CommandSpec } from '../command-spec.ts'

export const completionSpec: CommandSpec = {
  name: 'completion',
  summary: 'print what makes a shell complete commands and options',
  arguments: [{ name: '<SHELL>', description: 'which shell', choices: ['bash', 'zsh', 'fish'] }],
  options: [],
  examples: [
    { line: 'windrow completion bash >> ~/.bashrc', does: 'for every new bash' },
    { line: 'windrow completion fish > ~/.config/fish/completions/windrow.fish', does: 'for fish' },
  ],
  load: () => import('./completion.ts'),
}
