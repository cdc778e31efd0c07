import { createAssembler, Dataset, type Labels } from '../dataset/index.ts'
import type { DatasetStore, DatasetWriter, WriterOptions } from './store.ts'
import { writeFailure } from './store-failure.ts'
import { createTemporaryFile } from './temporary-file.ts'
import { writeWhole } from './whole-file.ts'

/** How a format of tables holds datasets. */
export interface TabularFormat {
  readonly name: string
  readonly extensions: readonly string[]
  /** Fills the file `temporary`, which takes the place of `target` afterwards. */
  write(dataset: Dataset, temporary: string, target: string): Promise<void>
  open(path: string): Promise<Dataset>
}

/** A store of datasets that are written as a table, whole: results are assembled in memory. */
export function tabularStore(format: TabularFormat): DatasetStore {
  return {
    name: format.name,
    extensions: format.extensions,
    save: (parts, path) => writeWhole(path, (temporary) => format.write(new Dataset(parts), temporary, path)),
    open: format.open,
    createWriter: async (path, labels, options) => createTabularWriter(format, { path, labels, options }),
  }
}

interface WriterRequest {
  readonly path: string
  readonly labels: Labels
  readonly options: WriterOptions
}

function createTabularWriter(format: TabularFormat, { path, labels, options }: WriterRequest): DatasetWriter {
  refuseTooMany(labels, path)
  const temporary = createTemporaryFile(path)
  const assembler = createAssembler(labels, { expected: options.outputs })
  let isOpen = true
  const checkOpen = (): void => {
    if (!isOpen) throw new TypeError(`The writer of ${temporary.target} is closed: make a new one.`)
  }
  const abort = async (): Promise<void> => {
    isOpen = false
    temporary.discard()
  }
  return {
    path: temporary.target,
    write(block) {
      checkOpen()
      assembler.write(block)
    },
    async finish(extra) {
      checkOpen()
      isOpen = false
      try {
        const dataset = assembler.finish(extra)
        await format.write(dataset, temporary.path, temporary.target)
        temporary.commit()
        return dataset
      } catch (error) {
        throw writeFailure(temporary.target, error)
      } finally {
        temporary.discard()
      }
    },
    abort,
    [Symbol.asyncDispose]: abort,
  }
}

/** Most rows that are held in memory. */
const MOST_ROWS = 2 ** 31

function refuseTooMany({ dims }: Labels, path: string): void {
  const rows = dims.reduce((product, { size }) => product * size, 1)
  if (rows < MOST_ROWS) return
  throw new TypeError(
    `Expected fewer than 2^31 points for ${path}, which is written from memory, got ${dims.map(({ size }) => size).join(' × ')} = ${rows}.\nWrite NetCDF, which takes results as they come.`,
  )
}
