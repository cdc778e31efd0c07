import type { Attrs } from '../../dataset/index.ts'
import type { SpaceDescription } from '../../space/index.ts'
import type { ShippedTask } from '../../task/index.ts'
import { folderOf, projectState, windrowVersion } from './project-state.ts'
import { renderSpace, sizeOf } from './render-space.ts'

/** What a run knows of itself when it ends. */
export interface ProvenanceInput {
  readonly task: Pick<ShippedTask, 'name' | 'sourceHash' | 'file'>
  readonly spaceDescription: SpaceDescription
  readonly seed: number | bigint | string | undefined
  readonly outcome: 'completed' | 'failed' | 'aborted'
  /** Points that have results. */
  readonly done: number
  readonly startedAtMs: number
  readonly finishedAtMs: number
  /** Versions of Node that took part, workers included, with or without the leading `v`. */
  readonly nodeVersions: readonly string[]
  readonly hosts: readonly string[]
  readonly workers: number
}

/** Looks at the state of the task's project now, and later says where a dataset comes from. */
export function openProvenance(
  task: ProvenanceInput['task'],
): (input: Omit<ProvenanceInput, 'task'>) => Promise<Attrs> {
  const folder = folderOf(task.file)
  if (folder !== undefined) void projectState(folder)
  return (input) => collectProvenance({ task, ...input })
}

/**
 * Attributes that say where a dataset comes from: which function in which state, over which space, when, on what. What
 * cannot be found out is absent (no git, no package). Arguments and environment are left out: they may hold secrets.
 */
export async function collectProvenance(input: ProvenanceInput): Promise<Attrs> {
  const { task } = input
  const folder = folderOf(task.file)
  const [project, version] = await Promise.all([
    folder === undefined ? undefined : projectState(folder),
    windrowVersion(),
  ])
  return present({
    windrow_version: version,
    windrow_function: task.name,
    windrow_source_sha256: task.sourceHash,
    windrow_file: task.file,
    windrow_project: project?.package,
    windrow_git_commit: project?.commit,
    windrow_git_dirty: project?.isDirty === undefined ? undefined : Number(project.isDirty),
    windrow_space: renderSpace(input.spaceDescription),
    windrow_points: sizeOf(input.spaceDescription),
    windrow_done: input.done,
    windrow_outcome: input.outcome,
    windrow_seed: typeof input.seed === 'bigint' ? String(input.seed) : input.seed,
    windrow_started: new Date(input.startedAtMs).toISOString(),
    windrow_finished: new Date(input.finishedAtMs).toISOString(),
    windrow_node: listOf(input.nodeVersions.map((nodeVersion) => nodeVersion.replace(/^v/, ''))),
    windrow_hosts: listOf(input.hosts),
    windrow_workers: input.workers,
  })
}

/** One text rather than a list: an attribute of one element reads back as a text in some programs. */
function listOf(values: readonly string[]): string | undefined {
  const unique = [...new Set(values)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  return unique.length === 0 ? undefined : unique.join(', ')
}

function present(attrs: Readonly<Record<string, string | number | undefined>>): Attrs {
  const entries = Object.entries(attrs).filter((entry): entry is [string, string | number] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}
