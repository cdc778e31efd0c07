import { range, sweep } from 'windrow'
import { removeFolderAndSpin } from './tasks.js'

const [, , log = '', gate = ''] = process.argv
await sweep(removeFolderAndSpin, { x: range(2) }, { constants: { gate, log }, parallel: 2 })
