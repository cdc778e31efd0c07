import assert from 'node:assert/strict'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Block, Dataset, DType, Values } from '../../src/dataset/index.ts'
import { createAssembler } from '../../src/dataset/index.ts'
import { isSweepError } from '../../src/errors/index.ts'
import type { DatasetStore } from '../../src/stores/index.ts'
import { datasetArbitrary, runArbitrary, variable } from './datasets.ts'

/** What a store can do that another cannot. */
export interface StoreAbilities {
  /** Reads elements when they are touched, and parts of them; otherwise it reads all at once. */
  readonly isLazy: boolean
}

/** What every store does, whatever its format. `extension` is one of its own. */
export function describeStore(
  name: string,
  load: () => Promise<DatasetStore>,
  { extension, isLazy }: StoreAbilities & { readonly extension: string },
): void {
  describe(`store ${name}`, () => {
    it('gives back every dataset as it was saved', async () => {
      await inFolder(async (folder, store) => {
        const path = join(folder, `any${extension}`)
        await fc.assert(
          fc.asyncProperty(datasetArbitrary, async (ds) => {
            await store.save(ds, path, {})
            assertSame(await store.open(path), ds)
          }),
          { numRuns: 60 },
        )
      })
    })

    it('gives the same file contents for blocks in any order as an assembly in memory', async () => {
      await inFolder(async (folder, store) => {
        const path = join(folder, `run${extension}`)
        await fc.assert(
          fc.asyncProperty(runArbitrary, async ({ labels, blocks, outputs, memoryBytes }) => {
            const assembler = createAssembler(labels, { expected: outputs })
            const writer = await store.createWriter(path, labels, { memoryBytes, outputs })
            try {
              for (const block of blocks) {
                assembler.write(copyOf(block))
                writer.write(block)
              }
              await writer.finish({ attrs: { seed: 7 }, failures: [] })
            } finally {
              await writer.abort()
            }
            assertSame(await store.open(path), assembler.finish({ attrs: { seed: 7 }, failures: [] }))
          }),
          { numRuns: 150 },
        )
        assert.deepEqual(await readdir(folder), [`run${extension}`])
      })
    })

    it('leaves the old file alone until the new one is whole, and nothing behind after an abort', async () => {
      await inFolder(async (folder, store) => {
        const path = join(folder, `a${extension}`)
        await writeFile(path, 'old')
        const writer = await store.createWriter(path, oneDim(3), {})
        writer.write({ indices: { lo: 0, hi: 2 }, columns: [{ name: 'y', ...numbers([1, 2]), shape: [] }] })
        assert.equal(await readFile(path, 'utf8'), 'old')
        await writer.abort()
        assert.deepEqual(await readdir(folder), [`a${extension}`])
        assert.equal(await readFile(path, 'utf8'), 'old')
      })
    })

    it('refuses a block whose kinds contradict earlier ones and takes nothing of it', async () => {
      await inFolder(async (folder, store) => {
        const path = join(folder, `b${extension}`)
        const writer = await store.createWriter(path, oneDim(2), {})
        const text = { name: 'y', dtype: 'string', shape: [], values: ['no'] } as const
        writer.write({ indices: { lo: 0, hi: 1 }, columns: [{ name: 'y', ...numbers([1.5]), shape: [] }] })
        assert.throws(() => writer.write({ indices: { lo: 1, hi: 2 }, columns: [text] }), { name: 'OutputError' })
        await writer.finish({ attrs: {}, failures: [] })
        assert.deepEqual((await store.open(path)).vars.y?.values, Float64Array.of(1.5, Number.NaN))
      })
    })

    it('refuses to write into a folder that does not exist before any work is done', async () => {
      await inFolder(async (folder, store) => {
        const path = join(folder, 'none', `c${extension}`)
        const expected = {
          name: 'StoreError',
          message: `Cannot write ${path}: the folder ${join(folder, 'none')} does not exist.\nCreate the folder first, or give another path.`,
        }
        await assert.rejects(store.createWriter(path, oneDim(1), {}), expected)
      })
    })

    if (isLazy)
      it('reads a part of a variable without the whole', async () => {
        await inFolder(async (folder, store) => {
          const path = join(folder, `d${extension}`)
          await saveGrid(store, path)
          const slab = (await store.open(path)).vars.g?.readSlab?.([1, 2], [2, 1])
          assert.deepEqual(slab?.values, Float64Array.of(5, 8))
        })
      })

    if (isLazy)
      it('says so when the file was replaced after it was opened, and never mixes', async () => {
        await inFolder(async (folder, store) => {
          const path = join(folder, `e${extension}`)
          await saveGrid(store, path)
          const ds = await store.open(path)
          await copyFile(path, `${path}.copy`)
          await rm(path)
          await copyFile(`${path}.copy`, path)
          assert.throws(
            () => ds.vars.g?.values,
            (error) =>
              isSweepError(error, 'StoreError') &&
              error.message === `${path} was replaced or changed since it was opened.\nOpen it again.`,
          )
        })
      })

    it('says so when there is no file', async () => {
      await inFolder(async (folder, store) => {
        const path = join(folder, `f${extension}`)
        await assert.rejects(store.open(path), {
          name: 'StoreError',
          path,
          message: `Cannot open ${path}: there is no such file.\nCheck the path; relative ones begin at ${process.cwd()}.`,
        })
      })
    })

    async function inFolder(test: (folder: string, store: DatasetStore) => Promise<void>): Promise<void> {
      const folder = await mkdtemp(join(tmpdir(), 'windrow store '))
      try {
        await test(folder, await load())
      } finally {
        await rm(folder, { recursive: true })
      }
    }
  })
}

