import { type Attrs, type AttrValue, type DatasetParts, isBig, sizeOf, type Variable } from '../../../dataset/index.ts'
import { StoreError } from '../../../errors/index.ts'
import { nearestName } from '../../../util/index.ts'
import type { OpenOptions } from '../../store.ts'
import { parseFailures } from '../failures-text.ts'
import { classes, type H5, type H5File, noteFailure } from '../h5.ts'
import { COORDS_ATTR, FAILURES_ATTR, hiddenFileAttrs, NON_COORD } from '../reserved.ts'
import { attrValue, isStrings, type RawAttrs, readAttrs, textOf } from './attributes.ts'
import { type DecodingOptions, planDecoding } from './decoding.ts'
import { isBareDim, joinsLast, nameDims, type Stored } from './dims.ts'
import { type FileVariable, type OpenedFile, readWhole, variableOfFile } from './lazy-variable.ts'
import { openSource, type SourceFile } from './source-file.ts'

/** Coordinates of at most this many elements are read when the file is opened. */
const EAGER_ELEMENTS = 2 ** 17

/** Opens a file and reads names, attributes and small coordinates. */
export function openParts(h5: H5, path: string, { bigints = false }: OpenOptions = {}): DatasetParts {
  const source = openSource(h5, path)
  const { parts, variables } = source.read((file, sound) => readParts({ h5: sound, source, file, bigints }))
  checkBigints(bigints, variables)
  return parts
}

interface FileParts {
  readonly parts: DatasetParts
  readonly variables: readonly FileVariable[]
}

interface Opened {
  readonly bigints: boolean | readonly string[]
  readonly h5: H5
  readonly source: SourceFile
  readonly file: H5File
}

function readParts({ h5, source, file, bigints }: Opened): FileParts {
  const fileAttrs = readAttrs(h5, file, '/')
  const keepsLists = textOf(fileAttrs, '_NCProperties')?.includes('windrow') === true
  const all = readStored(h5, file, source.path)
  const dims = nameDims(h5, file, all)
  const variables = all
    .filter((stored) => !isBareDim(stored) && stored.meta.shape !== null)
    .map((stored) =>
      fileVariable(stored, {
        source,
        dims: dims.get(stored.key) ?? [],
        keepsLists,
        joinsLast: joinsLast(stored, all, dims),
        asBigints: typeof bigints === 'boolean' ? bigints : bigints.includes(nameOf(stored)),
      }),
    )
  const sizes = sizesOf(all, dims, variables)
  const named = coordNames(variables, fileAttrs)
  const coords: Record<string, Variable> = {}
  const vars: Record<string, Variable> = {}
  for (const stored of variables) {
    const variable = { ...stored, shape: stored.dims.map((dim) => sizes[dim] ?? 0) }
    const isCoord = named.has(variable.name) || (variable.dims.length === 1 && variable.dims[0] === variable.name)
    if (isCoord) coords[variable.name] = coordOf(variable, { h5, file })
    else vars[variable.name] = variableOfFile(variable)
  }
  const failures = parseFailures(textOf(fileAttrs, FAILURES_ATTR) ?? '[]')
  return { parts: { sizes, coords, vars, attrs: shownAttrs(fileAttrs, keepsLists), failures }, variables }
}

function readStored(h5: H5, file: H5File, path: string): Stored[] {
  const keys = file.keys()
  const all = keys.flatMap((key) => {
    if (h5.Module.get_type(file.file_id, `/${key}`) !== h5.Module.H5G_DATASET) return []
    const meta = h5.Module.get_dataset_metadata(file.file_id, `/${key}`)
    return [{ key, path: `/${key}`, meta, attrs: readAttrs(h5, file, `/${key}`) }]
  })
  const groups = keys.filter((key) => h5.Module.get_type(file.file_id, `/${key}`) === h5.Module.H5G_GROUP)
  if (all.length > 0 || groups.length === 0) return all
  throw new StoreError(
    `Cannot open ${path}: its variables lie in groups (${groups.slice(0, 8).join(', ')}), and only those of the root are read.\n` +
      'Write the group you need into a file of its own, for example with xarray.',
    { path },
  )
}

interface Naming extends DecodingOptions {
  readonly source: SourceFile
  readonly dims: readonly string[]
}

