import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { quoteForShell } from '../../../../src/task/command/text/quote-for-shell.ts'
import { splitWords } from '../../../../src/task/command/text/split-words.ts'
import { namesIn, parseTemplate } from '../../../../src/task/command/text/template.ts'

const T = { name: 'T' }

describe('splitWords', () => {
  const lines: [string, unknown][] = [
    ['prog', [['prog']]],
    ['  prog   --t\t{T}\n', [['prog'], ['--t'], [T]]],
    ['prog --t={T}K', [['prog'], ['--t=', T, 'K']]],
    ['prog {a}{b}', [['prog'], [{ name: 'a' }, { name: 'b' }]]],
    [`prog '' "" ''x`, [['prog'], [''], [''], ['x']]],
    [`prog 'a b' "c d"e\\ f`, [['prog'], ['a b'], ['c de f']]],
    [`prog 'a\\b' "a\\b" "a\\"b" "a\\\\b" "\\$x"`, [['prog'], ['a\\b'], ['a\\b'], ['a"b'], ['a\\b'], ['$x']]],
    [`prog '{T} K' "{T} K"`, [['prog'], [T, ' K'], [T, ' K']]],
    ['prog {{T}} {{{T}}}', [['prog'], ['{T}'], ['{', T, '}']]],
    ['prog \\\n  a\\\nb "c\\\nd"', [['prog'], ['ab'], ['cd']]],
    [`prog '|' "a > b" \\; '$HOME' '\`x\`'`, [['prog'], ['|'], ['a > b'], [';'], ['$HOME'], ['`x`']]],
    [
      'prog *.dat x? [0] a=1 $ 5$ #no ~x x~/',
      [['prog'], ...'*.dat x? [0] a=1 $ 5$ #no ~x x~/'.split(' ').map((w) => [w])],
    ],
    ['prog {@seed} {β} {x-1.0}', [['prog'], [{ name: '@seed' }], [{ name: 'β' }], [{ name: 'x-1.0' }]]],
  ]
  for (const [line, words] of lines) {
    it(`reads ${JSON.stringify(line)}`, () => assert.deepEqual(splitWords(line), words))
  }

  for (const line of [
    'prog {T} | sort',
    'prog > out',
    'prog 2>&1',
    'prog < in',
    'a; b',
    'prog &',
    'a && b',
    'prog $(date)',
    'prog `date`',
    'prog "`date`"',
    'prog "$(date)"',
    'prog $HOME',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what a shell would read
    'prog "${HOME}"',
    '(prog)',
    '~/prog',
    'prog ~',
    'A=1 prog',
    "prog 'a",
    'prog "a',
    'prog a\\',
    'prog \\{T}',
  ]) {
    it(`refuses ${line}`, () =>
      assert.throws(() => splitWords(line), { name: 'TypeError', message: /is something that a shell reads\.\n/ }))
  }

  it('says which character, and how to do what it is for', () => {
    assert.throws(() => splitWords('prog --t {T} | sort'), {
      message:
        "`|` in the command `prog --t {T} | sort` is something that a shell reads.\nNo shell reads the command. Quote the character to pass it on; for a shell's work write `command(['sh', '-c', 'prog \"$1\" | sort', 'sh', '{x}'])`, with values as arguments.",
    })
  })

  it('refuses braces that are no placeholder', () => {
    for (const line of ["awk '{print $1}'", 'find {}', 'x {a,b}', 'x {', 'x }', 'x {@time}', 'x {__proto__}', 'x {1}'])
      assert.throws(() => splitWords(line), {
        name: 'TypeError',
        message: /is not a placeholder such as `\{T\}`\.\n.*`\{\{`/,
      })
  })

  it('gives back any words that were quoted for a shell', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (words) => {
        const line = quoteForShell(words).replace(/[{}]/g, '$&$&')
        assert.deepEqual(
          splitWords(line).map((word) => word.join('')),
          words,
        )
      }),
    )
  })
})

describe('parseTemplate', () => {
  it('reads nothing but braces', () => {
    assert.deepEqual(parseTemplate(`a "{T}" '$x' \\ | {{}}\n`, 'here'), [`a "`, T, `" '$x' \\ | {}\n`])
    assert.deepEqual(parseTemplate('', 'here'), [])
  })

  it('tells each parameter once, and no fact of the point', () => {
    assert.deepEqual(namesIn([parseTemplate('{a}{b}{@index}', ''), parseTemplate('{a}', '')]), ['a', 'b'])
  })
})
