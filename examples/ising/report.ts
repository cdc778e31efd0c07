import type { CriticalTemperature } from './critical-temperature.ts'
import { CRITICAL_TEMPERATURE } from './onsager.ts'

export interface ReportContent {
  /** The dataset as it prints. */
  readonly dataset: string
  readonly estimate: CriticalTemperature | undefined
  /** Points that finished, of `size`. */
  readonly done: number
  readonly size: number
  readonly elapsedS: number
  readonly files: { readonly netcdf: string; readonly figure: string }
}

/** What the demo prints at its end. */
export function renderReport({ dataset, estimate, done, size, elapsedS, files }: ReportContent): string {
  const count = done === size ? `${size} points` : `Stopped: ${done} of ${size} points, saved,`
  return `
${dataset}

${count} in ${elapsedS.toFixed(1)} s.

${renderEstimate(estimate)}

Files
  ${files.netcdf}
  ${files.figure}  (open it in a browser)

Read the data elsewhere
  ncdump -h ${files.netcdf}
  python3 -c "import xarray; print(xarray.open_dataset('${files.netcdf}'))"

Now your own function, exported from a file of its own, over your own values:
  import { sweep } from 'windrow'
  const ds = await sweep(myFunction, { a: [1, 2, 3], b: [0.1, 0.2] }, { out: 'mine.nc' })
`
}

function renderEstimate(estimate: CriticalTemperature | undefined): string {
  const exact = `  exact (Onsager 1944)      ${CRITICAL_TEMPERATURE.toFixed(4)}`
  if (!estimate)
    return `Critical temperature (J / k_B)\n  no crossing of the Binder cumulants in these points\n${exact}`
  const crossings = estimate.crossings.map(
    ({ sizes, T, error }) =>
      `  ${`Binder L = ${sizes.join(' and ')}`.padEnd(24)}  ${T.toFixed(4)} ± ${error.toFixed(4)}`,
  )
  const combined = `  ${'both together'.padEnd(24)}  ${estimate.T.toFixed(4)} ± ${estimate.error.toFixed(4)}`
  const deviation = Math.abs(estimate.T - CRITICAL_TEMPERATURE) / estimate.error
  return [
    'Critical temperature (J / k_B), from where the Binder cumulants cross',
    ...crossings,
    ...(crossings.length > 1 ? [combined] : []),
    `${exact}  (${deviation.toFixed(1)} standard errors away)`,
  ].join('\n')
}
