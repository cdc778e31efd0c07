import { createDeferred, type Deferred } from '../util/index.ts'
import type { RunEvent } from './run-event.ts'

type PointsFinished = RunEvent & { readonly type: 'points-finished' }

/** Events of a run for a program that reads them in its own time: `for await (const event of stream)`. */
export interface EventStream extends AsyncIterableIterator<RunEvent, undefined> {
  /** Adds an event; never waits. A method to hand out as `RunListener`. */
  readonly push: (event: RunEvent) => void
  /** Ends the stream, after what is buffered; with an error, reading then throws it. */
  readonly end: (error?: unknown) => void
  /** Logs and failures that were left out because the reader fell too far behind. Counts of points are never left out. */
  readonly dropped: number
}

/** How much a stream holds for a slow reader. */
export interface EventStreamOptions {
  /**
   * Events held besides counts of finished points. Beyond it, logs and single failures are left out and counted.
   *
   * @default 1024
   */
  readonly capacity?: number
}

/**
 * A stream of events for one reader. While the reader is slow, consecutive `points-finished` of a worker become one with
 * the sums and the last time, so that memory stays bounded whatever the number of points.
 *
 * @example
 * ```ts
 * const stream = createEventStream()
 * const sweeping = sweep(fn, axes, { progress: stream.push }).finally(() => stream.end())
 * for await (const event of stream) console.log(event.type)
 * const ds = await sweeping
 * ```
 */
export function createEventStream(options: EventStreamOptions = {}): EventStream {
  return new BoundedEventStream(options.capacity ?? 1024)
}

class BoundedEventStream implements EventStream {
  dropped = 0
  readonly #capacity: number
  #queue: RunEvent[] = []
  #next = 0
  /** Finished points since the last other event, one entry for each worker, the latest last. */
  readonly #tail = new Map<number, PointsFinished>()
  readonly #readers: Deferred<IteratorResult<RunEvent, undefined>>[] = []
  #end: { readonly error: unknown } | undefined

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  readonly push = (event: RunEvent): void => {
    if (this.#end !== undefined) return
    const reader = this.#readers.shift()
    if (reader !== undefined) reader.resolve({ done: false, value: event })
    else if (event.type === 'points-finished') this.#coalesce(event)
    else this.#enqueue(event)
  }

  readonly end = (error?: unknown): void => {
    if (this.#end !== undefined) return
    this.#end = { error }
    for (const [place, reader] of this.#readers.splice(0).entries()) {
      if (place === 0 && error !== undefined) reader.reject(this.#takeError())
      else reader.resolve({ done: true, value: undefined })
    }
  }

  next(): Promise<IteratorResult<RunEvent, undefined>> {
    const value = this.#take()
    if (value !== undefined) return Promise.resolve({ done: false, value })
    if (this.#end === undefined) {
      const reader = createDeferred<IteratorResult<RunEvent, undefined>>()
      this.#readers.push(reader)
      return reader.promise
    }
    return this.#end.error === undefined
      ? Promise.resolve({ done: true, value: undefined })
      : Promise.reject(this.#takeError())
  }

  return(): Promise<IteratorResult<RunEvent, undefined>> {
    this.#queue = []
    this.#next = 0
    this.#tail.clear()
    this.end()
    this.#takeError()
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.return().then(() => undefined)
  }

  #coalesce(event: PointsFinished): void {
    const earlier = this.#tail.get(event.worker)
    this.#tail.delete(event.worker)
    this.#tail.set(event.worker, earlier === undefined ? event : merge(earlier, event))
  }

  #enqueue(event: RunEvent): void {
    const isDetail = event.type === 'point-logged' || event.type === 'point-failed'
    if (isDetail && this.#queue.length - this.#next >= this.#capacity) {
      this.dropped += 1
      return
    }
    this.#queue.push(...this.#tail.values(), event)
    this.#tail.clear()
  }

  #take(): RunEvent | undefined {
    const event = this.#queue[this.#next]
    if (event !== undefined) {
      this.#next += 1
      if (this.#next * 2 > this.#queue.length) {
        this.#queue = this.#queue.slice(this.#next)
        this.#next = 0
      }
      return event
    }
    for (const [worker, finished] of this.#tail) {
      this.#tail.delete(worker)
      return finished
    }
    return undefined
  }

  /** An error is thrown once; afterwards the stream has ended. */
  #takeError(): unknown {
    const error = this.#end?.error
    this.#end = { error: undefined }
    return error
  }
}

function merge(earlier: PointsFinished, later: PointsFinished): PointsFinished {
  return {
    ...later,
    done: earlier.done + later.done,
    failed: earlier.failed + later.failed,
    busyMs: earlier.busyMs + later.busyMs,
  }
}
