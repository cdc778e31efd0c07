import { rmdirSync } from 'node:fs'
import { range, sweep } from 'windrow'
import { folderError, product } from './tasks.js'

const [, , folder = ''] = process.argv
rmdirSync(folder)
const products = await sweep(product, { a: range(2), b: range(2) }, { progress: false })
const errors = await sweep(folderError, { x: [0] }, { progress: false })
console.log(
  `products ${products.get('product').values.join(' ')}; working directory ${errors.get('folderError').values[0]}`,
)
