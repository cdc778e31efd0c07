import type { CommandRef } from './command/command-ref.ts'

/** What a worker needs to get at a task: plain data, safe to clone and to write to disk. */
export type TaskRef = ExportRef | SourceRef | CommandRef

/** An export of a module: imported in the worker, so it is the very same code with its own module state. */
export interface ExportRef {
  readonly kind: 'export'
  /** `file:` URL of the module. */
  readonly url: string
  /** Export name; dotted where the function is a property of an export (`ops.add`). */
  readonly name: string
}

/** A function by source and captured values, with the functions it captures, recursively. */
export interface SourceRef {
  readonly kind: 'source'
  /** All functions and classes of the recipe; `functions[0]` is the task. */
  readonly functions: readonly ShippedFunction[]
}

/** One function or class of a recipe. */
export interface ShippedFunction {
  readonly name: string
  readonly source: string
  /** How to read `source`: an expression, a method of an object literal, of a class, or an accessor. */
  readonly form: 'expression' | 'method' | 'class-member' | 'accessor'
  /** Where the user wrote it, 1-based; stack traces show this. */
  readonly url: string
  readonly line: number
  readonly column: number
  /** True where the code was written in an ES module or under `'use strict'`. */
  readonly strict: boolean
  /**
   * Captured name → import it stands for, resolved beside `url`. The name is that of the export, `*` for the
   * namespace, `=` for what `require` returns and `=name` for a property of that; without specifier `=` is `require` itself.
   */
  readonly imports: Readonly<Record<string, { readonly specifier: string; readonly name: string }>>
  /** Captured name → plain data. */
  readonly values: Readonly<Record<string, unknown>>
  /** Captured name → another function of the recipe (its place in `functions`), an export of a module, or a command. */
  readonly links: Readonly<Record<string, number | ExportRef | CommandRef>>
}

/** A function or command made ready for workers. */
export interface ShippedTask {
  readonly ref: TaskRef
  /** Name of the function or command, or `anonymous`. */
  readonly name: string
  /** Names of the properties that its first parameter takes apart (`({ a, b }) => …`), if it does so without a rest element. */
  readonly parameters: readonly string[] | undefined
  /** Number of arguments it may look at: a function of one never looks at the context argument. */
  readonly arity: number
  /** SHA-256 of the source of the function and of what it captures by source, in hex. */
  readonly sourceHash: string
  readonly file: string | undefined
  readonly line: number | undefined
}
