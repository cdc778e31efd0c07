import { constants, Script } from 'node:vm'

let isQuiet = false

/** Where a text stands in the user's file, 1-based; stack traces and `import()` go by it. */
export interface ScriptPlace {
  readonly url: string
  readonly line: number
  readonly column: number
}

/** Evaluates a text as if it stood in the user's file: its `import()` resolves there and goes through Node's own loader. */
export function evaluateAt(text: string, { url, line, column }: ScriptPlace): unknown {
  if (!isQuiet && /\bimport\b/.test(text)) silenceImportWarning()
  return compile(text, {
    filename: url,
    lineOffset: line - 1,
    columnOffset: column - 1,
  })
}

function compile(text: string, place: { filename: string; lineOffset: number; columnOffset: number }): unknown {
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
  return new Script(text, { ...place, importModuleDynamically }).runInThisContext()
}

/** Node warns, once a process, at the first `import()` of such a script; this makes a first one while nobody listens. */
function silenceImportWarning(): void {
  isQuiet = true
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    void compile('import("node:path")', { filename: '', lineOffset: 0, columnOffset: 0 })
  } finally {
    process.emitWarning = emitWarning
  }
}
