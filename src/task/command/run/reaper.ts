import type { ChildProcess } from 'node:child_process'

/** Variable that all processes of a command inherit; its value names the run. */
export const MARK_VARIABLE = 'WINDROW_COMMAND'

/** Milliseconds that it stays when nothing runs. */
const IDLE_MS = 200

/*
 * A shell in a session of its own that reads what runs from a pipe whose other end only this process has. When the pipe ends,
 * however this process ended, it kills what still runs: the process groups, and on Linux also what left its group but still
 * carries the mark. A run that was announced may just be starting, so it is looked for until it shows.
 */
const SCRIPT = `
trap '' HUP INT TERM QUIT
runs=
without() {
  rest=
  for run in $runs; do case $run in "$1":*) ;; *) rest="$rest $run" ;; esac; done
  runs=$rest
}
kill_marked() {
  grep -slF "$@" /proc/[0-9]*/environ 2>/dev/null | while IFS=/ read -r _ _ pid _; do kill -s KILL "$pid" 2>/dev/null; done
}
while read -r verb mark group; do
  case $verb in
    start) runs="$runs $mark:" ;;
    group) without "$mark"; runs="$runs $mark:$group" ;;
    end) without "$mark" ;;
    kill) kill_marked -e "${MARK_VARIABLE}=$mark" ;;
  esac
done
[ -n "$runs" ] || exit 0
waits=
set --
for run in $runs; do
  group=\${run#*:}
  set -- "$@" -e "${MARK_VARIABLE}=\${run%%:*}"
  if [ -n "$group" ]; then kill -s KILL -- "-$group" 2>/dev/null; else waits='0.05 0.2 1'; fi
done
kill_marked "$@"
for wait in $waits; do sleep "$wait"; kill_marked "$@"; done
`

/** What makes sure that no process of a command outlives the process that started it. */
export class Reaper {
  readonly #id = process.getBuiltinModule('node:crypto').randomBytes(8).toString('hex')
  readonly #runs = new Map<string, number | undefined>()
  #child: ChildProcess | undefined
  #idle: NodeJS.Timeout | undefined
  #count = 0

  /** Says that a program is about to start; returns the mark that it must carry. */
  announce(): string {
    clearTimeout(this.#idle)
    const mark = `${this.#id}.${this.#count++}.`
    this.#child ??= this.#open()
    this.#tell(`start ${mark}`)
    this.#runs.set(mark, undefined)
    return mark
  }

  /** Says which process group a program leads. */
  started(mark: string, group: number): void {
    this.#runs.set(mark, group)
    this.#tell(`group ${mark} ${group}`)
  }

  /** Kills what carries a mark but has left its group. */
  killMarked(mark: string): void {
    this.#tell(`kill ${mark}`)
  }

  /** Says that a run is over: its number may be another's now. */
  ended(mark: string): void {
    this.#runs.delete(mark)
    this.#tell(`end ${mark}`)
    if (this.#runs.size === 0) this.#idle = setTimeout(() => this.#close(), IDLE_MS).unref()
  }

  #tell(line: string): void {
    this.#child?.stdin?.write(`${line}\n`)
  }

  #open(): ChildProcess {
    const { [MARK_VARIABLE]: _, ...env } = process.env
    const child = process
      .getBuiltinModule('node:child_process')
      .spawn('/bin/sh', ['-c', SCRIPT], { cwd: '/', env, detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
    const forget = (): void => {
      if (this.#child === child) this.#child = undefined
    }
    // Where there is no shell, commands run all the same; only a killed worker may then leave one behind.
    child.on('error', forget)
    child.on('exit', forget)
    child.stdin.on('error', forget)
    child.unref()
    ;(child.stdin as unknown as { unref(): void }).unref()
    for (const [mark, group] of this.#runs) {
      child.stdin.write(group === undefined ? `start ${mark}\n` : `group ${mark} ${group}\n`)
    }
    return child
  }

  #close(): void {
    this.#child?.stdin?.end()
    this.#child = undefined
  }
}
