import type { ResolvedOptions } from '../resolve-options.ts'
import type { Field } from '../table/field.ts'
import type { Json } from './json.ts'
import { linearGuide, logAxis, logDomain, timeGuide } from './scales.ts'
import { textWidth, wrapText } from './text-width.ts'

/** What a position along an axis needs beside its field. */
export interface AxisPlan {
  readonly axis: 'x' | 'y'
  /** Name of the row member that is drawn. */
  readonly member: string
  /** Least and greatest of what is drawn; `undefined` where there is nothing. */
  readonly extent: readonly [number, number] | undefined
  readonly options: ResolvedOptions
  /** Length of the axis in pixels. */
  readonly length: number
  /** True where the axis ends with the values, as at the edges of a heatmap's cells. */
  readonly isExact?: boolean
  /** True where bars stand on 0. */
  readonly fromZero?: boolean
}

/** Encoding of a position: type, scale, and an axis that reads well. */
export function positionOf(field: Field, plan: AxisPlan): Json {
  const { member } = plan
  if (field.kind === 'category') return categoryPosition(field, plan)
  const type = field.kind === 'date' ? 'temporal' : 'quantitative'
  const title = titleOf(field, plan)
  return {
    field: member,
    type,
    title: field.title,
    scale: scaleOf(field, plan),
    axis: { title: wrapText(title, plan.length, 12), ...guideOf(field, plan) },
  }
}

/** The year or day that all labels share stands in the title. */
function titleOf({ kind, title }: Field, { extent }: AxisPlan): string {
  const common = kind === 'date' && extent !== undefined ? timeGuide(extent).common : ''
  return common === '' ? title : `${title}, ${common}`
}

/** The ends of a log axis. */
export function logEnds({ axis, extent, options, isExact }: AxisPlan): readonly [number, number] {
  return logDomain(extent ?? [1, 10], options.limits?.[axis], isExact === true ? 0 : undefined)
}

function categoryPosition(field: Field, { axis, member, length }: AxisPlan): Json {
  const texts = field.categories
  const longest = Math.max(0, ...texts.map((text) => textWidth(text, 11)))
  const isCrowded = axis === 'x' && longest + 10 > length / Math.max(1, texts.length)
  const angle = isCrowded
    ? { labelAngle: -40, labelAlign: 'right', labelLimit: 110 }
    : axis === 'x'
      ? { labelAngle: 0 }
      : {}
  return {
    field: member,
    type: 'ordinal',
    sort: null,
    title: field.title,
    scale: { domain: texts },
    axis: { title: wrapText(field.title, length, 12), grid: false, ...angle },
  }
}

function scaleOf({ kind }: Field, plan: AxisPlan): Json {
  const { axis, extent, options, isExact = false, fromZero = false } = plan
  if (options.log.has(axis)) return { type: 'log', domain: logEnds(plan), nice: false }
  const type = kind === 'date' ? { type: 'utc' } : {}
  const [least, greatest] = options.limits?.[axis] ?? [null, null]
  const ends = {
    ...(least === null ? {} : { domainMin: least }),
    ...(greatest === null ? {} : { domainMax: greatest }),
  }
  if (extent === undefined) return { ...type, domain: [least ?? 0, greatest ?? 1] }
  if (isExact) return { ...type, zero: false, nice: false, domain: [least ?? extent[0], greatest ?? extent[1]] }
  if (extent[0] === extent[1] && kind === 'number' && !fromZero) {
    const half = Math.abs(extent[0]) / 10 || 1
    return { domain: [least ?? extent[0] - half, greatest ?? extent[1] + half], nice: false, zero: false }
  }
  return {
    ...type,
    zero: fromZero,
    ...(fromZero
      ? { nice: true }
      : { nice: false, padding: least === null && greatest === null ? Math.min(10, plan.length / 8) : 0 }),
    ...ends,
  }
}

function guideOf({ kind, values }: Field, plan: AxisPlan): Json {
  if (plan.extent === undefined) return { labels: false, ticks: false }
  if (plan.options.log.has(plan.axis)) return logAxis(logEnds(plan))
  const guide = kind === 'date' ? timeGuide(plan.extent).guide : linearGuide(plan.extent)
  const whole = kind === 'number' && values.every((value) => Number.isNaN(value) || Number.isInteger(value))
  const step = whole ? { tickMinStep: 1 } : {}
  return { ...guide, labelOverlap: true, labelSeparation: 6, ...step, ...counts(plan.axis, plan.length) }
}

/** As many ticks as there is room for their labels. */
function counts(axis: 'x' | 'y', length: number): Json {
  return { tickCount: Math.max(2, Math.round(length / (axis === 'x' ? 46 : 40))) }
}
