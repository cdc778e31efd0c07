/** Text of a value in an argument, a file name or a file: what a program of any language reads back as the very same value. */
export function renderValue(value: unknown, name: string): string {
  switch (typeof value) {
    case 'string':
      return checkText(value, name)
    case 'number':
      return renderNumber(value)
    case 'boolean':
    case 'bigint':
      return String(value)
    default:
      return value instanceof Date && !Number.isNaN(value.getTime())
        ? value.toISOString()
        : checkText(renderJson(value, name), name)
  }
}

/** The shortest digits that read back as the same number; `nan` and `inf` as C, Python, Fortran and Julia write and read them. */
function renderNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf'
  return Object.is(value, -0) ? '-0' : String(value)
}

function checkText(text: string, name: string): string {
  if (text.includes('\0')) {
    throw new TypeError(
      `The value of \`${name}\` holds a NUL character, which no argument, file name or variable of the environment can carry.\nSend it with \`input: 'json'\`.`,
    )
  }
  if (/\p{Surrogate}/u.test(text)) {
    throw new TypeError(`The value of \`${name}\` holds one half of a surrogate pair, which is no character.`)
  }
  return text
}

/** JSON that keeps what `JSON.stringify` loses: whole numbers of any size and the sign of zero. What JSON cannot say is refused. */
export function renderJson(value: unknown, name: string): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'boolean':
    case 'bigint':
      return String(value)
    case 'number':
      if (Number.isFinite(value)) return renderNumber(value)
      throw unsuited(name, `is ${value}, which JSON has no word for`)
    case 'object':
      return renderObject(value, name)
    default:
      throw unsuited(name, value === undefined ? 'is undefined' : `is a ${typeof value}`)
  }
}

function renderObject(value: object | null, name: string): string {
  if (value === null) return 'null'
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw unsuited(name, 'is an invalid date')
    return JSON.stringify(value)
  }
  const list = listOf(value)
  if (list !== undefined) return `[${list.map((item, at) => renderJson(item, `${name}[${at}]`)).join(',')}]`
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null)
    throw unsuited(name, `is a ${(value.constructor as { name?: string } | undefined)?.name ?? 'thing'} object`)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${renderJson(member, `${name}.${key}`)}`).join(',')}}`
}

function listOf(value: object): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  return ArrayBuffer.isView(value) && Symbol.iterator in value ? [...(value as Iterable<unknown>)] : undefined
}

function unsuited(name: string, problem: string): TypeError {
  return new TypeError(
    `The value of \`${name}\` ${problem}.\nA program gets numbers, texts, booleans, dates, and lists and plain objects of these as JSON.`,
  )
}
