import { describePoint, firstLine } from '../../errors/index.ts'
import { plural, renderBytes, renderDuration } from '../../util/index.ts'
import type { Estimate, SampledPoint } from './estimate.ts'

/**
 * An estimate as a short text.
 *
 * @example
 * ```ts
 * import { dryRun, range, renderEstimate } from 'windrow'
 * const estimate = await dryRun(({ x }: { x: number }) => x ** 0.5, { x: range(1e6) })
 * console.log(renderEstimate(estimate))
 * ```
 */
export function renderEstimate(estimate: Estimate): string {
  const { task, points, sampled, workers } = estimate
  const lines = [
    `\`${task}\`: ${plural(points, 'point')} on ${plural(workers, 'worker')}; ${plural(sampled.length, 'point was', 'points were')} tried.`,
    ...endLines(estimate),
    ...timeLines(estimate),
    ...memoryLines(estimate),
    ...resultLines(estimate),
    ...sampled.filter(({ outcome }) => outcome !== 'done').map(troubleLine),
    ...estimate.notEstimated.map((sentence) => row('unknown', sentence)),
  ]
  return lines.join('\n')
}

function row(name: string, text: string): string {
  return `  ${name.padEnd(10)} ${text}`
}

function endLines({ first, last, points }: Estimate): string[] {
  const text = (point: Readonly<Record<string, unknown>> | undefined, index: number): string =>
    point === undefined ? '' : describePoint(index, point)
  return [row('first', text(first[0], 0)), ...(points > 1 ? [row('last', text(last.at(-1), points - 1))] : [])]
}

function timeLines({ perPoint, time }: Estimate): string[] {
  const lines: string[] = []
  if (perPoint !== undefined) {
    const { minMs, medianMs, maxMs, meanMs, timed } = perPoint
    lines.push(
      row(
        'a point',
        `${renderShort(meanMs)} (mean of ${timed}; alone ${renderShort(medianMs)}, ${renderShort(minMs)} to ${renderShort(maxMs)})`,
      ),
    )
  }
  if (time !== undefined) {
    const spread = time.lowMs === time.highMs ? '' : ` (${renderShort(time.lowMs)} to ${renderShort(time.highMs)})`
    const about = time.isLowerBound ? 'at least' : 'about'
    lines.push(row('time', `${about} ${renderShort(time.expectedMs)}${time.isLowerBound ? '' : spread}`))
  }
  return lines
}

function memoryLines({ memory, workers }: Estimate): string[] {
  if (memory === undefined) return []
  const { peakBytes, perWorkerBytes, callerBytes, source } = memory
  const parts = `${workers} × ${renderBytes(perWorkerBytes)} and ${renderBytes(callerBytes)} here`
  return [row('memory', `about ${renderBytes(peakBytes)}: ${parts} (resident, from ${SOURCES[source]})`)]
}

const SOURCES = { proc: '/proc', ps: 'ps', none: 'nowhere' } as const

function resultLines({ result }: Estimate): string[] {
  if (result === undefined) return []
  const outputs = result.outputs
    .map(({ name, dtype, shape }) => `${name} ${dtype}${shape.length === 0 ? '' : ` (${shape.join(', ')})`}`)
    .join(', ')
  return [row('results', `${renderBytes(result.memoryBytes)}, as much in a file before compression: ${outputs}`)]
}

function troubleLine({ outcome, index, point, durationMs, error }: SampledPoint): string {
  const where = describePoint(index, point)
  if (error !== undefined) return row(outcome, `${where}: ${firstLine(error)}`)
  return row(outcome, `${where} was stopped after ${renderShort(durationMs)}`)
}

/** A duration down to microseconds. */
function renderShort(ms: number): string {
  if (ms >= 99.5) return renderDuration(ms)
  const [value, unit] = ms < 1 ? [ms * 1000, 'µs'] : [ms, 'ms']
  return `${Number(value.toPrecision(2))}${unit}`
}
