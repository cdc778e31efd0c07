const MAX_TEXT_LENGTH = 2_000

/**
 * Text for something thrown that is not an error: an object by its class and `properties`, a bounded plain copy of its
 * own, because the object itself may be endless. Never throws.
 */
export function printThrown(thrown: unknown, properties?: Readonly<Record<string, unknown>>): string {
  try {
    if (typeof thrown === 'string') return thrown
    if (typeof thrown === 'bigint') return `${thrown}n`
    if (typeof thrown === 'function') return `function ${thrown.name || '(anonymous)'}`
    if (typeof thrown !== 'object' || thrown === null) return String(thrown)
    return printObject(thrown, properties)
  } catch {
    return 'a value that cannot be read'
  }
}

function printObject(thrown: object, properties: Readonly<Record<string, unknown>> | undefined): string {
  const className: unknown = thrown.constructor?.name
  const kind = typeof className === 'string' && className !== 'Object' ? className : ''
  if (properties === undefined || Object.keys(properties).length === 0) return kind === '' ? '{}' : kind
  const text = JSON.stringify(properties, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
  const whole = kind === '' ? text : `${kind} ${text}`
  return whole.length > MAX_TEXT_LENGTH ? `${whole.slice(0, MAX_TEXT_LENGTH)} …` : whole
}
