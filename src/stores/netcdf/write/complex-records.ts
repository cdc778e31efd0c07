import { type H5, type H5File, withMemory } from '../h5.ts'

/** The record as which h5py, h5netcdf and netCDF-C know complex numbers. */
export const complexType: [string, string][] = [
  ['r', '<d'],
  ['i', '<d'],
]

/** A box of a variable of the file: first and one after the last position along each dim. */
export interface RecordBox {
  readonly name: string
  readonly box: readonly (readonly [number, number])[]
}

/** The parts as h5wasm takes them where it makes a variable. */
export function complexMembers(values: Float64Array): Map<string, Float64Array> {
  const part = (offset: number): Float64Array =>
    Float64Array.from({ length: values.length / 2 }, (_, i) => values[2 * i + offset] as number)
  return new Map([
    ['r', part(0)],
    ['i', part(1)],
  ])
}

/** Writes the parts as they lie in memory: by way of members it takes twenty times as long. */
export function writeComplex(
  h5: H5,
  file: H5File,
  { name, box, values }: RecordBox & { readonly values: Float64Array },
): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  withMemory(h5, bytes.length, (address) => {
    h5.Module.HEAPU8.set(bytes, address)
    h5.Module.set_dataset_data(file.file_id, `/${name}`, ...selectionOf(box), BigInt(address))
  })
}

/** Reads the parts. */
export function readComplex(h5: H5, file: H5File, { name, box }: RecordBox): Float64Array {
  const bytes = 16 * box.reduce((product, [start, end]) => product * (end - start), 1)
  return withMemory(h5, bytes, (address) => {
    h5.Module.get_dataset_data(file.file_id, `/${name}`, ...selectionOf(box), BigInt(address))
    return new Float64Array(h5.Module.HEAPU8.slice(address, address + bytes).buffer)
  })
}

type Selection = readonly [count: bigint[] | null, offset: bigint[] | null, strides: bigint[] | null]

function selectionOf(box: RecordBox['box']): Selection {
  if (box.length === 0) return [null, null, null]
  return [box.map(([start, end]) => BigInt(end - start)), box.map(([start]) => BigInt(start)), box.map(() => 1n)]
}
