import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ReportContent, renderReport } from '../../../examples/ising/report.ts'

const content: ReportContent = {
  dataset: '<the dataset>',
  estimate: {
    T: 2.2688,
    error: 0.001,
    crossings: [
      { sizes: [16, 32], T: 2.2697, error: 0.002 },
      { sizes: [32, 64], T: 2.2679, error: 0.0015 },
    ],
  },
  done: 624,
  size: 624,
  elapsedS: 22.36,
  files: { netcdf: 'out/ising.nc', figure: 'out/ising.svg' },
}

test('the report gives dataset, estimate beside the exact value, files, and what to do next', () => {
  assert.equal(
    renderReport(content),
    `
<the dataset>

624 points in 22.4 s.

Critical temperature (J / k_B), from where the Binder cumulants cross
  Binder L = 16 and 32      2.2697 ± 0.0020
  Binder L = 32 and 64      2.2679 ± 0.0015
  both together             2.2688 ± 0.0010
  exact (Onsager 1944)      2.2692  (0.4 standard errors away)

Files
  out/ising.nc
  out/ising.svg  (open it in a browser)

Read the data elsewhere
  ncdump -h out/ising.nc
  python3 -c "import xarray; print(xarray.open_dataset('out/ising.nc'))"

Now your own function, exported from a file of its own, over your own values:
  import { sweep } from 'windrow'
  const ds = await sweep(myFunction, { a: [1, 2, 3], b: [0.1, 0.2] }, { out: 'mine.nc' })
`,
  )
})

test('a stopped run says how many points it saved', () => {
  assert.match(renderReport({ ...content, done: 100 }), /^Stopped: 100 of 624 points, saved, in 22\.4 s\.$/m)
})

test('a report without an estimate says so beside the exact value', () => {
  const text = renderReport({ ...content, estimate: undefined })
  assert.match(text, /no crossing of the Binder cumulants in these points\n {2}exact \(Onsager 1944\) {6}2\.2692$/m)
})
