import { burn } from '../tasks.ts'
import { runPython } from './python.ts'
import { NotMeasured } from './question.ts'

/** Nanoseconds of one iteration of `burn` on an idle core: the fastest of many short runs. */
export function calibrateBurn(): number {
  const iterations = 200_000
  let fastest = Number.POSITIVE_INFINITY
  for (let run = 0; run < 200; run++) {
    const start = process.hrtime.bigint()
    burn(iterations)
    fastest = Math.min(fastest, Number(process.hrtime.bigint() - start))
  }
  return fastest / iterations
}

/** The same for Python's loop; NaN without Python. */
export async function calibratePython(): Promise<number> {
  try {
    const { nsPerIteration } = await runPython<{ nsPerIteration: number }>({ kind: 'calibrate' })
    return nsPerIteration
  } catch (error) {
    if (error instanceof NotMeasured) return Number.NaN
    throw error
  }
}
