import { isSweepError, LedgerError } from '../../errors/index.ts'
import { renderBytes } from '../../util/index.ts'
import { type Appender, createAppender } from '../segment/appender.ts'
import { FRAME_KIND, MAX_PAYLOAD_LENGTH } from '../segment/frame.ts'
import { readRecord } from '../segment/read-record.ts'
import type { PlacedFrame } from '../segment/scan-frames.ts'
import type { RecordPlace } from '../segment/segment-file.ts'
import { codeOf } from '../segment/segment-io.ts'
import { CACHE_LEDGER_ID, type CacheFolder, openCacheFolder, segmentPath } from './cache-folder.ts'
import { type CallFacts, decodeCallValue, encodeCallRecord } from './call-record.ts'
import { releaseFoldLock, takeFoldLock } from './fold-lock.ts'
import { foldSegments } from './fold-segments.ts'
import { KeyIndex } from './key-index.ts'
import { type CallRecord, listCalls } from './list-calls.ts'
import { FOLD_FROM, planFold } from './plan-fold.ts'
import { CLOSED_AFTER_MS, createSegmentTails, type RecordVisitor, type SegmentTails } from './segment-tails.ts'

/** What `get` found. */
export type CacheLookup = { readonly hit: true; readonly value: unknown } | { readonly hit: false }

export interface CallCacheOptions {
  /**
   * Is told of files in the folder that are not read, and of folding that did not work. Neither loses a result.
   *
   * @default process.emitWarning
   */
  readonly onWarning?: (message: string) => void
}

/** Results of calls by key, in a folder that any number of programs on any number of hosts use at once. */
export interface CallCache {
  /** Absolute path of the folder. */
  readonly directory: string
  /**
   * The result kept under a key: 64 hexadecimal digits. A damaged result is a miss. What other programs keep meanwhile is
   * seen after a tenth of a second or so.
   */
  get(key: string): Promise<CacheLookup>
  /**
   * Keeps a result and resolves when it is durable. `get` sees it at once. The value is copied before `put` returns.
   *
   * Rejects with `TypeError` for a value that is no data, and with `LedgerError` where the folder cannot be written or the
   * value takes more than 1 GiB; nothing is kept then.
   */
  put(key: string, value: unknown, facts: CallFacts): Promise<void>
  /** What is known of each result, without reading the values. */
  list(): Promise<CallRecord[]>
  /** Looks at once for what other programs have kept. */
  refresh(): Promise<void>
  /** Folds the segments of programs that have ended into one. Done by itself beside other work; `true` where it was due. */
  fold(): Promise<boolean>
  /** Resolves when all that was put is durable and nothing is open. Idempotent. */
  close(): Promise<void>
}

/**
 * Opens a call cache, and makes its folder where it is not there.
 *
 * Throws `LedgerError` for a folder that cannot be used or holds something else. A folder that may only be read is opened;
 * `put` rejects then.
 *
 * @example
 * ```ts
 * const cache = await openCallCache('cache')
 * const found = await cache.get(key)
 * if (!found.hit) await cache.put(key, 42, { name: 'answer', args: '[]', durationMs: 3 })
 * await cache.close()
 * ```
 */
export async function openCallCache(directory: string, options: CallCacheOptions = {}): Promise<CallCache> {
  const { onWarning = (message) => process.emitWarning(message) } = options
  const cache = new FolderCallCache(await openCacheFolder(directory), onWarning)
  await cache.refresh()
  return cache
}

/** Looking for others' records takes at most a twentieth of the time. */
const LOOK_SHARE = 20
const MIN_LOOK_INTERVAL_MS = 100

class FolderCallCache implements CallCache {
  readonly directory: string
  readonly #folder: CacheFolder
  readonly #warn: (message: string) => void
  readonly #appender: Appender
  readonly #pending: Map<string, Promise<RecordPlace>> = new Map()
  #index: KeyIndex = new KeyIndex()
  #tails: SegmentTails
  /** Places that turned out to be damaged, and are not taken again. */
  readonly #damaged: Set<string> = new Set()
  /** Records that were not where the index says. */
  #failures = 0
  #nextLookMs = 0
  /** With so many segments it is worth asking whether some can be folded. */
  #foldAtCount: number = FOLD_FROM
  #folding: Promise<boolean> | undefined
  #isClosed = false

