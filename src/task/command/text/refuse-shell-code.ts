import { renderTemplate, type Template } from './template.ts'

const SHELLS = /^(?:.*\/)?(?:a|ba|da|k|z|fi)?sh$/

/** Refuses a placeholder within the code that a shell is given: a value there would be read as code. */
export function refuseShellCode(argv: readonly Template[]): void {
  const shell = argv.findIndex((word) => word.length === 1 && typeof word[0] === 'string' && SHELLS.test(word[0]))
  if (shell === -1) return
  const option = argv.findIndex((word, at) => at > shell && typeof word[0] === 'string' && /^-[a-z]*c$/.test(word[0]))
  const code = option === -1 ? undefined : argv[option + 1]
  const placeholder = code?.find((part) => typeof part !== 'string')
  if (code === undefined || placeholder === undefined) return
  const text = renderTemplate(code)
  throw new TypeError(
    `\`${renderTemplate([placeholder])}\` in \`${text}\` would be read by a shell as code.\nGive the value as an argument: \`command(['sh', '-c', 'prog "$1"', 'sh', '${renderTemplate([placeholder])}'])\`. A variable of the shell is written with double braces, \`\${{HOME}}\`.`,
  )
}
