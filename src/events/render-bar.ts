import { plural, renderCount } from '../util/index.ts'
import { etaAt, type Progress } from './progress.ts'
import { countText, etaText, percentText, rateText } from './render-progress.ts'

/** How a bar is drawn. */
export interface BarStyle {
  /** Columns that may be used; the text is never longer. */
  readonly width: number
  /** The moment that the ETA is told for, in milliseconds since the epoch. */
  readonly nowMs: number
  /**
   * Colours by ANSI sequences.
   *
   * @default false
   */
  readonly color?: boolean
  /**
   * Block characters; without, the bar is drawn with `#` and `-`.
   *
   * @default true
   */
  readonly unicode?: boolean
}

/** A piece of the line: its text and how it is coloured. `room` is what it may grow to, so that pieces do not come and go. */
interface Piece {
  readonly name: 'task' | 'bar' | 'percent' | 'count' | 'rate' | 'eta' | 'failed' | 'workers'
  readonly text: string
  readonly room: number
  readonly paint: (text: string) => string
}

const GAP = '  '
const MAX_TASK_LENGTH = 20
/** Widths of the bar from wide terminals to narrow ones; on the narrowest there is none. */
const BAR_WIDTHS = [24, 14, 8, 0] as const
/** What a narrow terminal gives up, the least missed first. Each `bar` takes the next width. */
const SACRIFICES = ['bar', 'workers', 'rate', 'bar', 'task', 'bar', 'eta', 'count', 'failed'] as const

/**
 * One line that shows a run: `ising  ███████▌      62%  416/672  31.2/s  ETA 8s  2 failed  2 workers`. Pure text without
 * a line end; on narrow terminals it leaves out what is missed least.
 */
export function renderBar(progress: Progress, style: BarStyle): string {
  let narrower = 0
  let pieces = piecesOf(progress, style)
  for (const name of SACRIFICES) {
    if (roomOf(pieces) <= style.width) break
    if (name === 'bar') narrower += 1
    const width = BAR_WIDTHS[narrower] ?? 0
    if (name !== 'bar' || width === 0) pieces = pieces.filter((piece) => piece.name !== name)
    else pieces = pieces.map((piece) => (piece.name === 'bar' ? barPiece(progress, style, width) : piece))
  }
  return pieces
    .map(({ text, paint }) => paint(text))
    .join(GAP)
    .trimStart()
}

function roomOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { room, text }) => sum + Math.max(room, text.length), 0) + GAP.length * (pieces.length - 1)
}

function piecesOf(progress: Progress, style: BarStyle): Piece[] {
  const { failed, lost, rate, workers, done, pace } = progress
  const eta = etaAt(progress, style.nowMs)
  const isStarting = done + failed === 0 && pace.started === 0
  const lostText = lost > 0 ? ` (${renderCount(lost)} lost)` : ''
  const workersText = `${isStarting ? 'starting ' : ''}${plural(workers, 'worker')}${lostText}`
  const [red, dim, bold, plain] = [
    painter(style, '31'),
    painter(style, '2'),
    painter(style, '1'),
    (text: string) => text,
  ]
  const pieces: Piece[] = [
    { name: 'task', text: shorten(progress.task, style.unicode ?? true), room: 0, paint: bold },
    barPiece(progress, style, BAR_WIDTHS[0]),
    { name: 'percent', text: percentText(progress).padStart(4), room: 0, paint: plain },
    { name: 'count', text: countText(progress, true), room: 0, paint: plain },
    { name: 'rate', text: rate === undefined ? '' : rateText(rate), room: 8, paint: dim },
    { name: 'eta', text: eta === undefined ? '' : etaText(eta), room: 10, paint: plain },
    { name: 'failed', text: failed === 0 ? '' : `${renderCount(failed)} failed`, room: 0, paint: red },
    { name: 'workers', text: workersText, room: 0, paint: dim },
  ]
  return pieces.filter(({ text }) => text !== '')
}

function barPiece(progress: Progress, style: BarStyle, barWidth: number): Piece {
  const text = style.unicode === false ? asciiBar(progress, barWidth) : blockBar(progress, style, barWidth)
  return { name: 'bar', text: ' '.repeat(barWidth), room: barWidth, paint: () => text }
}

function asciiBar({ done, failed, total }: Progress, width: number): string {
  const filled = total === 0 ? width - 2 : Math.floor(((done + failed) / total) * (width - 2))
  return `[${'#'.repeat(filled).padEnd(width - 2, '-')}]`
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const

/** Failed points are the red end of what is filled, at least one cell of it. The rest is a darker trough, or blank. */
function blockBar({ done, failed, total }: Progress, style: BarStyle, width: number): string {
  const inside = style.color ? width : width - 2
  const eighths = total === 0 ? inside * 8 : Math.floor(((done + failed) / total) * inside * 8)
  const whole = Math.floor(eighths / 8)
  const redCells = failed === 0 ? 0 : Math.min(whole, Math.max(1, Math.round((failed / total) * inside)))
  const last = EIGHTHS[eighths % 8] ?? ''
  const good = '█'.repeat(whole - redCells)
  if (!style.color) return `▕${(good + '█'.repeat(redCells) + last).padEnd(inside)}▏`
  const trough = ' '.repeat(inside - whole - last.length)
  const tip = failed === 0 ? '32' : '31'
  return `\x1b[32m${good}\x1b[${tip}m${'█'.repeat(redCells)}\x1b[100m${last}${trough}\x1b[0m`
}

function painter({ color = false }: BarStyle, code: string): (text: string) => string {
  return (text) => (color ? `\x1b[${code}m${text}\x1b[0m` : text)
}

function shorten(task: string, unicode: boolean): string {
  const mark = unicode ? '…' : '..'
  return task.length > MAX_TASK_LENGTH ? task.slice(0, MAX_TASK_LENGTH - mark.length) + mark : task
}
