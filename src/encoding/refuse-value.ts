import { MAX_VALUE_DEPTH } from './format.ts'

type Path = readonly (string | number)[]

/** The error for a value that has no bytes, naming the place where it stands. */
export function refuseValue(value: unknown, path: Path): TypeError {
  if (path.length >= MAX_VALUE_DEPTH) {
    return new TypeError(
      `Expected a value nested at most ${MAX_VALUE_DEPTH} levels deep, got a deeper one at \`${printPath(path.slice(0, 4))}…\`.\n` +
        'Keep long chains as arrays.',
    )
  }
  return new TypeError(
    `Expected data at \`${printPath(path)}\`, got ${kindOf(value)}.\n` +
      'Give numbers, texts, booleans, bigints, dates, arrays, objects, maps, sets, errors, buffers or typed arrays.',
  )
}

function kindOf(value: unknown): string {
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function \`${value.name}\``
  if (typeof value === 'symbol') return 'a symbol'
  return `an object of kind ${Object.prototype.toString.call(value).slice(8, -1)}`
}

function printPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(step) ? `${text}.${step}` : `${text}[${JSON.stringify(step)}]`
  }, 'value')
}