function oneDim(size: number) {
  return { dims: [{ name: 'i', size }], coords: {}, innerDims: {}, varAttrs: {}, attrs: {} }
}

function numbers(list: number[]) {
  return { dtype: 'float64', values: Float64Array.from(list) } as const
}

async function saveGrid(store: DatasetStore, path: string): Promise<void> {
  const { Dataset } = await import('../../src/dataset/index.ts')
  const g = variable({
    dims: ['a', 'b'],
    shape: [3, 3],
    dtype: 'float64',
    values: Float64Array.from({ length: 9 }, (_, i) => i),
  })
  await store.save(new Dataset({ sizes: { a: 3, b: 3 }, coords: {}, vars: { g }, attrs: {}, failures: [] }), path, {})
}

function copyOf(block: Block): Block {
  return { ...block, columns: block.columns.map((column) => ({ ...column, values: column.values.slice() })) }
}

/** Compares everything that is seen of two datasets. */
export function assertSame(actual: Dataset, expected: Dataset): void {
  assert.deepEqual(plain(actual), plain(expected))
}

/** The elements as one value each; a complex number is a pair. */
function elementsOf(dtype: DType, values: Values): unknown[] {
  const list = Array.from(values as ArrayLike<unknown>)
  return dtype === 'complex128' ? list.flatMap((re, i) => (i % 2 === 0 ? [[re, list[i + 1]]] : [])) : list
}

/** Of a missing complex number either part may be NaN: which one says nothing. */
function isGap(value: unknown): boolean {
  return Array.isArray(value) && value.some(Number.isNaN)
}

function plain(ds: Dataset): unknown {
  const variables = (all: Dataset['vars']): unknown =>
    Object.fromEntries(
      Object.entries(all).map(([name, { dims, shape, dtype, attrs, values, missing }]) => [
        name,
        {
          dims,
          shape,
          dtype,
          attrs,
          elements: elementsOf(dtype, values).map((v, i) => (missing?.[i] === 1 || isGap(v) ? null : v)),
        },
      ]),
    )
  return {
    sizes: ds.sizes,
    coords: variables(ds.coords),
    vars: variables(ds.vars),
    attrs: ds.attrs,
    failures: ds.failures,
  }
}
