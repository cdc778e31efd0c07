/** A text with the places where values of parameters go: plain data. */
export type Template = readonly (string | Placeholder)[]

/** A place for the value of a parameter, or of what windrow knows of the point (`@index`, `@attempt`, `@seed`). */
export interface Placeholder {
  readonly name: string
}

const NAME = /^@?[\p{L}_$][\p{L}\p{N}_$.-]*$/u

/** What the names that begin with `@` stand for. */
export const POINT_FACTS = ['@index', '@attempt', '@seed'] as const

/** Reads `{name}` as a placeholder, `{{` and `}}` as braces, and everything else as it stands. */
export function parseTemplate(text: string, where: string): Template {
  const builder = new TemplateBuilder(where)
  for (let at = 0; at < text.length; ) at = builder.take(text, at)
  return builder.template
}

/** Gathers a template piece by piece. */
export class TemplateBuilder {
  readonly #where: string
  readonly #parts: (string | Placeholder)[] = []

  constructor(where: string) {
    this.#where = where
  }

  get template(): Template {
    return this.#parts
  }

  /** Takes the character at `at`, or the whole placeholder that begins there; returns where to go on. */
  take(text: string, at: number): number {
    const char = text.charAt(at)
    if (char !== '{' && char !== '}') return this.#add(char, at + 1)
    if (text.charAt(at + 1) === char) return this.#add(char, at + 2)
    const end = char === '{' ? text.indexOf('}', at) : -1
    const name = text.slice(at + 1, end)
    if (end === -1 || !isName(name)) throw this.#refusal(end === -1 ? char : text.slice(at, end + 1))
    this.#parts.push({ name })
    return end + 1
  }

  /** Takes text as it stands. */
  add(text: string): void {
    this.#add(text, 0)
  }

  #add(text: string, next: number): number {
    const last = this.#parts.at(-1)
    if (typeof last === 'string') this.#parts[this.#parts.length - 1] = last + text
    else this.#parts.push(text)
    return next
  }

  #refusal(found: string): TypeError {
    return new TypeError(
      `\`${found}\` in \`${this.#where}\` is not a placeholder such as \`{T}\`.\nA name begins with a letter; ${POINT_FACTS.map((fact) => `\`{${fact}}\``).join(', ')} are known besides. Write \`{{\` and \`}}\` for braces that are meant as such.`,
    )
  }
}

function isName(name: string): boolean {
  if (!NAME.test(name) || name === '__proto__') return false
  return !name.startsWith('@') || (POINT_FACTS as readonly string[]).includes(name)
}

/** Names of the parameters that templates have a place for, each once. */
export function namesIn(templates: Iterable<Template>): readonly string[] {
  const names = new Set<string>()
  for (const template of templates)
    for (const part of template) if (typeof part !== 'string' && !part.name.startsWith('@')) names.add(part.name)
  return [...names]
}

/** The text with a value in each place. */
export function fillTemplate(template: Template, textOf: (name: string) => string): string {
  return template.map((part) => (typeof part === 'string' ? part : textOf(part.name))).join('')
}

/** The template as a person writes it. */
export function renderTemplate(template: Template): string {
  return template.map((part) => (typeof part === 'string' ? part.replace(/[{}]/g, '$&$&') : `{${part.name}}`)).join('')
}
