import { range, sweep } from 'windrow'
import { spinAtGate } from './tasks.js'

const [, , log = '', gate = ''] = process.argv
await sweep(spinAtGate, { x: range(2) }, { constants: { gate, log }, parallel: 2 })
