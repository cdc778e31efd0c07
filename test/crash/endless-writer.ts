import { createDatasetWriter } from '../../src/stores/index.ts'

/** Writes the same file again and again until it is killed, round after round, with every value the number of the round. */
export async function writeForEver(path: string): Promise<never> {
  const size = 20_000
  const labels = { dims: [{ name: 'i', size }], coords: {}, innerDims: {}, varAttrs: {}, attrs: {} }
  for (let round = 1; ; round++) {
    const writer = await createDatasetWriter(path, labels, { memoryBytes: 50_000 })
    for (let part = 0; part < 10; part++) {
      const indices = Float64Array.from({ length: size / 10 }, (_, i) => i * 10 + part)
      const values = new Float64Array(indices.length).fill(round)
      writer.write({ indices, columns: [{ name: 'y', dtype: 'float64', shape: [], values }] })
    }
    await writer.finish({ attrs: { round }, failures: [] })
    if (round === 1) process.send?.('first')
  }
}

const [, , path] = process.argv
if (path !== undefined && process.send !== undefined) await writeForEver(path)
