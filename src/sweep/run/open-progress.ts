import type { ProgressSink, RunEvent } from '../../events/index.ts'
import type { ResolvedSweepOptions } from '../options.ts'

/** Milliseconds that a run nobody asked to follow may take without a word. */
const PATIENCE_MS = 2000

/** What a run tells its events to. */
export type ProgressView = Pick<ProgressSink, 'dispatch' | 'close'>

/** What shows a run, loaded only when somebody looks. `'patient'` says nothing of short runs and writes lines for long ones. */
export async function openProgress(option: ResolvedSweepOptions['progress']): Promise<ProgressView | undefined> {
  if (option === false) return undefined
  const { createProgressSink } = await import('../../events/index.ts')
  return option === 'patient' ? patiently(() => createProgressSink('lines')) : createProgressSink(option)
}

function patiently(open: () => ProgressView): ProgressView {
  const held: RunEvent[] = []
  let view: ProgressView | undefined
  return {
    dispatch(event) {
      if (view !== undefined) return view.dispatch(event)
      held.push(event)
      if (event.type === 'run-finished' || event.atMs - (held[0]?.atMs ?? 0) < PATIENCE_MS) return
      view = open()
      for (const past of held.splice(0)) view.dispatch(past)
    },
    close: () => view?.close(),
  }
}
