import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findFreeVariables } from '../../../src/task/ship/source/free-variables.ts'
import { parseFunction } from '../../../src/task/ship/source/parse-function.ts'

/** Text of a function as `toString` gives it, and the names it captures, globals included. */
const TABLE: readonly (readonly [string, readonly string[]])[] = [
  ['(x) => x + a', ['a']],
  ['x => x', []],
  ['async x => await a(x)', ['a']],
  ['(x, y = b.c) => x + y', ['b']],
  ['({ a: n, ...r }, [h, ...t] = q) => n + r + h + t', ['q']],
  ['({ [k]: v }) => v', ['k']],
  ['({ a = b }) => a', ['b']],
  ['function rec(n) { return n ? rec(n - 1) : 0 }', []],
  ['function () { return arguments.length + this.x }', []],
  ['async (x) => { for await (const v of x) await helper(v) }', ['helper']],
  ['function* g() { yield* q }', ['q']],
  ['m(x) { return x + z }', ['z']],
  ['async *m(x) { yield z + x }', ['z']],
  ['get v() { return a }', ['a']],
  ['set v(x) { a.b = x }', ['a']],
  ["['x' + key](p) { return p + a }", ['a']],
  ['class { #p = a; m() { return this.#p + K.name } static s = z }', ['K', 'a', 'z']],
  ['class A extends B { constructor() { super(c) } }', ['B', 'c']],
  ['class A { static { helper(A) } }', ['helper']],
  ['class A { [k]() {} }', ['k']],
  ['(x) => { { var hoisted = 1; let blk = 2 } try { x() } catch { hoisted++ } return hoisted }', []],
  ['(x) => { try { x() } catch (e) { return e + e2 } }', ['e2']],
  ['(x) => { lbl: for (;;) { break lbl } }', []],
  ['(x) => typeof nope === "undefined"', ['nope']],
  ['(x) => Math.sqrt(x) + globalThis.foo', ['Math', 'globalThis']],
  ['(x) => ({ a, b: b.c, [z]: 1 })', ['a', 'b', 'z']],
  ['(o) => o?.a?.[z] ?? `$' + '{a}$' + '{((a) => a)(1)}`', ['a', 'z']],
  ['(x) => { const helper = 1; return helper + x }', []],
  ['(x) => { function helper() { return inner } var inner = 3; return helper() }', []],
  ['(a) => (b) => (c) => a + b + c + z', ['z']],
  ['(x) => { switch (x) { case a: { let q = 2; return q } default: return q } }', ['a', 'q']],
  ['(x, f = () => x + z) => { var x = 1; return f() }', ['z']],
  ['function f(f) { return f }', []],
  ['(x) => { if (x) { class Q extends K { static { helper() } } return new Q() } }', ['K', 'helper']],
  ['(x) => { for (const i of a) for (const j in b) x += i + j; return x }', ['a', 'b']],
  ['(x) => tag`a$' + '{x}`', ['tag']],
  ['(x) => { let y; ({ y, z: [y] } = x); return y }', []],
  ['() => { const { a: { b = c } } = d; return b }', ['c', 'd']],
  ['() => import(where)', ['where']],
  ['(x) => a.b.c.d', ['a']],
  ['(x) => { do { var y = x-- } while (y); return () => y }', []],
  ['function () { return () => this.a + arguments[0] }', []],
  ['async () => { await using; }', ['using']],
  ['(x) => delete a[x]', ['a']],
  ['(undefined_) => undefined', ['undefined']],
]

for (const [text, expected] of TABLE) {
  test(`\`${text}\` captures ${expected.length === 0 ? 'nothing' : expected.join(', ')}`, () => {
    const parsed = parseFunction(text, 'named')
    assert.ok(parsed)
    assert.deepEqual(findFreeVariables(parsed).free, expected)
  })
}

test('assignments of every kind to captured variables are found', () => {
  for (const text of [
    '() => n++',
    '() => { n = 1 }',
    '() => { [n] = q }',
    '() => { for (n of q); }',
    '() => { n ??= 1 }',
    '() => ({ n } = q)',
  ]) {
    const parsed = parseFunction(text, 'named')
    assert.ok(parsed)
    assert.deepEqual(findFreeVariables(parsed).assigned, ['n'], text)
  }
})

test('what cannot work elsewhere is named', () => {
  const obstacles: readonly (readonly [string, string | undefined])[] = [
    ['() => import.meta.url', 'it uses `import.meta`'],
    ['m() { return super.m() }', 'it uses `super`'],
    ['m() { return this.#p }', 'it uses the private member `#p`'],
    ['(o) => #p in o', 'it uses the private member `#p`'],
    ['() => this.x', 'it uses `this` of the function around it'],
    ['() => () => this', 'it uses `this` of the function around it'],
    ['() => arguments[0]', 'it uses `arguments` of the function around it'],
    ['(x) => eval(x)', 'it calls `eval` directly, which hides what it captures'],
    ['function (o) { with (o) { return a } }', 'it uses `with`, which hides what it captures'],
    ['(x) => (0, eval)(x)', undefined],
    ['() => ({ m() { return super.toString() + this.x } })', undefined],
    ['() => class extends Object { #p = 1; m() { return super.x + this.#p } }', undefined],
    ['function () { return new.target }', undefined],
    ['() => function () { return this }', undefined],
  ]
  for (const [text, expected] of obstacles) {
    const parsed = parseFunction(text, 'named')
    assert.ok(parsed, text)
    assert.equal(findFreeVariables(parsed).obstacle, expected, text)
  }
})
