import { range, sweep } from 'windrow'

const LENGTH = 16_384
const [, , out = '', points = '', order = ''] = process.argv

/** Numbers that no compression shrinks, cheap to make. */
const noise = ({ x }: { x: number }): Float64Array => {
  const values = new Float64Array(LENGTH)
  let state = x + 1
  for (let i = 0; i < LENGTH; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    values[i] = state * x + i / 3
  }
  return values
}

const ds = await sweep(
  noise,
  { x: range(Number(points)) },
  { out, vars: 'noise', shuffle: order === 'shuffled', progress: false },
)
const last = Number(points) - 1
process.send?.({
  peakBytes: process.resourceUsage().maxRSS * 1024,
  last: ds.get('noise').isel({ x: last, noise_dim_0: 77 }).item(),
  expected: noise({ x: last })[77],
  count: ds.get('noise').isel({ noise_dim_0: 0 }).count().item(),
})
process.disconnect?.()
