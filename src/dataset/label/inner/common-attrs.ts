import type { Attrs, AttrValue } from '../../variable.ts'

/** The attributes that are the same in both. */
export function commonAttrs(a: Attrs, b: Attrs): Attrs {
  if (a === b) return a
  const names = Object.keys(a)
  const common = names.filter((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
  return common.length === names.length ? a : Object.fromEntries(common.map((name) => [name, a[name] as AttrValue]))
}

function isSame(a: AttrValue | undefined, b: AttrValue | undefined): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b)
  return a.length === b.length && a.every((item, i) => Object.is(item, b[i]))
}
