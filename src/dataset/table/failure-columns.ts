import type { Failure } from '../../errors/index.ts'
import type { Variable } from '../variable.ts'
import { columnOfValues } from './column.ts'

/** Failures as columns: index, parameters, then what happened. A parameter named like one of ours gets `point_` before its name. */
export function failureColumns(failures: readonly Failure[]): Record<string, Variable> {
  const after = {
    attempts: columnOfValues(
      failures.map(({ attempts }) => attempts),
      'int64',
    ),
    workerLosses: columnOfValues(
      failures.map(({ workerLosses }) => workerLosses),
      'int64',
    ),
    error: columnOfValues(
      failures.map(({ error }) => error.name),
      'string',
    ),
    message: columnOfValues(
      failures.map(({ error }) => error.message),
      'string',
    ),
    host: columnOfValues(
      failures.map(({ host }) => host),
      'string',
    ),
    durationMs: columnOfValues(
      failures.map(({ durationMs }) => durationMs || null),
      'float64',
      { units: 'ms' },
    ),
  }
  const taken = ['index', ...Object.keys(after)]
  const names = new Set(failures.flatMap(({ point }) => Object.keys(point)))
  const parameters = [...names].map((name) => {
    const values = failures.map(({ point }) => (Object.hasOwn(point, name) ? point[name] : null))
    return [taken.includes(name) ? `point_${name}` : name, columnOfValues(values)] as const
  })
  const index = columnOfValues(
    failures.map((failure) => failure.index),
    'int64',
  )
  return { index, ...Object.fromEntries(parameters), ...after }
}
