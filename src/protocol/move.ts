/** Memory that its owner gave away. */
const given = new WeakSet<ArrayBufferLike>()

/**
 * Marks an array as given away: a sweep on threads takes its memory over instead of copying it.
 *
 * With one worker the array is empty afterwards; if that worker is lost, the sweep rejects, because the array went with it. With
 * several workers one copy is made that all share. Processes get copies as ever. Memory of a `SharedArrayBuffer` is shared
 * without this.
 *
 * @example
 * ```ts
 * import { move, range, SingleNodeExecutor, sweep } from 'windrow'
 * const executor = new SingleNodeExecutor({ workers: 'threads' })
 * const at = ({ i, table }: { i: number; table: Float64Array }): number => table[i] ?? 0
 * await sweep(at, { i: range(8) }, { executor, unrecorded: { table: move(new Float64Array(1e6)) } })
 * await executor.shutdown()
 * ```
 */
export function move<View extends ArrayBufferView>(array: View): View {
  if (!ArrayBuffer.isView(array)) {
    throw new TypeError(`Expected \`array\` to be a typed array, got \`${String(array)}\` (${typeof array}).`)
  }
  given.add(array.buffer)
  return array
}

/** The arrays among `values` that were given away and own their memory alone. */
export function movedArrays(
  values: Readonly<Record<string, unknown>>,
): readonly (readonly [string, ArrayBufferView])[] {
  return Object.entries(values).filter((entry): entry is [string, ArrayBufferView] => {
    const [, value] = entry
    return ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer && given.has(value.buffer)
  })
}

/** The same values with what was given away in memory that threads share: one copy, however many threads. */
export function shareMoved(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { ...values, ...Object.fromEntries(movedArrays(values).map(([name, view]) => [name, sharedCopy(view)])) }
}

function sharedCopy(view: ArrayBufferView): ArrayBufferView {
  const memory = new SharedArrayBuffer(view.byteLength)
  new Uint8Array(memory).set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
  const Type = view.constructor as new (memory: SharedArrayBuffer) => ArrayBufferView
  return new Type(memory)
}
