import type { FolderPlan } from '../command-ref.ts'
import type { Template } from '../text/template.ts'

/** The working directory of one run. */
export interface OpenFolder {
  readonly path: string
  /** Says how the run ended; removes the directory if it is not to be kept. Tells whether it is still there. */
  close(hasFailed: boolean): Promise<boolean>
}

/** Gives the working directory of a run: the one of all points, or a new one with its files in it. */
export async function openFolder(
  plan: string | FolderPlan,
  { name, fill }: { readonly name: string; readonly fill: (template: Template) => string },
): Promise<OpenFolder> {
  if (typeof plan === 'string') return { path: plan, close: async () => true }
  const { mkdir, mkdtemp, rm } = process.getBuiltinModule('node:fs/promises')
  const { join } = process.getBuiltinModule('node:path')
  const parent = plan.in ?? process.getBuiltinModule('node:os').tmpdir()
  await mkdir(parent, { recursive: true })
  const path = await mkdtemp(join(parent, `windrow-${name.replace(/[^\w.-]/g, '_')}-`))
  const remove = (): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 3 })
  try {
    await furnish(path, plan, fill)
  } catch (error) {
    await remove()
    throw error
  }
  return {
    path,
    async close(hasFailed) {
      if (plan.keep === 'always' || (plan.keep === 'failed' && hasFailed)) return true
      await remove()
      return false
    },
  }
}

async function furnish(path: string, plan: FolderPlan, fill: (template: Template) => string): Promise<void> {
  const { cp, mkdir, writeFile } = process.getBuiltinModule('node:fs/promises')
  const { basename, dirname, join } = process.getBuiltinModule('node:path')
  for (const source of plan.copy) await cp(source, join(path, basename(source)), { recursive: true })
  for (const { name, content } of plan.files) {
    const target = join(path, name)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, fill(content))
  }
}
