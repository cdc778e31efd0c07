import { readdirSync, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Fails each test of the file that leaves something behind: living descendants of this process, open sockets, pipes, workers or
 * timers, or files in the temporary folder. Called once, at the top of a test file. What is on its way out gets three seconds.
 */
export function failOnLeaks(): void {
  let before = new Set<string>()
  beforeEach(async () => {
    // Starts what the first test would otherwise seem to leave open: the threads for file access, the standard streams.
    await stat(tmpdir())
    void [process.stdout, process.stderr]
    before = new Set(everythingOpen())
  })
  // A hook of the test itself, added last, so that it runs after the `t.after` hooks that close what the test opened.
  afterEach((context) => {
    const test = context as TestContext
    test.after(async () => {
      const left = await leftSince(before)
      if (left.length > 0) throw new Error(`The test left behind:\n${left.map((each) => `  ${each}`).join('\n')}`)
    })
  })
}

async function leftSince(before: ReadonlySet<string>): Promise<string[]> {
  const left = (): string[] => everythingOpen().filter((each) => !before.has(each))
  for (let waitedMs = 0; waitedMs < 3000 && left().length > 0; waitedMs += 20) await sleep(20)
  return left()
}

function everythingOpen(): string[] {
  return [...descendants(), ...threads(), ...handles(), ...temporaryFiles()]
}

/** Kinds of handles that a finished test has none of. `Timeout` is left out: our own waiting is one. */
const HANDLES =
  /^(PipeWrap|TCPSocketWrap|TCPServerWrap|TLSWrap|UDPWRAP|ProcessWrap|MessagePort|FSEventWrap|StatWatcher)$/

function handles(): string[] {
  const counts = new Map<string, number>()
  return process.getActiveResourcesInfo().flatMap((kind) => {
    if (!HANDLES.test(kind)) return []
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    return [`open ${kind} no. ${counts.get(kind)}`]
  })
}

/** A worker thread is no handle and no process; it only shows in the number of threads. */
function threads(): string[] {
  return process.platform === 'linux' ? readdirSync('/proc/self/task').map((_, at) => `thread no. ${at + 1}`) : []
}

/** Zombies are dead. Empty where there is no /proc. */
function descendants(): string[] {
  if (process.platform !== 'linux') return []
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess)
  const found: ProcessLine[] = []
  const visit = (parent: number): void => {
    for (const each of processes.filter(({ parent: own }) => own === parent)) {
      found.push(each)
      visit(each.pid)
    }
  }
  visit(process.pid)
  return found
    .filter(({ state }) => state !== 'Z' && state !== 'X')
    .map(({ pid, command }) => `process ${pid}: ${command}`)
}

interface ProcessLine {
  readonly pid: number
  readonly parent: number
  readonly state: string
  readonly command: string
}

function readProcess(name: string): ProcessLine[] {
  try {
    const [state = '', parent = ''] = (readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').pop() ?? '').split(' ')
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return [{ pid: Number(name), parent: Number(parent), state, command }]
  } catch {
    return []
  }
}

/** Under `npm test` the temporary folder is the file's own; otherwise others use it too, and only our names count. */
function temporaryFiles(): string[] {
  const isOwn = process.env.WINDROW_TEST_MARK !== undefined
  const toolCaches = /^(jiti|tsx-.*|node-compile-cache|node-jiti|v8-.*)$/
  return readdirSync(tmpdir())
    .filter((name) => (isOwn ? !toolCaches.test(name) : name.startsWith('windrow-')))
    .map((name) => `temporary file ${name}`)
}
