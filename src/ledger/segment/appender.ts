import { LedgerError } from '../../errors/index.ts'
import { type ElapsedMs, startStopwatch } from './elapsed.ts'
import { type Frame, KEY_LENGTH, MIN_HEAD_LENGTH } from './frame.ts'
import { createSegmentFile, type RecordPlace, type SegmentFile } from './segment-file.ts'
import { codeOf, diskIo, type SegmentIo } from './segment-io.ts'

export interface AppenderOptions {
  /** Folder of the segments. It is never made: a ledger that is gone stays gone. */
  readonly folder: string
  readonly ledgerId: string
  /**
   * Milliseconds that records wait for others to share a flush with. 0 flushes at once; what comes meanwhile goes together.
   *
   * @default 250
   */
  readonly groupMs?: number
  /**
   * Bytes of waiting records that are flushed without waiting any longer.
   *
   * @default 1_048_576
   */
  readonly groupBytes?: number
  /**
   * Length above which a segment is ended and a new one begun.
   *
   * @default 1_073_741_824
   */
  readonly rollBytes?: number
  /**
   * A segment that got no record for so long is not written to again, whatever clock says so: others may take its writer for
   * dead.
   *
   * @default Infinity
   */
  readonly maxIdleMs?: number
  readonly io?: SegmentIo
  /** Starts a stopwatch. Tests have their own. */
  readonly stopwatch?: () => ElapsedMs
}

/** Writes records durably, several with one flush, to segments that nobody else writes to. */
export interface Appender {
  /** Resolves when the record is durable and marked so. Rejects with `LedgerError`; the record is then in no segment for certain. */
  append(frame: Frame): Promise<RecordPlace>
  /** Does not wait for others any longer; resolves when nothing waits. */
  flush(): Promise<void>
  /** Flushes, ends the segment and closes. Later records are refused. */
  close(): Promise<void>
  /** Names of the segments that this appender has written so far. */
  readonly segmentIds: ReadonlySet<string>
}

interface Waiting {
  readonly frame: Frame
  readonly resolve: (place: RecordPlace) => void
  readonly reject: (error: unknown) => void
}

/** Opens no file before the first record. */
export function createAppender(options: AppenderOptions): Appender {
  return new GroupAppender(options)
}

class GroupAppender implements Appender {
  readonly #options: Required<AppenderOptions>
  readonly segmentIds: Set<string> = new Set()
  #waiting: Waiting[] = []
  #waitingBytes = 0
  #segment: SegmentFile | undefined
  #sinceCommit: ElapsedMs = () => 0
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #isUrgent = false
  #closing: Promise<void> | undefined

  constructor(options: AppenderOptions) {
    this.#options = {
      groupMs: 250,
      groupBytes: 2 ** 20,
      rollBytes: 2 ** 30,
      maxIdleMs: Infinity,
      io: diskIo,
      stopwatch: startStopwatch,
      ...options,
    }
  }

  append(frame: Frame): Promise<RecordPlace> {
    if (this.#closing !== undefined) return Promise.reject(this.#failure('It is closed.'))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ frame, resolve, reject })
      this.#waitingBytes += sizeOf(frame)
      this.#schedule()
    })
  }

  async flush(): Promise<void> {
    this.#isUrgent = true
    this.#schedule()
    while (this.#running !== undefined) await this.#running
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.flush()
    const segment = this.#segment
    this.#segment = undefined
    if (segment === undefined) return
    try {
      await segment.end()
    } catch (error) {
      // All records are durable already; only the note that none follow is missing.
      await segment.abandon()
      throw this.#failure('Its last segment could not be closed.', error)
    }
  }

  #schedule(): void {
    if (this.#waiting.length === 0) this.#isUrgent = false
    if (this.#running !== undefined || this.#waiting.length === 0) return
    const { groupMs, groupBytes } = this.#options
    if (this.#isUrgent || groupMs === 0 || this.#waitingBytes >= groupBytes) {
      clearTimeout(this.#timer)
      this.#timer = undefined
      this.#running = this.#writeGroup().finally(() => {
        this.#running = undefined
        this.#schedule()
      })
    } else
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined
        this.#isUrgent = true
        this.#schedule()
      }, groupMs)
  }

  async #writeGroup(): Promise<void> {
    // What was appended in the same turn of the event loop belongs to the group.
    await undefined
    const group = this.#takeGroup()
    const frames = group.map(({ frame }) => frame)
    try {
      const places = await this.#commit(frames).catch((error) => this.#commitAnew(frames, error))
      group.forEach(({ resolve }, n) => {
        resolve(places[n] as RecordPlace)
      })
    } catch (error) {
      const failure = this.#failure('Records could not be written.', error)
      for (const { reject } of group) reject(failure)
    }
  }

  /** As many as fit into a group, at least one. */
  #takeGroup(): Waiting[] {
    let count = 0
    for (let bytes = 0; count < this.#waiting.length && (count === 0 || bytes < this.#options.groupBytes); count++)
      bytes += sizeOf((this.#waiting[count] as Waiting).frame)
    const group = this.#waiting.splice(0, count)
    for (const { frame } of group) this.#waitingBytes -= sizeOf(frame)
    return group
  }

  /** Once more in a new segment: what was written to the abandoned one may be torn. */
  async #commitAnew(frames: readonly Frame[], error: unknown): Promise<RecordPlace[]> {
    if (GONE.has(codeOf(error))) throw error
    return await this.#commit(frames)
  }

  async #commit(frames: readonly Frame[]): Promise<RecordPlace[]> {
    const { maxIdleMs, stopwatch } = this.#options
    try {
      const segment = await this.#currentSegment()
      const places = await segment.write(frames)
      await segment.commit()
      if (this.#sinceCommit() > maxIdleMs)
        throw new Error('This process was stopped for so long that others may have removed its segment.')
      this.#sinceCommit = stopwatch()
      return places
    } catch (error) {
      await this.#segment?.abandon()
      this.#segment = undefined
      throw error
    }
  }

  async #currentSegment(): Promise<SegmentFile> {
    const { folder, ledgerId, io, rollBytes, maxIdleMs, stopwatch } = this.#options
    const current = this.#segment
    if (current !== undefined && current.length < rollBytes && this.#sinceCommit() <= maxIdleMs) return current
    this.#segment = undefined
    if (current !== undefined && current.length >= rollBytes) await current.end()
    else await current?.abandon()
    const next = await createSegmentFile(folder, ledgerId, io)
    this.segmentIds.add(next.segmentId)
    this.#segment = next
    this.#sinceCommit = stopwatch()
    return next
  }

  #failure(what: string, cause?: unknown): LedgerError {
    const { folder } = this.#options
    const reason = cause === undefined ? '' : `\n${cause instanceof Error ? cause.message : String(cause)}`
    return new LedgerError(`${what} The folder is ${folder}.${reason}`, { path: folder }, { cause })
  }
}

/** Codes that say that the folder itself has gone: nothing is tried again. */
const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ESTALE'])

function sizeOf({ payload }: Frame): number {
  return MIN_HEAD_LENGTH + KEY_LENGTH + payload.length
}
