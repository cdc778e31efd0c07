import { encodeCanonical } from '../../encoding/index.ts'
import { sha256Hex } from '../../host/index.ts'
import type { CommandRef } from '../command/command-ref.ts'
import type { ShippedFunction, ShippedTask, TaskRef } from '../task-ref.ts'
import { hashTokens } from './code-tokens.ts'
import { createModuleGraph, type ModuleGraph } from './module-graph.ts'

/** Changing what is hashed changes this number. */
const VERSION = 1

export function hashTask({ ref }: ShippedTask): string {
  const graph = createModuleGraph()
  const own = describe(ref, graph)
  return sha256Hex(encodeCanonical(['windrow code', VERSION, own, graph.describe()]))
}

function describe(ref: TaskRef, graph: ModuleGraph): unknown[] {
  if (ref.kind === 'export') return ['export', ref.name, graph.addModule(ref.url)]
  if (ref.kind === 'command') return ['command', ...describeCommand(ref, graph)]
  return ['source', ref.functions.map((each) => describeFunction(each, graph))]
}

/** Without where the caller was: a project that moves stays the same. The program itself is not looked at. */
function describeCommand({ base: _, name: __, parse, ...rest }: CommandRef, graph: ModuleGraph): unknown[] {
  const text = parse.kind === 'file' ? parse.parse : parse
  const reader = text.kind === 'function' ? describe(text.task, graph) : text
  return [rest, parse.kind === 'file' ? parse.path : null, reader]
}

/** Without name, file and line: a function that moves stays the same. */
function describeFunction(each: ShippedFunction, graph: ModuleGraph): unknown[] {
  const { source, form, strict, url, imports, values, links } = each
  return [
    form,
    strict,
    hashTokens(source).hash,
    sorted(imports).map(([local, { specifier, name }]) => [local, name, specifier, graph.addImport(specifier, url)]),
    values,
    sorted(links).map(([local, link]) => [local, typeof link === 'number' ? link : describe(link, graph)]),
  ]
}

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
}
