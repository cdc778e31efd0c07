import { encodeCanonical } from '../../encoding/index.ts'
import { sha256Hex } from '../../host/index.ts'
import type { ShippedFunction, ShippedTask, SourceRef } from '../task-ref.ts'
import { hashTokens } from './code-tokens.ts'
import { createModuleGraph, type ModuleGraph } from './module-graph.ts'

/** Changing what is hashed changes this number. */
const VERSION = 1

export function hashTask({ ref }: ShippedTask): string {
  const graph = createModuleGraph()
  const own =
    ref.kind === 'export' ? ['export', ref.name, graph.addModule(ref.url)] : ['source', describeRecipe(ref, graph)]
  return sha256Hex(encodeCanonical(['windrow code', VERSION, own, graph.describe()]))
}

function describeRecipe({ functions }: SourceRef, graph: ModuleGraph): unknown[] {
  return functions.map((each) => describeFunction(each, graph))
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
    sorted(links).map(([local, link]) => [
      local,
      typeof link === 'number' ? link : [link.name, graph.addModule(link.url)],
    ]),
  ]
}

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
}
