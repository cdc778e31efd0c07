import { classes, type H5Metadata } from '../h5.ts'

/** How the two parts of a complex number lie in a record. */
export interface ComplexParts {
  /** Real and imaginary parts in turn. */
  read(bytes: Uint8Array): Float64Array
}

/** Names that h5py, h5netcdf, netCDF-C, MATLAB and Julia give the parts. */
const names: readonly (readonly [re: string, im: string])[] = [
  ['r', 'i'],
  ['re', 'im'],
  ['real', 'imag'],
  ['real', 'imaginary'],
]

/** Understands a record of two floating-point members as a complex number; `undefined` for any other type. */
export function complexParts({ type, size, compound_type }: H5Metadata): ComplexParts | undefined {
  const members = compound_type?.members ?? []
  if (type !== classes.compound || members.length !== 2) return undefined
  const parts = names
    .map((pair) => pair.map((name) => members.find((member) => member.name.toLowerCase() === name)))
    .find(([re, im]) => re !== undefined && im !== undefined)
  const [re, im] = parts ?? []
  if (re === undefined || im === undefined || re.type !== classes.float || im.type !== classes.float) return undefined
  if (re.size !== im.size || (re.size !== 8 && re.size !== 4)) return undefined
  const isPlain = re.size === 8 && size === 16 && re.offset === 0
  return {
    read: (bytes) =>
      isPlain ? new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8) : gather(bytes, size, [re, im]),
  }
}

interface Member {
  readonly offset: number
  readonly size: number
}

/** HDF5 has turned the bytes of numbers already where the file has them the other way round. */
function gather(bytes: Uint8Array, size: number, members: readonly Member[]): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const values = new Float64Array((2 * bytes.length) / size)
  for (let i = 0; i < values.length; i++) {
    const { offset, size: width } = members[i % 2] as Member
    const at = (i >> 1) * size + offset
    values[i] = width === 8 ? view.getFloat64(at, true) : view.getFloat32(at, true)
  }
  return values
}
