import { type Failure, OutputError } from '../../../errors/index.ts'
import { equalRecords } from '../../compute/equals.ts'
import { Dataset } from '../../dataset.ts'
import { jointKind } from '../../element/dtype.ts'
import { isJson } from '../../element/json-value.ts'
import type { Attrs, Block, Column, DType, InnerLabels, Labels, ResultSink, Variable } from '../../variable.ts'
import { type Assembler, createAssembler } from '../assembler.ts'
import { isVoid } from '../schema.ts'
import { commonAttrs } from './common-attrs.ts'
import { embedBlock } from './embed.ts'
import { joinLayouts } from './join-layouts.ts'
import { layoutOf, refuseUnjoinable } from './layout.ts'
import { rowsAsBlocks } from './rows-as-blocks.ts'
import { spreadCoords } from './spread-coords.ts'

/** A sink for points whose results are datasets: they become one dataset over the dims of the space and their own. */
export interface LabelledAssembler extends ResultSink {
  finish(extra: { readonly attrs: Attrs; readonly failures: readonly Failure[] }): Dataset
}

/** What is known of a variable of the results. */
interface Known {
  readonly dims: readonly string[]
  readonly dtype: DType | undefined
  readonly isJson: boolean
  readonly isCoord: boolean
  readonly attrs: Attrs
}

/**
 * Assembles datasets as `createAssembler` assembles values. As long as all have the same inner coordinates their values go
 * to their final places at once; the others wait until the end, when all are joined by the labels of their dims.
 */
export function createLabelledAssembler(labels: Labels): LabelledAssembler {
  const points = labels.dims.reduce((size, dim) => size * dim.size, 1)
  const book = new Map<string, Known>()
  const coordAttrs = new Map<string, Attrs>()
  const others: Block[] = []
  let first: { readonly block: Block; readonly assembler: Assembler; readonly arrived: Uint8Array } | undefined
  return {
    write(block) {
      const next = reviewed(book, block)
      if (first === undefined) {
        const assembler = createAssembler(labelsWith(labels, block))
        assembler.write(block)
        first = { block: { ...block, indices: { lo: 0, hi: 0 } }, assembler, arrived: new Uint8Array(points) }
        mark(first.arrived, block.indices)
      } else if (equalRecords(first.block.innerCoords ?? {}, block.innerCoords ?? {})) {
        first.assembler.write(block)
        mark(first.arrived, block.indices)
      } else {
        refuseUnjoinable(layoutOf(first.block), layoutOf(block))
        others.push(block)
      }
      for (const [name, known] of next) book.set(name, known)
      for (const [name, { attrs }] of Object.entries(block.innerCoords ?? {}))
        coordAttrs.set(name, commonAttrs(coordAttrs.get(name) ?? attrs, attrs))
    },
    finish(extra) {
      if (first === undefined) return createAssembler(labels).finish(extra)
      const ds = first.assembler.finish(extra)
      if (others.length === 0) return dress(ds, { labels, book, coordAttrs })
      const { innerCoords } = first.block
      const joined = joinLayouts([first.block, ...others].map(layoutOf))
      const columns = [...first.block.columns, ...joined.varying.map((name) => coordColumn(name, innerCoords))]
      const assembler = createAssembler(labelsWith(labels, { ...first.block, columns, innerCoords: joined.coords }))
      for (const block of rowsAsBlocks(ds, first)) assembler.write(embedBlock(block, joined))
      for (const block of others.splice(0)) assembler.write(embedBlock(block, joined))
      for (const name of joined.varying) book.set(name, knownOf(coordColumn(name, innerCoords)))
      return dress(assembler.finish(extra), { labels, book, coordAttrs })
    },
  }
}

function mark(arrived: Uint8Array, indices: Block['indices']): void {
  if ('hi' in indices) arrived.fill(1, indices.lo, indices.hi)
  else for (const index of indices) arrived[index] = 1
}

function coordColumn(name: string, coords: Block['innerCoords'] = {}): Column {
  const { dims, shape, dtype, attrs } = coords[name] as Variable
  return { name, dtype, shape, values: new Float64Array(0), inner: { dims, attrs, isCoord: true } }
}

