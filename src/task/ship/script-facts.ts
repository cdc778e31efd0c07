import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { scriptFile } from './entry-script.ts'
import { type FunctionLocation, readScriptSource } from './inspect-function.ts'
import { type ImportBinding, type ModuleBindings, readModuleBindings } from './source/module-bindings.ts'

/** What is known of a script from its text. */
export interface ScriptFacts {
  readonly imports: ReadonlyMap<string, ImportBinding>
  readonly strict: boolean
  /** The map to what the user wrote, where a loader put one into the text. */
  readonly map: SourceMap | undefined
}

const facts = new Map<string, ScriptFacts>()

/** Reads a script's imports once. `text` is a function of it: a file that no longer holds it is not trusted. */
export function scriptFacts(location: FunctionLocation, text: string): ScriptFacts {
  const known = facts.get(location.scriptId)
  if (known !== undefined) return known
  const source = readUnchangedFile(location, text) ?? readScriptSource(location.scriptId)
  const { imports, strict }: ModuleBindings = readModuleBindings(source)
  const found = { imports, strict, map: inlineMap(source) }
  facts.set(location.scriptId, found)
  return found
}

/** Reading the file costs less than the first `Debugger.enable`, but only plain JavaScript is what V8 compiled. */
function readUnchangedFile({ url, inModule }: FunctionLocation, text: string): string | undefined {
  const file = scriptFile(url)
  if (file === undefined || !inModule || !/\.m?js$/.test(file)) return undefined
  try {
    const source = readFileSync(file, 'utf8')
    return source.includes(text) ? source : undefined
  } catch {
    return undefined
  }
}

function inlineMap(source: string): SourceMap | undefined {
  const encoded = /\n\/\/# sourceMappingURL=data:application\/json[^,]*;base64,([\w+/=]+)\s*$/.exec(source)?.[1]
  if (encoded === undefined) return undefined
  try {
    return new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')))
  } catch {
    return undefined
  }
}

/** Line and column as the user wrote them. */
export function originalPlace({ map }: ScriptFacts, line: number, column: number): { line: number; column: number } {
  const entry = map?.findEntry(line - 1, column - 1)
  if (entry === undefined || !('originalLine' in entry)) return { line, column }
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 }
}
