/** A `TypeError` for a name that does not exist: names the nearest one, or lists all when none is near. */
export function unknownName(what: string, name: string, known: readonly string[]): TypeError {
  const nearest = nearestName(name, known)
  if (nearest !== undefined) return new TypeError(`Unknown ${what} \`${name}\`. Did you mean \`${nearest}\`?`)
  const list = known.length === 0 ? 'There is none' : `There are ${known.map((each) => `\`${each}\``).join(', ')}`
  return new TypeError(`Unknown ${what} \`${name}\`. ${list}.`)
}

/** The known name with the fewest edits to `name`, if about half of its letters are right. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  let nearest: string | undefined
  let fewest = Math.max(1, Math.ceil(name.length / 2)) + 0.5
  for (const each of known) {
    const edits = editDistance(name.toLowerCase(), each.toLowerCase())
    if (edits < fewest && edits < Math.max(name.length, each.length)) {
      nearest = each
      fewest = edits
    }
  }
  return nearest
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
