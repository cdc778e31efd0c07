import type { Attrs, Variable } from '../../../dataset/index.ts'
import type { Failure } from '../../../errors/index.ts'
import { renderFailures } from '../failures-text.ts'
import { checkName } from '../netcdf-name.ts'
import { BARE_DIM, COORDS_ATTR, FAILURES_ATTR } from '../reserved.ts'
import { checkAttrs, writeAttrs } from './attributes.ts'
import { datasetOf, type NcFile } from './nc-file.ts'
import { CHUNK_ELEMENTS } from './stream/chunk-plan.ts'

/** Where a variable lies. */
export type Placed = Pick<Variable, 'dims' | 'shape'>

/** What ties the variables of a file together. */
export interface Structure {
  readonly sizes: Readonly<Record<string, number>>
  readonly coords: Readonly<Record<string, Placed>>
  readonly vars: Readonly<Record<string, Placed>>
  readonly attrs: Attrs
  readonly failures: readonly Failure[]
}

/** Throws `TypeError` for names that the format refuses, and for a variable that is named like a dim it is not the coordinate of. */
export function checkNames(
  sizes: readonly string[],
  variables: Readonly<Record<string, { dims: readonly string[]; attrs: Attrs }>>,
): void {
  for (const dim of sizes) checkName('Dim', dim)
  for (const [name, { dims, attrs }] of Object.entries(variables)) {
    checkName('Variable', name)
    checkAttrs(`\`${name}\``, attrs, false)
    if (sizes.includes(name) && !(dims.length === 1 && dims[0] === name)) {
      throw new TypeError(`\`${name}\` is the name of a dim, and of a variable over (${dims.join(', ')}): rename one.`)
    }
  }
}

/** Writes the dims, ties every variable to them, and says which variables are coordinates. */
export function writeStructure(file: NcFile, { sizes, coords, vars, attrs, failures }: Structure): void {
  const dims = Object.keys(sizes)
  for (const [id, dim] of dims.entries())
    writeScale(file, { dim, id, size: sizes[dim] ?? 0, hasCoord: Object.hasOwn(coords, dim) })
  for (const [name, { dims: own }] of [...Object.entries(coords), ...Object.entries(vars)]) {
    if (dims.includes(name) || own.length === 0) continue
    file.on((h5) => {
      const target = datasetOf(h5, name)
      for (const [axis, dim] of own.entries()) target.attach_scale(axis, `/${dim}`)
      target.create_attribute(
        '_Netcdf4Coordinates',
        Int32Array.from(own, (dim) => dims.indexOf(dim)),
        [own.length],
        '<i',
      )
    })
  }
  const fileAttrs = { ...attrs, ...writeCoordinates(file, dims, { coords, vars }) }
  file.on((h5) => {
    writeAttrs(h5, { _NCProperties: 'version=2,windrow=1,hdf5=2.0.0', ...fileAttrs })
    if (failures.length > 0) writeAttrs(h5, { [FAILURES_ATTR]: renderFailures(failures) })
  })
}

interface Scale {
  readonly dim: string
  readonly id: number
  readonly size: number
  readonly hasCoord: boolean
}

/** Makes the coordinate of a dim its scale, or a scale that takes no room where it has none. */
function writeScale(file: NcFile, { dim, id, size, hasCoord }: Scale): void {
  file.on((h5) => {
    if (!hasCoord) {
      const chunks = [Math.max(1, Math.min(size, CHUNK_ELEMENTS))]
      const bare = h5.create_dataset({
        name: dim,
        data: new Float32Array(0),
        shape: [0],
        maxshape: [Math.max(1, size)],
        chunks,
        dtype: '<f',
      })
      bare.resize([size])
    }
    const scale = datasetOf(h5, dim)
    scale.make_scale(hasCoord ? dim : `${BARE_DIM}${String(size).padStart(10)}`)
    scale.create_attribute('_Netcdf4Dimid', Int32Array.of(id), [], '<i')
  })
}

/** Lists with each variable the coordinates over its dims, as xarray does; gives the attributes of the file for the others. */
function writeCoordinates(
  file: NcFile,
  dims: readonly string[],
  { coords, vars }: Pick<Structure, 'coords' | 'vars'>,
): Attrs {
  const others = Object.entries(coords).filter(([name]) => !dims.includes(name))
  const listable = others.filter(([name]) => !/\s/.test(name))
  const listed = new Set<string>()
  for (const [name, variable] of Object.entries(vars)) {
    const own = listable
      .filter(([, coord]) => coord.dims.every((dim) => variable.dims.includes(dim)))
      .map(([coord]) => coord)
    if (own.length === 0) continue
    for (const coord of own) listed.add(coord)
    file.on((h5) => writeAttrs(datasetOf(h5, name), { coordinates: own.join(' ') }))
  }
  const left = listable.map(([name]) => name).filter((name) => !listed.has(name))
  const spaced = others.map(([name]) => name).filter((name) => /\s/.test(name))
  return {
    ...(left.length > 0 ? { coordinates: left.join(' ') } : {}),
    ...(spaced.length > 0 ? { [COORDS_ATTR]: spaced } : {}),
  }
}
