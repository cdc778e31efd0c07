import type { DatasetParts } from '../parts.ts'

/** Refuses a name that is a coordinate here and a variable there, or a single value here and a dim there. */
export function refuseOtherRoles(parts: readonly Pick<DatasetParts, 'sizes' | 'coords' | 'vars'>[]): void {
  const coords = new Set(parts.flatMap((part) => Object.keys(part.coords)))
  for (const { vars } of parts) {
    const twice = Object.keys(vars).find((name) => coords.has(name))
    if (twice !== undefined) {
      throw new TypeError(
        `\`${twice}\` is a coordinate in one dataset and a variable in the other: rename one of them.`,
      )
    }
  }
  const dims = new Set(parts.flatMap(({ sizes }) => Object.keys(sizes)))
  for (const part of parts) {
    const single = [...dims].find((dim) => Object.hasOwn(part.coords, dim) && part.coords[dim]?.dims.length === 0)
    if (single !== undefined) {
      throw new TypeError(
        `\`${single}\` is a single value in one dataset and a dim in the other: use \`expandDims('${single}')\` on the former.`,
      )
    }
  }
}
