import { setImmediate } from 'node:timers/promises'
import {
  type Attrs,
  allocate,
  type Block,
  type Column,
  createSchema,
  isVoid,
  type Labels,
  type OutputPlan,
  type OutputSchema,
  type OutputSpec,
  planOutputs,
  reconcileSchema,
  sizeOf,
  toComplex,
} from '../../../dataset/index.ts'
import { type Failure, OutputError } from '../../../errors/index.ts'
import type { DatasetWriter, WriterOptions } from '../../store.ts'
import { writeFailure } from '../../store-failure.ts'
import { createTemporaryFile } from '../../temporary-file.ts'
import type { H5 } from '../h5.ts'
import { whyRefused } from '../netcdf-name.ts'
import { checkAttrs } from './attributes.ts'
import { NcFile } from './nc-file.ts'
import { ComplexStream, missingComplex } from './stream/complex-stream.ts'
import { MemoryBudget } from './stream/memory-budget.ts'
import { NumberStream } from './stream/number-stream.ts'
import { StreamSet, type VariableStream } from './stream/stream-set.ts'
import { StringStream } from './stream/string-stream.ts'
import { checkNames, writeStructure } from './structure.ts'
import { writeVariable, writeVariableAttrs } from './write-variable.ts'

/** Where and how results are written. */
export interface WriterRequest extends WriterOptions {
  readonly path: string
  readonly labels: Labels
  /** Most elements of a chunk. */
  readonly chunkElements?: number
}

/** Opens a NetCDF-4 file for blocks of results; the coordinates are written at once. */
export function createNetcdfWriter(h5: H5, request: WriterRequest): DatasetWriter {
  const { path, labels, compression = 1 } = request
  checkNames(
    labels.dims.map(({ name }) => name),
    labels.coords,
  )
  checkAttrs('the dataset', labels.attrs, true)
  for (const [name, attrs] of Object.entries(labels.varAttrs)) checkAttrs(`\`${name}\``, attrs, false)
  const streams = new StreamSet(new NcFile(h5, createTemporaryFile(path), compression), request.chunkElements)
  try {
    for (const [name, coord] of Object.entries(labels.coords)) writeVariable(streams, name, coord)
  } catch (error) {
    streams.file.discard()
    throw error
  }
  return new NetcdfWriter(request, streams)
}

class NetcdfWriter implements DatasetWriter {
  readonly path: string
  readonly #labels: Labels
  readonly #streams: StreamSet
  readonly #budget: MemoryBudget
  readonly #points: number
  #schema: OutputSchema | undefined
  #isOpen = true

  constructor({ labels, outputs, memoryBytes = 2 ** 27 }: WriterRequest, streams: StreamSet) {
    this.path = streams.file.target
    this.#labels = labels
    this.#streams = streams
    this.#budget = new MemoryBudget(memoryBytes)
    this.#points = sizeOf(labels.dims.map(({ size }) => size))
    this.#schema = outputs === undefined ? undefined : createSchema(outputs)
  }

  write(block: Block): void {
    this.#checkOpen()
    this.#accept(block)
    try {
      for (const column of block.columns) this.#put(block, column)
      this.#budget.check()
    } catch (error) {
      throw writeFailure(this.path, error)
    }
  }

  async finish({
    attrs,
    failures,
  }: {
    readonly attrs: Attrs
    readonly failures: readonly Failure[]
  }): Promise<undefined> {
    this.#checkOpen()
    checkAttrs('the dataset', attrs, true)
    this.#isOpen = false
    try {
      await this.#finish({ ...this.#labels.attrs, ...attrs }, failures)
    } catch (error) {
      throw writeFailure(this.path, error)
    } finally {
      this.#discard()
    }
  }

