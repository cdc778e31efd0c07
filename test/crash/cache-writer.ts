import { writeSync } from 'node:fs'
import { openCallCache } from '../../src/ledger/index.ts'
import { crashKey, crashValue } from './cache-values.ts'

/** Keeps one result after the other until it is killed, from number `first` on, and says on standard output which are durable. */
async function keepForEver(directory: string, first: number): Promise<never> {
  const cache = await openCallCache(directory)
  for (let n = first; ; n += 4) {
    const numbers = [n, n + 1, n + 2, n + 3]
    await Promise.all(
      numbers.map(async (each) => {
        await cache.put(crashKey(each), crashValue(each), { name: 'f', args: `[${each}]`, durationMs: 1 })
        writeSync(1, `${each}\n`)
      }),
    )
  }
}

const [, , directory, first] = process.argv
if (directory !== undefined) await keepForEver(directory, Number(first))
