/** Commit of a work tree, and whether tracked files differ from it. */
export interface GitState {
  readonly commit: string
  readonly isDirty: boolean | undefined
}

const TIME_LIMIT_MS = 2_000
const MAX_OUTPUT_BYTES = 1 << 20
/** Set by git for its hooks: they would make it look at another repository than the folder's. */
const GIT_VARIABLES = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR'] as const

/** Asks git, at most two seconds; `undefined` without git, without a repository or without a commit. */
export async function gitState(folder: string): Promise<GitState | undefined> {
  const [commit, changes] = await Promise.all([
    runGit(folder, ['rev-parse', '--verify', 'HEAD']),
    runGit(folder, ['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=none']),
  ])
  const hash = commit?.trim()
  if (hash === undefined || !/^[0-9a-f]{40,64}$/.test(hash)) return undefined
  return { commit: hash, isDirty: changes === undefined ? undefined : changes.trim() !== '' }
}

/** Takes no lock in the repository and starts none of its programs. */
async function runGit(folder: string, args: readonly string[]): Promise<string | undefined> {
  const { execFile } = await import('node:child_process')
  const guards = ['--no-optional-locks', '-c', 'core.fsmonitor=false', '-C', folder]
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' }
  for (const name of GIT_VARIABLES) delete env[name]
  const limits = { env, timeout: TIME_LIMIT_MS, killSignal: 'SIGKILL', maxBuffer: MAX_OUTPUT_BYTES } as const
  return new Promise((resolve) => {
    execFile('git', [...guards, ...args], limits, (error, stdout) => resolve(error === null ? stdout : undefined))
  })
}
