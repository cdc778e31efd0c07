import { equalVariables } from '../compute/equals.ts'
import { newElements, settle } from '../element/copy.ts'
import { sizeOf } from '../element/dtype.ts'
import { convertVariable, kindOfAll } from '../element/promote.ts'
import { type Joined, joinDims } from '../join/join.ts'
import { joinAlong } from '../join/join-along.ts'
import { reindex } from '../join/reindex.ts'
import { lazyVariable } from '../lazy-variable.ts'
import type { DatasetParts, Variables } from '../parts.ts'
import { rearrange } from '../shape/rearrange.ts'
import type { Variable } from '../variable.ts'
import { joinFailures } from './merge.ts'
import { mergeVariables } from './merge-variables.ts'
import { refuseOtherRoles } from './roles.ts'

/**
 * Datasets one after the other along a dim that they have, or along a new one with one position each. Labels along other dims
 * become their sorted union. Variables and coordinates that are the same everywhere stay without a dim that some of them had not.
 */
export function concatDatasets(given: readonly DatasetParts[], dim: string, labels?: Variable): DatasetParts {
  if (given.length === 0) throw new TypeError('Expected at least one dataset to concatenate, got none.')
  const isNew = !given.some(({ sizes }) => Object.hasOwn(sizes, dim))
  const parts = given.map((part) => withDim(part, dim))
  refuseOtherRoles(parts)
  refuseHalfLabelled(parts, dim)
  const lengths = parts.map(({ sizes }) => sizes[dim] ?? 0)
  const ask: Ask = { dim, lengths, joined: joinDims(parts, 'outer', [dim]), isLabel: labelsOf(parts, dim) }
  const all = (kind: 'coords' | 'vars'): Variables => {
    const names = new Set(parts.flatMap((part) => Object.keys(part[kind])))
    return Object.fromEntries(
      [...names].map((name) => {
        const found = parts.map((part) => (Object.hasOwn(part[kind], name) ? part[kind][name] : undefined))
        return [name, concatVariable(name, found, { ...ask, always: isNew && kind === 'vars' })]
      }),
    )
  }
  const length = lengths.reduce((sum, each) => sum + each, 0)
  const coords = all('coords')
  return {
    sizes: isNew ? { [dim]: length, ...ask.joined.sizes } : sizesInOrder(parts, { ...ask.joined.sizes, [dim]: length }),
    coords: labels === undefined ? coords : { ...coords, [dim]: labels },
    vars: all('vars'),
    attrs: parts[0]?.attrs ?? {},
    failures: joinFailures(parts),
  }
}

interface Ask {
  readonly dim: string
  readonly lengths: readonly number[]
  readonly joined: Joined
  readonly isLabel: (name: string) => boolean
}

/** A dataset without the dim has one position along it; its single value of that name is the label there. */
function withDim(part: DatasetParts, dim: string): DatasetParts {
  if (Object.hasOwn(part.sizes, dim)) return part
  const label = Object.hasOwn(part.coords, dim) ? part.coords[dim] : undefined
  const coords = label === undefined ? part.coords : { ...part.coords, [dim]: rearrange(label, [dim], { [dim]: 1 }) }
  return { ...part, sizes: { ...part.sizes, [dim]: 1 }, coords }
}

function refuseHalfLabelled(parts: readonly DatasetParts[], dim: string): void {
  const without = parts.findIndex(({ coords }) => !Object.hasOwn(coords, dim))
  if (without < 0 || !parts.some(({ coords }) => Object.hasOwn(coords, dim))) return
  throw new TypeError(
    `Dataset ${without} has no coordinate \`${dim}\`, others have. Add one with \`assignCoords\`, or leave it out with \`dropVars\`.`,
  )
}

function concatVariable(
  name: string,
  found: readonly (Variable | undefined)[],
  ask: Ask & { readonly always: boolean },
): Variable {
  const { dim, joined, lengths } = ask
  const there = found.filter((variable) => variable !== undefined)
  const dtype = kindOfAll(name, there)
  const aligned = found.map((variable, p) =>
    variable === undefined ? undefined : reindex(convertVariable(variable, dtype), joined.placements[p] ?? new Map()),
  )
  const model = there.find(({ dims }) => dims.includes(dim))
  const first = aligned.find((variable) => variable !== undefined) as Variable
  if (ask.isLabel(name)) return joinLabels(name, found, joined)
  if (
    model === undefined &&
    !ask.always &&
    aligned.every((each) => each === undefined || equalVariables(each, first))
  ) {
    return first
  }
  const own = model?.dims ?? [dim]
  const dims = [...new Set([...own, ...there.flatMap((variable) => variable.dims)])]
  const pieces = aligned.map((variable, p) => {
    const sizes = { ...joined.sizes, [dim]: lengths[p] ?? 0 }
    return variable === undefined ? missingVariable({ dims, dtype }, sizes) : rearrange(variable, dims, sizes)
  })
  return joinAlong(pieces, dim, first.attrs)
}

/** The labels along another dim, of all datasets. */
function joinLabels(name: string, found: readonly (Variable | undefined)[], joined: Joined): Variable {
  let labels: Variable | undefined
  for (const [p, next] of found.entries()) {
    const placements = joined.placements[p] ?? new Map()
    if (next === undefined) continue
    if (labels === undefined) labels = reindex(next, placements)
    else {
      const pair = { name, old: labels, next }
      labels = mergeVariables(pair, { sizes: joined.sizes, placements: [new Map(), placements] }, { overwrite: false })
    }
  }
  return labels as Variable
}

/** True for a coordinate that is the label of a joined dim, alone or with others. */
function labelsOf(parts: readonly DatasetParts[], dim: string): (name: string) => boolean {
  const own = new Set(parts.flatMap(({ coords }) => Object.keys(coords)))
  return (name) =>
    own.has(name) &&
    parts.every(({ coords }) => {
      const coord = Object.hasOwn(coords, name) ? coords[name] : undefined
      const [along = dim] = coord?.dims ?? []
      return coord === undefined || (coord.dims.length === 1 && along !== dim && (along === name || !own.has(along)))
    })
}

function missingVariable(model: Pick<Variable, 'dims' | 'dtype'>, sizes: Readonly<Record<string, number>>): Variable {
  const { dims, dtype } = model
  const shape = dims.map((dim) => sizes[dim] ?? 0)
  return lazyVariable({
    dims,
    shape,
    dtype,
    attrs: {},
    read: () => settle(newElements(dtype, sizeOf(shape))),
    readSlab: (_, count) => settle(newElements(dtype, sizeOf(count))),
  })
}

function sizesInOrder(parts: readonly DatasetParts[], sizes: Readonly<Record<string, number>>): Record<string, number> {
  const names = new Set(parts.flatMap((part) => Object.keys(part.sizes)))
  return Object.fromEntries([...names].map((name) => [name, sizes[name] ?? 0]))
}
