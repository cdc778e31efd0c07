import { unknownName } from '../unknown-name.ts'

/** All dims in the order asked for: none reverses them, `'...'` stands for those that are not named. */
export function resolveOrder(asked: readonly string[], known: readonly string[]): readonly string[] {
  if (asked.length === 0) return [...known].reverse()
  for (const [i, dim] of asked.entries()) {
    if (dim !== '...' && !known.includes(dim)) throw unknownName('dim', dim, known)
    if (asked.indexOf(dim) !== i) throw new TypeError(`Expected each dim once in \`transpose\`, got \`${dim}\` twice.`)
  }
  const others = known.filter((dim) => !asked.includes(dim))
  if (others.length > 0 && !asked.includes('...')) {
    throw new TypeError(
      `Expected \`transpose\` to name every dim, ${others.map((dim) => `\`${dim}\``).join(', ')} is not: add '...' for the rest.`,
    )
  }
  return asked.flatMap((dim) => (dim === '...' ? others : [dim]))
}

/** The part of an order that the dims of one variable take; those that are not named keep their own order. */
export function orderOf(dims: readonly string[], asked: readonly string[]): readonly string[] {
  if (asked.length === 0) return [...dims].reverse()
  const others = dims.filter((dim) => !asked.includes(dim))
  return asked.flatMap((dim) => (dim === '...' ? others : dims.includes(dim) ? [dim] : []))
}
