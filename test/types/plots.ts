// What figures take and what must not compile; compiled, never run.
import type { Dataset } from '../../src/dataset/index.ts'
import { type Plot, plot } from '../../src/plots/index.ts'

declare const ds: Dataset<{ T: number; L: number; seed: number; method: string }, { m: number; energy: number }>
declare const sites: Dataset<{ T: number }, { psi: number }, 'site'>
declare const opened: Dataset

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
declare function same<A, B>(proof: Equal<A, B>): void

// The coordinates of an array are what its figure can show.
const figure: Plot = plot(ds.get('m'), {
  x: 'T',
  color: 'L',
  aggregate: 'mean',
  over: ['seed', 'method'],
  band: 'stderr',
})
plot(ds.get('m'), { x: 'T', y: 'L', over: 'seed', aggregate: 'median', log: 'xz' })
plot(ds.get('m'), { color: 'method', bins: 20 })
plot(ds.get('m').mean('seed').sel({ L: 32 }), { x: 'T', color: 'method', row: 'L' })
plot(sites.get('psi'), { x: 'site', color: 'T' })
plot(ds.get('m'))
// @ts-expect-error no such axis
plot(ds.get('m'), { x: 'bta' })
// @ts-expect-error no such axis
plot(ds.get('m'), { x: 'T', color: 'bta' })
// @ts-expect-error the array itself is what is drawn, other variables are elsewhere
plot(ds.get('m'), { x: 'energy' })
// @ts-expect-error seed is reduced
plot(ds.get('m').mean('seed'), { x: 'T', col: 'seed' })
// @ts-expect-error no such dim
plot(ds.get('m'), { x: 'T', over: 'site' })

// Of a dataset, variables as well.
plot(ds, { x: 'energy', y: 'm', color: 'T' })
plot(ds, { x: 'T', y: 'L', z: 'm', over: ['seed', 'method'], aggregate: 'max' })
plot(sites, { x: 'site', y: 'psi' })
// @ts-expect-error no such variable
plot(ds, { x: 'energy', y: 'mm' })

// Of a file nothing is known beforehand.
plot(opened, { x: 'anything', y: 'else' })
plot(opened.get('m'), { x: 'anything' })

// Values of options.
plot(ds.get('m'), { x: 'T', band: [0.1, 0.9] })
plot(ds.get('m'), { x: 'T', bars: '0.1,0.9', limits: { y: [0, null] }, labels: { y: 'order' } })
// @ts-expect-error no such option
plot(ds.get('m'), { x: 'T', colour: 'L' })
// @ts-expect-error no such kind
plot(ds.get('m'), { x: 'T', kind: 'lines' })
// @ts-expect-error three quantiles
plot(ds.get('m'), { x: 'T', band: [0.1, 0.5, 0.9] })
// @ts-expect-error not a spread
plot(ds.get('m'), { x: 'T', band: 'sd' })
// @ts-expect-error no such axis to be logarithmic
plot(ds.get('m'), { x: 'T', log: 'w' })

same<ReturnType<typeof figure.save>, Promise<void>>(true)
same<ReturnType<typeof figure.toSVG>, Promise<string>>(true)
figure.save('m.png', { scale: 2, fontFiles: ['a.ttf'], systemFonts: false })
// @ts-expect-error a scale is a number
figure.toPNG({ scale: '2' })