  async abort(): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#discard()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.abort()
  }

  #checkOpen(): void {
    if (!this.#isOpen) throw new TypeError(`The writer of ${this.path} is closed: make a new one.`)
  }

  /** Checks all of a block before anything of it is taken. */
  #accept(block: Block): void {
    checkIndices(block, this.#points)
    checkTexts(block)
    const schema = reconcileSchema(this.#schema, block)
    if (schema === this.#schema) return
    const plan = planOutputs(this.#labels, schema)
    for (const { name } of schema.outputs) this.#checkOutput(name, plan.dims[name] ?? [])
    for (const spec of schema.outputs) this.#prepare(spec, plan)
    this.#schema = schema
  }

  #checkOutput(name: string, dims: readonly string[]): void {
    for (const [what, label] of [[`Output`, name], ...dims.map((dim) => [`Dim of output \`${name}\`:`, dim])]) {
      const why = whyRefused(label ?? '')
      if (why === undefined) continue
      throw new OutputError(`${what} ${JSON.stringify(label)} ${why}, which NetCDF refuses.\nGive it another name.`)
    }
  }

  #prepare(spec: OutputSpec, plan: OutputPlan): void {
    const { name, dtype } = spec
    if (dtype === undefined) return
    const known = this.#streams.get(name)
    const options = { name, shape: plan.shapes[name] ?? [], points: this.#points }
    if (known instanceof NumberStream && dtype === 'float64') known.toFloat()
    if (known instanceof NumberStream && dtype === 'complex128') {
      this.#budget.add(this.#streams.turnComplex(known, options))
    }
    if (known !== undefined) return
    const stream = this.#streams.create({ ...options, dtype })
    if (!(stream instanceof StringStream)) this.#budget.add(stream)
  }

  #put({ indices }: Block, column: Column): void {
    const stream = this.#streams.get(column.name)
    if (stream === undefined || column.values.length === 0) return
    const { values, missing } = column
    if (stream instanceof StringStream) {
      if (column.dtype === 'string') stream.put(indices, { values: values as readonly string[], missing })
      return
    }
    if (stream instanceof ComplexStream) {
      putComplex(stream, indices, column)
      return
    }
    const { dtype } = stream.stored
    const count = lengthOf(indices) * stream.rowLength
    const isSame = column.dtype === dtype || (column.dtype === 'int64' && dtype === 'float64')
    if (isSame && values.length === count && ArrayBuffer.isView(values)) stream.put(indices, { values, missing })
    else if (isVoid(column)) {
      stream.put(indices, { values: allocate(dtype, count), missing: new Uint8Array(count).fill(1) })
    }
  }

  async #finish(attrs: Attrs, failures: readonly Failure[]): Promise<void> {
    const schema = this.#schema ?? { outputs: [] }
    const plan = planOutputs(this.#labels, schema)
    const vars: Record<string, { dims: readonly string[]; shape: readonly number[] }> = {}
    for (const spec of schema.outputs) {
      this.#prepare({ ...spec, dtype: spec.dtype ?? 'float64' }, plan)
      await finishInSteps(this.#streams.get(spec.name))
      vars[spec.name] = { dims: plan.dims[spec.name] ?? [], shape: plan.shapes[spec.name] ?? [] }
    }
    for (const [name, { dtype, attrs: own }] of Object.entries(this.#labels.coords)) {
      writeVariableAttrs(this.#streams, { name, dtype, attrs: own })
    }
    for (const { name } of schema.outputs) {
      const stream = this.#streams.get(name)
      const dtype = stream instanceof NumberStream ? stream.stored.dtype : 'string'
      const own = Object.hasOwn(this.#labels.varAttrs, name) ? this.#labels.varAttrs[name] : undefined
      writeVariableAttrs(this.#streams, { name, dtype, attrs: own ?? {} })
    }
    writeStructure(this.#streams.file, { sizes: plan.sizes, coords: this.#labels.coords, vars, attrs, failures })
    this.#streams.file.commit()
  }

  #discard(): void {
    this.#streams.close()
    this.#streams.file.discard()
  }
}

/** Lets the process do other things between the parts of a long variable. */
async function finishInSteps(stream: VariableStream | undefined): Promise<void> {
  if (stream === undefined || stream instanceof StringStream) stream?.finish()
  else for (const _ of stream.finishing()) await setImmediate()
}

/** Real numbers are complex ones; a column without values that only says so is missing. */
function putComplex(stream: ComplexStream, indices: Block['indices'], column: Column): void {
  const { values, missing } = column
  const count = lengthOf(indices) * stream.rowLength
  if (column.dtype === 'complex128') stream.put(indices, { values: values as Float64Array, missing })
  else if (isVoid(column)) stream.put(indices, { values: missingComplex(count) })
  else stream.put(indices, { values: toComplex(values as Float64Array), missing })
}

function lengthOf(indices: Block['indices']): number {
  return indices instanceof Float64Array ? indices.length : indices.hi - indices.lo
}

function checkIndices({ indices }: Block, points: number): void {
  const isFit = (index: number): boolean => Number.isInteger(index) && index >= 0 && index < points
  const isRange = !(indices instanceof Float64Array)
  if (isRange && indices.hi === indices.lo) return
  const wrong = isRange
    ? isFit(indices.lo) && indices.hi > indices.lo && isFit(indices.hi - 1)
      ? undefined
      : `[${indices.lo}, ${indices.hi})`
    : indices.find((index) => !isFit(index))
  if (wrong === undefined) return
  throw new TypeError(`Expected \`indices\` of the block to lie in [0, ${points}), got ${wrong}.`)
}

function checkTexts({ columns }: Block): void {
  for (const { name, dtype, values } of columns) {
    if (dtype !== 'string' || !(values as readonly string[]).some((text) => text.includes('\0'))) continue
    throw new OutputError(
      `A string of output \`${name}\` holds a zero character, where NetCDF ends strings.\nRemove it.`,
    )
  }
}
