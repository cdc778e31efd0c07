/** What calls of `command` infer, and what does not compile. Nothing here is run. */
import { type CommandTask, command, type JsonOutputs, label, linspace, Runner, range, sweep } from 'windrow'

// placeholders become parameters, results follow `parse`
const energy = command('lmp -in in.melt -var T {T} --L={L}', { parse: 'number' })
const one: number = await energy({ T: 1, L: '16' })
const ds = await sweep(energy, { T: linspace(0.5, 1.5, 3), L: [16, 32] })
const value: number | null = ds.get('lmp').sel({ T: 0.5, L: 16 }).item()
const fixed: number | null = (await sweep(energy, { T: [1] }, { constants: { L: 16 } })).get('lmp').mean().item()
console.log(one, value, fixed)

// every kind of value
await sweep(command('prog {a} {b} {c} {d} {e}', { parse: 'text' }), {
  a: range(3),
  b: ['x', ''],
  c: [true, false],
  d: [2n ** 70n],
  e: [new Date(0)],
})
await command('prog {list} {deep}')({ list: [1, 2], deep: { a: [1, null], b: 'x' } })

// argument lists, quotes and braces
await sweep(command(['prog', '--t={T}', '{{no}}', 'a{b}c{d}']), { T: [1], b: [1], d: [1] })
await sweep(command(`prog '{T} K' "{{{L}}}" {@seed}`), { T: [1], L: [2] })
await command('prog')({})

// placeholders of options
const everywhere = command('prog {a}', {
  input: 'T = {b}\n',
  env: { X: '{c}', Y: undefined },
  cwd: { keep: 'never', files: { 'in.nml': 'x = {d}' } },
  parse: { file: 'out-{e}.txt', parse: 'number' },
})
const fromFile: number = await everywhere({ a: 1, b: 2, c: 3, d: 4, e: 5 })
console.log(fromFile)

// ways to read
const text: string = await command('prog', { parse: 'text' })({})
const outputs: JsonOutputs = await command('prog')({})
const asJson: JsonOutputs = await command('prog', { parse: 'json' })({})
const matched = await command('prog', { parse: /(?<E>\S+)/ })({})
const E: number | undefined = matched.E
const mixed = await command('prog', { parse: { match: /(?<E>\S+) (?<phase>\w+)/, text: ['phase'] } })({})
const phase: string = mixed.phase
const own = command('prog {T}', {
  parse: ({ stdout, params }) => ({ m: Number(stdout), n: Object.keys(params).length }),
})
const m: number = (await sweep(own, { T: [1] })).get('m').mean().item()
const later: number = await command('prog', { parse: async ({ text }) => text.length })({})
console.log(text, outputs, asJson, E, phase, m, later)

// JSON outputs can be selected and reduced
const anyOutput = (await sweep(command('prog {T}'), { T: [1, 2] })).get('energy')
console.log(anyOutput.mean('T').sel({}).item())

// templates that are no literals take any names
declare const template: string
const loose: CommandTask<{ [name: string]: number }, JsonOutputs> = command(template)
await sweep(loose, { anything: [1] })
await sweep(command(template), { anything: [1] })

// standard input that takes everything
await sweep(command('prog {T}', { input: 'json' }), { T: [1], anything: [{ deep: 1 }] })

// runners
const runner = new Runner(energy, { constants: { L: 16 } })
;(await runner.runCombos({ T: [1, 2] })).get('lmp').sel({ T: 1 })
await label({ vars: 'E' })(energy).runCombos({ T: [1], L: [1] })

// @ts-expect-error an axis that the command does not name
await sweep(command('prog --t {T}'), { bta: [1] })
// @ts-expect-error a placeholder without values
await sweep(energy, { T: [1] })
// @ts-expect-error a misspelt axis
await sweep(energy, { T: [1], l: [1] })
// @ts-expect-error escaped braces are no placeholder
await sweep(command('prog {{T}}'), { T: [1] })
// @ts-expect-error functions are no values
await energy({ T: () => 1, L: 1 })
// @ts-expect-error a placeholder without a value
await energy({ T: 1 })
// @ts-expect-error a constant that the command does not name
await sweep(energy, { T: [1], L: [1] }, { constants: { beta: 1 } })
// @ts-expect-error an unknown option
command('prog', { prase: 'json' })
// @ts-expect-error an unknown way to read
command('prog', { parse: 'yaml' })
// @ts-expect-error a number is not a text
const wrong: string = await command('prog', { parse: 'number' })({})
// @ts-expect-error the output is not one of these
;(await sweep(own, { T: [1] })).get('energy')
console.log(wrong)
// @ts-expect-error a placeholder without values beside standard input that takes everything
await sweep(command('prog {T}', { input: 'json' }), { anything: [1] })
