import { executorChecks } from '../../executors/index.ts'
import { type Check, type Finding, machineChecks } from '../../host/index.ts'
import { storeChecks } from '../../stores/index.ts'
import { taskChecks } from '../../task/index.ts'
import type { CommandInput } from '../command-spec.ts'
import type { Paint } from '../output.ts'
import { figureChecks } from './figure-checks.ts'

const CHECKS: readonly Check[] = [...machineChecks, ...taskChecks, ...executorChecks, ...storeChecks, ...figureChecks]

/** What one check found. */
export type Found = Finding & { readonly name: string }

/** `windrow doctor`. */
export async function perform({ options, output }: CommandInput): Promise<number> {
  const findings: Found[] = []
  const widest = Math.max(...CHECKS.map(({ name }) => name.length))
  for (const check of CHECKS) {
    const found = { name: check.name, ...(await examine(check)) }
    findings.push(found)
    if (!options.has('json')) output.print(renderFinding(found, { widest, paint: output.paintOut }))
  }
  const problems = findings.filter(({ status }) => status === 'problem').length
  if (options.has('json')) output.print(JSON.stringify({ problems, findings }))
  else output.print(`\n${renderVerdict(findings)}`)
  return problems > 0 ? 1 : 0
}

async function examine(check: Check): Promise<Finding> {
  try {
    return await check.run()
  } catch (error) {
    return { status: 'problem', text: error instanceof Error ? error.message : String(error) }
  }
}

/** `ok       Node      24.1.0`, and what to do about it in a line of its own. */
export function renderFinding(found: Found, { widest, paint }: { widest: number; paint: Paint }): string {
  const { name, status, text, remedy } = found
  const color = { ok: paint.good, note: paint.warn, problem: paint.bad }[status]
  const [first = '', ...more] = text.split('\n')
  const indent = ' '.repeat('problem  '.length + widest + 2)
  const lines = [...more, ...(remedy === undefined ? [] : [paint.faint(remedy)])].map((line) => `${indent}${line}`)
  return [`${color(status.padEnd('problem'.length))}  ${name.padEnd(widest)}  ${first}`, ...lines].join('\n')
}

function renderVerdict(findings: readonly Found[]): string {
  const problems = findings.filter(({ status }) => status === 'problem').map(({ name }) => name)
  if (problems.length === 0) return 'No problems. Notes are about what some sweeps need.'
  return `${problems.length === 1 ? 'One problem' : `${problems.length} problems`}: ${problems.join(', ')}.`
}
