import type { ExportRef, SourceRef } from '../task-ref.ts'
import type { Template } from './text/template.ts'

/** A command as plain data: what a worker needs to run it at any point. */
export interface CommandRef {
  readonly kind: 'command'
  /** Name of its only output, and of the task in messages. */
  readonly name: string
  /** The program and its arguments, a template each. */
  readonly argv: readonly Template[]
  /** Standard input: all parameters as JSON, or a text. */
  readonly input: 'json' | Template | undefined
  /** Added to the environment; `null` removes a variable. */
  readonly env: Readonly<Record<string, Template | null>>
  /** Where the caller was: what relative paths are relative to. */
  readonly base: string
  /** Absolute working directory, or how to make one for each point. */
  readonly cwd: string | FolderPlan
  readonly parse: ParsePlan
  readonly maxOutputBytes: number
  readonly killAfterMs: number
  readonly exitCodes: readonly number[]
}

/** A directory that is made for each point. */
export interface FolderPlan {
  /** Absolute folder in which they are made; the system's temporary folder without it. */
  readonly in: string | undefined
  readonly keep: 'failed' | 'always' | 'never'
  /** Files written there before the program starts: name → content. */
  readonly files: readonly { readonly name: string; readonly content: Template }[]
  /** Absolute paths of what is copied there. */
  readonly copy: readonly string[]
}

/** How to read a result. */
export type ParsePlan = TextPlan | { readonly kind: 'file'; readonly path: Template; readonly parse: TextPlan }

/** How to read a result from text. */
export type TextPlan =
  | { readonly kind: 'json' | 'number' | 'text' }
  | { readonly kind: 'match'; readonly source: string; readonly flags: string; readonly text: readonly string[] }
  | { readonly kind: 'function'; readonly task: ExportRef | SourceRef }
