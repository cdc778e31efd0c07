import { refuseNonObject } from './expected.ts'
import type { ResourceRequest } from './resources.ts'

/**
 * One request from an executor's defaults and a call's own: the call's own wins key by key, also where it asks for less.
 * Keys that are `undefined` say nothing, except in `env`, which is combined variable by variable. Names that nobody knows
 * are kept, so that `resolveResources` refuses them.
 */
export function combineResources(defaults: ResourceRequest, own: ResourceRequest): ResourceRequest {
  refuseNonObject(own, 'resources')
  const said = entriesOf(own).filter(([key, value]) => value !== undefined || !Object.hasOwn(defaults, key))
  // Not by assignment, which would lose a key named `__proto__`.
  const combined: ResourceRequest = Object.fromEntries([...entriesOf(defaults), ...said])
  return isBag(defaults.env) && isBag(own.env) ? { ...combined, env: { ...defaults.env, ...own.env } } : combined
}

function entriesOf(request: object): [PropertyKey, unknown][] {
  return Reflect.ownKeys(request).map((key) => [key, Reflect.get(request, key)])
}

function isBag(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
