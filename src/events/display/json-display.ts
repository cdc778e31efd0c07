import type { RunEvent } from '../run-event.ts'
import type { Display, DisplayOptions } from './display.ts'
import { createQuietWriter } from './quiet-writer.ts'

/** Every event as one line of JSON. What JSON lacks is written as text: `NaN`, `Infinity`, big integers. */
export function createJsonDisplay({ stream }: Pick<DisplayOptions, 'stream'>): Display {
  const writer = createQuietWriter(stream)
  return {
    show: (event) => writer.write(`${renderEvent(event)}\n`),
    close: () => writer.close(),
  }
}

/** An event as JSON without line breaks. */
export function renderEvent(event: RunEvent): string {
  return JSON.stringify(event, (_, value: unknown) => {
    if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) return String(value)
    return ArrayBuffer.isView(value) && Symbol.iterator in value
      ? Array.from(value as Iterable<unknown> & ArrayBufferView)
      : value
  })
}
