import { classes, type H5, type H5File, type H5Metadata } from '../h5.ts'
import { BARE_DIM } from '../reserved.ts'
import { numbersOf, type RawAttrs, textOf } from './attributes.ts'

/** A dataset of the file with what is needed to name its dims. */
export interface Stored {
  /** Name of the link. */
  readonly key: string
  readonly path: string
  readonly meta: H5Metadata
  readonly attrs: RawAttrs
}

/** True for a scale that stands for a dim without a coordinate. */
export function isBareDim({ attrs }: Stored): boolean {
  return textOf(attrs, 'CLASS') === 'DIMENSION_SCALE' && (textOf(attrs, 'NAME') ?? '').startsWith(BARE_DIM)
}

/** True for single characters. */
function isChars({ meta }: Stored): boolean {
  return meta.type === classes.string && !meta.vlen && meta.size === 1
}

/** True where the last dim only counts the characters of strings: it has no coordinate, and nothing else lies over it. */
export function joinsLast(
  stored: Stored,
  all: readonly Stored[],
  dims: ReadonlyMap<string, readonly string[]>,
): boolean {
  const last = dims.get(stored.key)?.at(-1)
  if (!isChars(stored) || last === undefined) return false
  return all.every((other) => {
    if (isBareDim(other)) return true
    const own = dims.get(other.key) ?? []
    return other.key !== last && (!own.includes(last) || (isChars(other) && own.indexOf(last) === own.length - 1))
  })
}

/** Names the dims of every dataset: by attached scales, by netCDF's own ids, else by length as netCDF does. */
export function nameDims(h5: H5, file: H5File, all: readonly Stored[]): ReadonlyMap<string, readonly string[]> {
  const byId = new Map<number, string>()
  for (const { key, attrs } of all) {
    const id = numbersOf(attrs, '_Netcdf4Dimid')[0]
    if (id !== undefined) byId.set(Number(id), key)
  }
  const phony: number[] = []
  return new Map(all.map((stored) => [stored.key, dimsOf(stored, { h5, file, byId, phony })]))
}

interface Naming {
  readonly h5: H5
  readonly file: H5File
  readonly byId: ReadonlyMap<number, string>
  /** Lengths of the dims that nobody named. */
  readonly phony: number[]
}

function dimsOf({ key, path, meta, attrs }: Stored, { h5, file, byId, phony }: Naming): readonly string[] {
  const shape = meta.shape ?? []
  const isScale = textOf(attrs, 'CLASS') === 'DIMENSION_SCALE'
  if (isScale && shape.length === 1) return [key]
  const ids = numbersOf(attrs, '_Netcdf4Coordinates').map((id) => byId.get(Number(id)))
  const used: string[] = []
  for (const [axis, length] of shape.entries()) {
    const scale = isScale ? undefined : h5.Module.get_attached_scales(file.file_id, path, axis)[0]
    const known =
      scale === undefined
        ? (ids[axis] ?? (isScale && axis === 0 ? key : undefined))
        : scale.slice(scale.lastIndexOf('/') + 1)
    used.push(known ?? phonyDim(length, { phony, used }))
  }
  return used
}

/** One name for each length, two where a variable has the same length twice. */
function phonyDim(
  length: number,
  { phony, used }: { readonly phony: number[]; readonly used: readonly string[] },
): string {
  const known = phony.findIndex((other, i) => other === length && !used.includes(`phony_dim_${i}`))
  if (known !== -1) return `phony_dim_${known}`
  phony.push(length)
  return `phony_dim_${phony.length - 1}`
}
