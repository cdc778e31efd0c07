import { copierBetween, type KindedElements, newElements, settle } from '../element/copy.ts'
import { sizeOf } from '../element/dtype.ts'
import type { Elements } from '../variable.ts'

/** Which elements to copy: along dim `d` of the result, `shape[d]` of them, each `strides[d]` after the last; 0 repeats one. */
export interface Walk {
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

/** Copies elements in the row-major order of a walk. */
export function copyStrided(from: KindedElements, walk: Walk): Elements {
  const size = sizeOf(walk.shape)
  const to = newElements(from.dtype, size)
  if (size === 0) return settle(to)
  const { shape, strides } = joined(walk)
  const copy = copierBetween(from, to)
  const inner = shape.length - 1
  const [count, step] = [shape[inner] ?? 1, strides[inner] ?? 1]
  let at = 0
  forEachPlace({ shape: shape.slice(0, inner), strides: strides.slice(0, inner) }, (offset) => {
    copy(offset, at, count, step)
    at += count
  })
  return settle(to)
}

/** Calls `visit` with the offset of each place of a walk, the last dim varying fastest. */
export function forEachPlace({ shape, strides }: Walk, visit: (offset: number) => void): void {
  if (shape.includes(0)) return
  const place = new Array<number>(shape.length).fill(0)
  let offset = 0
  for (;;) {
    visit(offset)
    let d = shape.length - 1
    for (; d >= 0; d--) {
      const [next, stride] = [(place[d] as number) + 1, strides[d] as number]
      if (next < (shape[d] as number)) {
        place[d] = next
        offset += stride
        break
      }
      place[d] = 0
      offset -= (next - 1) * stride
    }
    if (d < 0) return
  }
}

/** The same walk over as few dims as it takes: those whose elements follow each other become one. */
function joined({ shape, strides }: Walk): Walk {
  const lengths: number[] = []
  const steps: number[] = []
  for (const [d, length] of shape.entries()) {
    const stride = strides[d] ?? 0
    const last = lengths.length - 1
    if (length === 1) continue
    if (last >= 0 && steps[last] === stride * length) {
      lengths[last] = (lengths[last] ?? 1) * length
      steps[last] = stride
    } else {
      lengths.push(length)
      steps.push(stride)
    }
  }
  return { shape: lengths, strides: steps }
}