/** What the book will hold after a block. Throws `OutputError` where the block contradicts it. */
function reviewed(book: ReadonlyMap<string, Known>, block: Block): readonly (readonly [string, Known])[] {
  const names = block.columns.map(({ name }) => name)
  const absent = [...book.keys()].find((name) => !names.includes(name))
  const extra = book.size === 0 ? undefined : names.find((name) => !book.has(name))
  if (absent !== undefined || extra !== undefined) {
    throw new OutputError(
      `\`${absent ?? extra}\` is in the datasets of some points and not in those of others.\nReturn the same variables from every point.`,
    )
  }
  return block.columns.map((column) => {
    const known = book.get(column.name)
    return [column.name, known === undefined ? knownOf(column) : merged(column.name, known, column)] as const
  })
}

function innerOf({ name, inner }: Column): InnerLabels {
  if (inner !== undefined) return inner
  throw new OutputError(`Output \`${name}\` is a dataset's at some points and a plain value at others.`)
}

function knownOf(column: Column): Known {
  const { dims, attrs, isCoord } = innerOf(column)
  return { dims, attrs, isCoord, dtype: isVoid(column) ? undefined : column.dtype, isJson: isJson(attrs) }
}

function merged(name: string, known: Known, column: Column): Known {
  const own = knownOf(column)
  if (String(own.dims) !== String(known.dims) || own.isCoord !== known.isCoord) {
    throw new OutputError(
      `\`${name}\` lies over (${own.dims.join(', ')}) at some points and over (${known.dims.join(', ')}) at others.\nReturn the same dims from every point.`,
    )
  }
  const dtype =
    known.dtype === undefined || own.dtype === undefined
      ? (known.dtype ?? own.dtype)
      : jointKind(known.dtype, own.dtype)
  const isContradiction = known.dtype !== undefined && own.dtype !== undefined && dtype === undefined
  if (isContradiction || (own.dtype !== undefined && known.dtype !== undefined && own.isJson !== known.isJson)) {
    throw new OutputError(
      `\`${name}\` is ${own.dtype} at some points and ${known.dtype} at others.\nReturn one kind of value from every point, with null where there is none.`,
    )
  }
  return { ...known, dtype, attrs: commonAttrs(known.attrs, own.attrs) }
}

/** The labels of the space with those of the results. Throws `OutputError` where they collide. */
function labelsWith(labels: Labels, { columns, innerCoords = {} }: Block): Labels {
  for (const name of Object.keys(innerCoords)) {
    if (!Object.hasOwn(labels.coords, name)) continue
    throw new OutputError(
      `The datasets have a coordinate \`${name}\`, which is also an axis or given by \`coords\`.\nRename one of them.`,
    )
  }
  const dims = Object.fromEntries(columns.map((column) => [column.name, innerOf(column).dims]))
  for (const name of Object.keys(dims)) {
    if (!Object.hasOwn(labels.innerDims, name)) continue
    throw new OutputError(
      `\`dims\` names the inner dims of \`${name}\`, which lies over dims of its own: (${dims[name]?.join(', ')}).\nLeave it out of \`dims\`.`,
    )
  }
  return { ...labels, coords: { ...labels.coords, ...innerCoords }, innerDims: dims }
}

interface Dressing {
  readonly labels: Labels
  readonly book: ReadonlyMap<string, Known>
  readonly coordAttrs: ReadonlyMap<string, Attrs>
}

/** Gives variables the attributes that all points agree on, and makes coordinates of those that are. */
function dress(ds: Dataset, { labels, book, coordAttrs }: Dressing): Dataset {
  const spaceDims = labels.dims.map(({ name }) => name)
  const given = (name: string): Attrs => (Object.hasOwn(labels.varAttrs, name) ? (labels.varAttrs[name] ?? {}) : {})
  const coords: Record<string, Variable> = { ...ds.coords }
  for (const [name, coord] of Object.entries(ds.coords)) {
    const attrs = coordAttrs.get(name)
    if (attrs !== undefined) coords[name] = { ...coord, attrs: { ...attrs, ...given(name) } }
  }
  const vars: Record<string, Variable> = {}
  for (const [name, variable] of Object.entries(ds.vars)) {
    const known = book.get(name)
    const attrs = { ...known?.attrs, ...(coordAttrs.get(name) ?? {}), ...given(name) }
    if (known?.isCoord) coords[name] = spreadCoords({ ...variable, attrs }, spaceDims)
    else vars[name] = { ...variable, attrs }
  }
  return new Dataset({ sizes: ds.sizes, coords, vars, attrs: ds.attrs, failures: ds.failures })
}
