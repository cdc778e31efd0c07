import { command, range, sweep } from 'windrow'

const [, , script = '', log = ''] = process.argv
await sweep(command(['sh', script, log, '{x}'], { parse: 'text' }), { x: range(4) }, { parallel: 2 })
