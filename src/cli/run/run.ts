import { existsSync } from 'node:fs'
import { Dataset } from '../../dataset/index.ts'
import { isSweepError } from '../../errors/index.ts'
import { NO_PROGRESS, type Progress, renderEvent } from '../../events/index.ts'
import { createSpace, refuseClashes, type Space } from '../../space/index.ts'
import { dryRunTask, renderEstimate, type SweepOptions, sweepTask } from '../../sweep/index.ts'
import type { ShippedTask } from '../../task/index.ts'
import type { CommandInput } from '../command-spec.ts'
import { stringify } from '../dataset-json.ts'
import type { Output } from '../output.ts'
import { refusing, UsageError } from '../usage-error.ts'
import { wholeOption } from '../values/number-option.ts'
import { watchInterrupts } from './interrupt.ts'
import { renderPreview } from './preview.ts'
import { openProgram, PROGRAM_OPTIONS } from './program-task.ts'
import { type Outcome, report } from './report.ts'
import { openWorkers, sweepOptionsOf } from './run-options.ts'
import { type GivenSpace, readSpace } from './space-of.ts'
import { type OpenedTask, openTask } from './task-file.ts'
import { unfilledParameters } from './unfilled-parameters.ts'

/** `windrow run`. */
export async function perform(input: CommandInput): Promise<number> {
  const { options, output } = input
  const open = taskOf(input)
  const given = await readSpace(options)
  const sweepOptions = sweepOptionsOf(options)
  const space = await refusing(() => spaceOf(given, sweepOptions))
  const ship = async (): Promise<ShippedTask> => {
    const opened = await open()
    if (!options.has('quiet'))
      noteUnfilled(opened, { names: [...space.names, ...Object.keys(sweepOptions.constants ?? {})], output })
    return opened.task
  }
  if (options.has('dry-run')) {
    return await estimate({ input, ship, given, space, sweepOptions })
  }
  return await compute({ input, ship, given, space, sweepOptions })
}

interface Job {
  readonly input: CommandInput
  readonly ship: () => Promise<ShippedTask>
  readonly given: GivenSpace
  readonly space: Space
  readonly sweepOptions: SweepOptions
}

/** What the sweep is, and what it would take. */
async function estimate({ input: { options, output }, ship, given, space, sweepOptions }: Job): Promise<number> {
  const task = await ship()
  const isJson = options.has('json')
  if (!isJson) output.print(renderPreview({ task, given, space }))
  const { progress: _, ...rest } = sweepOptions
  const parallel = wholeOption(options, 'workers', 1)
  const estimated = await refusing(() =>
    dryRunTask({
      task: () => task,
      combos: given.combos,
      options: { ...rest, ...casesOf(given), ...(parallel === undefined ? {} : { parallel }) },
    }),
  )
  output.print(isJson ? stringify(estimated) : renderEstimate(estimated))
  const { sampled } = estimated
  if (sampled.length === 0 || sampled.some(({ outcome }) => outcome !== 'failed')) return 0
  output.note(`${output.paint.bad('windrow:')} ${renderAllFailed(sampled.length)}`)
  return 1
}

function renderAllFailed(count: number): string {
  if (count === 1) return 'the point that was tried failed; nothing is known of the sweep.'
  return `all ${count} points that were tried failed; nothing is known of the sweep.`
}

async function compute({ input: { options, output }, ship, given, space, sweepOptions }: Job): Promise<number> {
  const interrupts = watchInterrupts(output)
  const out = options.one('out')
  if (out !== undefined && !options.has('quiet') && existsSync(out))
    output.note(output.paint.faint(`${out} will be replaced.`))
  const executor = await refusing(() => openWorkers(options, space.size))
  const events = options.has('json') ? followEvents() : undefined
  try {
    const outcome = await outcomeOf(() =>
      refusing(() =>
        sweepTask({
          task: ship,
          combos: given.combos,
          options: {
            ...sweepOptions,
            ...casesOf(given),
            ...(events === undefined ? {} : { progress: events.listen }),
            executor,
            signal: interrupts.signal,
          },
        }),
      ),
    )
    return await report(outcome, { output, options, space, progress: events?.latest(), exitCode: interrupts.exitCode })
  } finally {
    interrupts.close()
    await executor.shutdown()
  }
}

/** What the words name as the thing to run: a function of a module, or a program. */
function taskOf({ args, program, options }: CommandInput): () => Promise<OpenedTask> {
  const [file, ...more] = args
  const text = options.one('command')
  const given = [file, text, program.length > 0 ? program.join(' ') : undefined].filter((each) => each !== undefined)
  if (given.length === 0) {
    throw new UsageError(
      "Nothing says what to run.\nName the module with the function, `windrow run model.ts -a T=1.5:3.5:21 -a L=16,32 --out model.nc`, or a program: `windrow run --command './model --temp {T}' --parse number -a T=1:2:11`.",
    )
  }
  if (more.length > 0)
    throw new UsageError(`\`windrow run\` takes one file, got ${args.map((arg) => `\`${arg}\``).join(', ')}.`)
  if (given.length > 1)
    throw new UsageError(`Both ${given.map((each) => `\`${each}\``).join(' and ')} are to be run; give one of them.`)
  if (file === undefined) return async () => ({ task: await openProgram(text ?? program, options), source: '' })
  const meaningless = PROGRAM_OPTIONS.find((name) => options.has(name))
  if (meaningless === undefined) return () => openTask(file)
  throw new UsageError(`--${meaningless} is about programs, and ${file} is a module.`)
}

/** The compiler would refuse such a call; here nobody else says it. */
function noteUnfilled(opened: OpenedTask, { names, output }: { names: readonly string[]; output: Output }): void {
  for (const name of unfilledParameters(opened, names)) {
    const text = `\`${opened.task.name}\` takes \`${name}\`, which is given no value: it is undefined there. Give it with -a or -c.`
    output.note(`${output.paint.warn('note:')} ${text}`)
  }
}

function casesOf({ cases }: GivenSpace): Pick<SweepOptions, 'cases'> {
  return cases === undefined ? {} : { cases: cases as SweepOptions['cases'] & object }
}

function spaceOf({ combos, cases }: GivenSpace, sweepOptions: SweepOptions): Space {
  const space = createSpace({ combos, cases })
  refuseClashes(space, { constants: (sweepOptions.constants ?? {}) as Readonly<Record<string, unknown>> })
  return space
}

/** A dataset also where points failed or the run was stopped: nothing that finished is lost. */
async function outcomeOf(run: () => Promise<Dataset>): Promise<Outcome> {
  try {
    return { kind: 'ended', dataset: await run() }
  } catch (error) {
    const isPartial = isSweepError(error, 'SweepAbortedError') || isSweepError(error, 'SweepFailedError')
    if (!isPartial || !(error.dataset instanceof Dataset)) throw error
    return {
      kind: error.tag === 'SweepAbortedError' ? 'aborted' : 'stopped',
      dataset: error.dataset,
      message: error.message,
    }
  }
}

/** Writes events as lines of JSON, and keeps what follows from them. */
function followEvents(): {
  listen: (event: Parameters<typeof renderEvent>[0], progress: Progress) => void
  latest: () => Progress
} {
  let latest = NO_PROGRESS
  return {
    listen: (event, progress) => {
      latest = progress
      process.stderr.write(`${renderEvent(event)}\n`)
    },
    latest: () => latest,
  }
}
