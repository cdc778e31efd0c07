/** What breaks programs that paste values into command lines. */
const PIECES = [
  ' ',
  '  two  words  ',
  "it's",
  '"quoted"',
  '$(touch /tmp/never)',
  '`id`',
  '$HOME',
  '\n',
  'line\nbreak\r\n',
  '\t',
  '-rf',
  '--help',
  '--',
  '\\',
  '\\n',
  '*',
  '?[a-z]',
  '~',
  '| cat',
  '; exit 1',
  '&& false',
  '> /dev/null',
  '{T}',
  '{{}}',
  '%s%n',
  '#',
  '!!',
  'ä é ß',
  '日本語',
  '👩‍👩‍👧 🎉',
  '\u202eright to left',
  '\u0001\u001b[31m',
  '\ufeff',
  '\ufffd',
]

/** So many different texts, the empty one first; `{value}` never ends with `!fail`. */
export function hostileValues(count: number): string[] {
  const values = new Set(['', ...PIECES])
  for (let i = 0; values.size < count; i++) {
    const first = PIECES[i % PIECES.length] ?? ''
    const second = PIECES[Math.floor(i / PIECES.length) % PIECES.length] ?? ''
    values.add(`${first}${second}`)
  }
  return [...values].slice(0, count)
}
