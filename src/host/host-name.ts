import { hostname } from 'node:os'

let known: string | undefined

/** Name of this machine, as failures, leases and provenance record it. Asked once: a process does not change hosts. */
export function hostName(): string {
  known ??= hostname() || 'localhost'
  return known
}
