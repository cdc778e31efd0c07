import { plural, renderCount, renderDuration } from '../util/index.ts'
import { etaAt, type Progress } from './progress.ts'

const EXACT_UP_TO = 1_000_000

/** One line for a log: `ising: 416/672 points (62%), 31.2/s, ETA 8s, 2 failed, 2 workers`. */
export function renderLine(progress: Progress): string {
  const { task, failed, lost, workers } = progress
  const eta = etaAt(progress, progress.updatedAtMs)
  const parts = [
    `${countText(progress)} points (${percentText(progress)})`,
    progress.rate === undefined ? '' : rateText(progress.rate),
    eta === undefined ? '' : etaText(eta),
    failed > 0 ? `${renderCount(failed)} failed` : '',
    plural(workers, 'worker') + (lost > 0 ? `, ${renderCount(lost)} lost` : ''),
  ]
  return `${task}: ${parts.filter((part) => part !== '').join(', ')}`
}

/** How a run ended, for the last line: `ising: 672 points in 21s, 31.2/s, 2 failed`. */
export function renderSummary(progress: Progress): string {
  const { task, failed, lost, total, done, outcome } = progress
  const elapsedMs = progress.updatedAtMs - (progress.startedAtMs ?? progress.updatedAtMs)
  const finished = done + failed
  const all = outcome !== 'aborted' && finished >= total
  const points = all ? plural(total, 'point') : `${countText(progress)} points`
  const parts = [
    `${outcome === 'aborted' ? 'aborted after ' : all ? '' : 'stopped after '}${points} in ${renderDuration(elapsedMs)}`,
    finished > 0 && elapsedMs > 0 ? rateText((1000 * finished) / elapsedMs) : '',
    failed > 0 ? `${renderCount(failed)} failed` : '',
    lost > 0 ? `${plural(lost, 'worker')} lost` : '',
  ]
  return `${task}: ${parts.filter((part) => part !== '').join(', ')}`
}

/** `416/672`, the first padded so that the text keeps its length. */
export function countText({ done, failed, total }: Progress, pad: boolean = false): string {
  const render = total < EXACT_UP_TO ? String : renderCount
  const whole = render(total)
  return `${render(done + failed).padStart(pad ? whole.length : 0)}/${whole}`
}

/** `62%`; 100 % only when nothing is left. */
export function percentText({ done, failed, total }: Progress): string {
  return `${total === 0 ? 100 : Math.floor((100 * (done + failed)) / total)}%`
}

/** `ETA 1m 05s`. */
export function etaText(etaMs: number): string {
  return `ETA ${etaMs < 999.5 ? '<1s' : renderDuration(etaMs)}`
}

/** Three digits at most, in the unit that shows them: `31.2/s`, `1.23 M/s`, `4.50/min`. */
export function rateText(perSecond: number): string {
  if (perSecond >= 9_999.5) return `${renderCount(perSecond)}/s`
  if (perSecond >= 0.9995 || perSecond === 0) return `${threeDigits(perSecond)}/s`
  const perMinute = perSecond * 60
  return perMinute >= 0.9995 ? `${threeDigits(perMinute)}/min` : `${threeDigits(perMinute * 60)}/h`
}

function threeDigits(value: number): string {
  return value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2)
}