  constructor(folder: CacheFolder, warn: (message: string) => void) {
    this.#folder = folder
    const told = new Set<string>()
    this.#warn = (message) => {
      if (!told.has(message)) warn(message)
      told.add(message)
    }
    this.directory = folder.directory
    this.#tails = createSegmentTails(folder, this.#warn)
    this.#appender = createAppender({
      folder: folder.segments,
      ledgerId: CACHE_LEDGER_ID,
      groupMs: 0,
      maxIdleMs: CLOSED_AFTER_MS / 4,
    })
  }

  async get(key: string): Promise<CacheLookup> {
    const bytes = keyBytes(key)
    await this.#pending.get(bytes)?.catch(() => {})
    if (!this.#index.has(bytes) && performance.now() >= this.#nextLookMs) await this.refresh()
    const failuresBefore = this.#failures
    const found = await this.#find(bytes)
    if (found !== undefined || this.#failures === failuresBefore) return found ?? MISS
    // Its segment was folded, or it is damaged there: everything is looked at again, from the start.
    this.#readAnew()
    return (await this.#find(bytes)) ?? MISS
  }

  async put(key: string, value: unknown, facts: CallFacts): Promise<void> {
    const bytes = keyBytes(key)
    const payload = encodeCallRecord(value, facts)
    if (payload.length > MAX_PAYLOAD_LENGTH)
      throw new LedgerError(
        `The result of ${facts.name} takes ${renderBytes(payload.length)} and is not kept: a cache takes results up to ${renderBytes(MAX_PAYLOAD_LENGTH)}.\nReturn less, or write it to a file and return its path.`,
        { path: this.directory },
      )
    const placed = this.#appender.append({ kind: FRAME_KIND.result, key: bytes, payload })
    this.#pending.set(bytes, placed)
    try {
      this.#index.set(bytes, await placed)
    } finally {
      if (this.#pending.get(bytes) === placed) this.#pending.delete(bytes)
    }
  }

  async list(): Promise<CallRecord[]> {
    await Promise.allSettled(this.#pending.values())
    await this.refresh()
    return listCalls(this.#folder, this.#index)
  }

  async refresh(): Promise<void> {
    const beganMs = performance.now()
    this.#tails.advance(this.#appender.segmentIds, this.#visitor)
    this.#index.keepBlocks((segmentId) => this.#tails.has(segmentId))
    if (this.#tails.count >= this.#foldAtCount) this.#foldInBackground()
    const endedMs = performance.now()
    this.#nextLookMs = endedMs + Math.max(MIN_LOOK_INTERVAL_MS, LOOK_SHARE * (endedMs - beganMs))
  }

  fold(): Promise<boolean> {
    this.#folding ??= this.#fold().finally(() => {
      this.#folding = undefined
    })
    return this.#folding
  }

  #foldInBackground(): void {
    this.#foldAtCount = this.#tails.count + FOLD_FROM
    if (this.#isClosed) return
    this.fold().catch((error: unknown) => {
      if (!HARMLESS.has(codeOf(error)))
        this.#warn(`The call cache ${this.directory} was not tidied up: ${String(error)}`)
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#folding?.catch(() => {})
    await this.#appender.close()
  }

  async #fold(): Promise<boolean> {
    // Asked before the lock is taken: most often there is nothing to do.
    if (planFold(this.#tails.closed(Date.now())).length === 0) return false
    const nowMs = takeFoldLock(this.#folder.foldLock)
    if (nowMs === undefined) return false
    try {
      await this.refresh()
      const chosen = planFold(this.#tails.closed(nowMs))
      if (chosen.length === 0) return false
      await foldSegments(this.#folder, chosen)
      await this.refresh()
      this.#foldAtCount = this.#tails.count + FOLD_FROM
      return true
    } finally {
      releaseFoldLock(this.#folder.foldLock)
    }
  }

  readonly #visitor: RecordVisitor = {
    visit: (segmentId, frame) => this.#learn(segmentId, frame),
    takeIndex: (segmentId, index) => this.#index.addBlock(segmentId, index),
  }

  #learn(segmentId: string, { head, offset }: PlacedFrame): void {
    const { kind, key, headLength, payloadLength } = head
    if (kind !== FRAME_KIND.result || key === undefined || this.#damaged.has(`${segmentId} ${offset}`)) return
    this.#index.set(key, { segmentId, offset, headLength, payloadLength })
  }

  async #read(key: string, place: RecordPlace): Promise<CacheLookup | undefined> {
    try {
      const record = await readRecord(segmentPath(this.#folder, place.segmentId), place)
      if (record?.head.key === key) return { hit: true, value: decodeCallValue(record.payload) }
      this.#damaged.add(`${place.segmentId} ${place.offset}`)
    } catch (error) {
      if (isSweepError(error, 'FormatError')) this.#damaged.add(`${place.segmentId} ${place.offset}`)
      else if (!VANISHED.has(codeOf(error))) throw error
    }
    this.#failures += 1
    return undefined
  }

  async #find(key: string): Promise<CacheLookup | undefined> {
    for (const place of [...this.#index.places(key)]) {
      if (this.#damaged.has(`${place.segmentId} ${place.offset}`)) continue
      const found = await this.#read(key, place)
      if (found !== undefined) return found
    }
    return undefined
  }

  #readAnew(): void {
    this.#index = new KeyIndex()
    this.#tails = createSegmentTails(this.#folder, this.#warn)
    this.#tails.advance(new Set(), this.#visitor)
  }
}

const MISS: CacheLookup = { hit: false }

const VANISHED: ReadonlySet<string> = new Set(['ENOENT', 'ESTALE'])

/** A folder that may only be read is folded by others. */
const HARMLESS: ReadonlySet<string> = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOENT'])

/** A key as 32 characters of one byte each, which take half the memory. */
function keyBytes(key: string): string {
  if (typeof key !== 'string' || !/^[0-9a-f]{64}$/.test(key))
    throw new TypeError(
      `Expected \`key\` to be 64 hexadecimal digits, got \`${String(key)}\` (${typeof key}).\nMake it with \`callKey\`, or as the SHA-256 of a text.`,
    )
  return Buffer.from(key, 'hex').toString('latin1')
}
