import { type Decoder, readMember, readNamed, readText, remember } from './decode-value.ts'
import { ERROR_HAS } from './format.ts'

const ERROR_CLASSES: Readonly<Record<string, new () => Error>> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
}

/** Makes an error of the class that its name says, where it is one of the language, else an `Error` of that name. */
export function readError(decoder: Decoder): Error {
  const { source } = decoder
  const has = source.byte()
  if (has > 7) throw source.fault(`an error cannot have ${has}`)
  const name = readText(source)
  const message = readText(source)
  const error = remember(decoder, createError(name))
  setHidden(error, 'message', message)
  if (error.name !== name) setHidden(error, 'name', name)
  setHidden(error, 'stack', (has & ERROR_HAS.stack) !== 0 ? readText(source) : undefined)
  if ((has & ERROR_HAS.cause) !== 0) setHidden(error, 'cause', readMember(decoder))
  if ((has & ERROR_HAS.errors) !== 0) setHidden(error, 'errors', readMember(decoder))
  readNamed(decoder, error)
  return error
}

function createError(name: string): Error {
  if (name === 'AggregateError') return new AggregateError([])
  const known = Object.hasOwn(ERROR_CLASSES, name) ? ERROR_CLASSES[name] : undefined
  return known === undefined ? new Error() : new known()
}

/** As an error has them by itself: not among its enumerable properties. */
function setHidden(error: Error, name: string, value: unknown): void {
  Object.defineProperty(error, name, { value, writable: true, configurable: true, enumerable: false })
}
