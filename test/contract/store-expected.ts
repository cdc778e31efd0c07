import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Dataset, Variable } from '../../src/dataset/index.ts'

/** What another program reads from a file, as test/interop/python/write_files.py records it. */
export interface Expected {
  readonly sizes: Readonly<Record<string, number>>
  readonly coords: readonly string[]
  readonly attrs: Readonly<Record<string, unknown>>
  readonly variables: Readonly<Record<string, ExpectedVariable>>
}

interface ExpectedVariable {
  readonly dims: readonly string[]
  readonly kind: string
  readonly values: readonly unknown[]
  readonly attrs: Readonly<Record<string, unknown>>
}

export async function readExpected(path: string): Promise<Expected> {
  return JSON.parse(await readFile(path, 'utf8')) as Expected
}

/** Compares a dataset with what another program sees: dims, elements, missing ones, attributes. */
export function assertExpected(ds: Dataset, expected: Expected): void {
  assert.deepEqual(sorted(ds.sizes), sorted(expected.sizes))
  assert.deepEqual(Object.keys(ds.coords).sort(), expected.coords)
  assert.deepEqual(sorted(ds.attrs), sorted(expected.attrs))
  for (const [name, wanted] of Object.entries(expected.variables)) {
    const variable = ds.coords[name] ?? ds.vars[name]
    assert.ok(variable, `variable ${name}`)
    assert.deepEqual(
      seen(variable, wanted.kind),
      {
        dims: wanted.dims,
        values: wanted.kind === 'M' ? wanted.values.map(toMicroseconds) : wanted.values,
        attrs: sorted(wanted.attrs),
      },
      name,
    )
  }
}

/** Kinds of numpy for each of ours; missing integers make xarray turn to floating-point. */
const kinds: Readonly<Record<string, string>> = { float64: 'f', float32: 'f', bool: 'b', datetime: 'M' }

function seen({ dims, values, missing, attrs, dtype }: Variable, kind: string): unknown {
  if (kind in { f: 1, b: 1, M: 1 } && missing === undefined) assert.equal(kinds[dtype], kind)
  if (kind === 'O' || kind === 'U' || kind === 'S') assert.equal(dtype, 'string')
  const elements = Array.from(values as ArrayLike<unknown>, (value, i) => {
    if (missing?.[i] === 1 || Number.isNaN(value)) return null
    if (dtype === 'bool') return value === 1
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
  })
  return { dims, values: elements, attrs: sorted(attrs) }
}

function sorted(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Dates from fractions of days carry noise in their last bits. */
function toMicroseconds(value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value
}
