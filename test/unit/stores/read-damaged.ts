import { readFileSync, writeFileSync } from 'node:fs'
import { isSweepError } from '../../../src/errors/index.ts'
import { readTable } from '../../../src/stores/index.ts'

/*
 * Reads a file again and again, each time with other bytes of it damaged, and prints a letter for what came of it:
 * `v` values, `e` a StoreError, anything else as it is. Arguments: the file, where to put the damaged one, a seed, how often.
 */

const [, , from = '', to = '', seed = '', times = ''] = process.argv
const good = readFileSync(from)
let state = Number(seed)
for (let i = 0; i < Number(times); i++) {
  const bad = Buffer.from(good)
  bad[random(bad.length)] = random(256)
  writeFileSync(to, bad)
  process.stdout.write(await outcome(to))
}

async function outcome(path: string): Promise<string> {
  try {
    const { columns } = await readTable(path)
    return Object.values(columns).every(({ values }) => values !== undefined) ? 'v' : '?'
  } catch (error) {
    return isSweepError(error, 'StoreError') ? 'e' : `\n${textOf(error)}\n`
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** A whole number below `limit`, from the seed alone. */
function random(limit: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * limit)
}
