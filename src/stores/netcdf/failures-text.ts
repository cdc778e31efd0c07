import type { Failure } from '../../errors/index.ts'
import { parsePlain, renderPlain } from '../plain-json.ts'

/** Failures as JSON text. */
export function renderFailures(failures: readonly Failure[]): string {
  return renderPlain(failures)
}

/** The reverse of `renderFailures`; an empty list for text that is none of ours. */
export function parseFailures(text: string): readonly Failure[] {
  const failures = parsePlain(text)
  return Array.isArray(failures) ? (failures as readonly Failure[]) : []
}