function fileVariable(stored: Stored, { source, dims, ...options }: Naming): FileVariable {
  const decoding = planDecoding(stored.meta, stored.attrs, options)
  const shape = stored.meta.shape ?? []
  const cut = decoding.joinsLast ? -1 : shape.length
  return { source, name: nameOf(stored), stored, decoding, dims: dims.slice(0, cut), shape: shape.slice(0, cut) }
}

function nameOf({ key }: Stored): string {
  return key.startsWith(NON_COORD) ? key.slice(NON_COORD.length) : key
}

/** Throws `TypeError` for names that are to be bigints and are no integers of eight bytes. */
function checkBigints(bigints: Opened['bigints'], variables: readonly FileVariable[]): void {
  for (const name of typeof bigints === 'boolean' ? [] : bigints) {
    const found = variables.find((variable) => variable.name === name)
    if (found !== undefined && isBig(found.decoding.dtype)) continue
    const known = variables.filter(({ stored }) => isLong(stored)).map((variable) => variable.name)
    const what = found === undefined ? 'no variable has this name' : `it is ${found.decoding.dtype}`
    const nearest = nearestName(name, known)
    const remedy =
      nearest === undefined ? `Such are: ${known.join(', ') || '(none)'}.` : `Perhaps \`${nearest}\` is meant.`
    throw new TypeError(
      `Expected \`bigints\` to name variables of 64-bit integers, got \`${name}\`: ${what}. ${remedy}`,
    )
  }
}

function isLong({ meta }: Stored): boolean {
  return meta.type === classes.integer && meta.size === 8
}

/** Lengths of the dims in the order of their ids, then as they come; that of characters within strings is none. */
function sizesOf(
  all: readonly Stored[],
  dims: ReadonlyMap<string, readonly string[]>,
  variables: readonly FileVariable[],
): Record<string, number> {
  const sizes = new Map<string, number>()
  const inStrings = new Set<string>()
  for (const { stored, decoding } of variables) {
    if (decoding.joinsLast) inStrings.add(dims.get(stored.key)?.at(-1) ?? '')
  }
  for (const stored of all) {
    if (!isBareDim(stored) || inStrings.has(stored.key)) continue
    sizes.set(stored.key, stored.meta.shape?.[0] ?? 0)
  }
  for (const { dims: own, shape } of variables) {
    for (const [d, dim] of own.entries()) sizes.set(dim, Math.max(sizes.get(dim) ?? 0, shape[d] ?? 0))
  }
  const ids = new Map(
    all.map(({ key, attrs }) => [key, Number(attrs.get('_Netcdf4Dimid')?.raw[0] ?? Number.POSITIVE_INFINITY)]),
  )
  const idOf = (dim: string): number => ids.get(dim) ?? Number.POSITIVE_INFINITY
  return Object.fromEntries([...sizes].sort(([a], [b]) => (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0)))
}

/** Variables that attributes call coordinates, by CF and for names with spaces by our own attribute. */
function coordNames(variables: readonly FileVariable[], fileAttrs: RawAttrs): ReadonlySet<string> {
  const lists = [
    textOf(fileAttrs, 'coordinates'),
    ...variables.map(({ stored }) => textOf(stored.attrs, 'coordinates')),
  ]
  const spaced = fileAttrs.get(COORDS_ATTR)?.raw
  const names = lists.flatMap((list) => list?.split(/\s+/) ?? [])
  return new Set([...names, ...(spaced !== undefined && isStrings(spaced) ? spaced : [])])
}

/** A coordinate with its elements where it is small; what cannot be read fails when it is touched. */
function coordOf(variable: FileVariable, opened: OpenedFile): Variable {
  if (sizeOf(variable.shape) > EAGER_ELEMENTS || variable.decoding.unreadable !== undefined)
    return variableOfFile(variable)
  try {
    const { dims, shape, decoding } = variable
    return { dims, shape, dtype: decoding.dtype, attrs: decoding.attrs, ...readWhole(variable, opened) }
  } catch (error) {
    noteFailure(opened.h5, error)
    return variableOfFile(variable)
  }
}

function shownAttrs(attrs: RawAttrs, keepsLists: boolean): Attrs {
  const shown: Record<string, AttrValue> = {}
  for (const [name, attr] of attrs) if (!hiddenFileAttrs.has(name)) shown[name] = attrValue(attr, keepsLists)
  return shown
}
