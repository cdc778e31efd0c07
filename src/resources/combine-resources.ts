import type { ResourceRequest } from './resources.ts'

/**
 * One request from an executor's defaults and a call's own: the call's own wins key by key, also where it asks for less.
 * Keys that are `undefined` say nothing, except in `env`, which is combined variable by variable.
 */
export function combineResources(defaults: ResourceRequest, own: ResourceRequest): ResourceRequest {
  const combined: Record<string, unknown> = { ...defaults }
  for (const [key, value] of Object.entries(own)) {
    // A name nobody knows goes through, so that whoever resolves the request refuses it.
    if (value !== undefined || !Object.hasOwn(defaults, key)) combined[key] = value
  }
  if (isRecord(defaults.env) && isRecord(own.env)) combined.env = { ...defaults.env, ...own.env }
  return combined
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
