/** Makes Node's `console.log` show an object as its text; the symbol is a registered one, so nothing of Node is imported. */
export function inspectAsText(object: object): void {
  Object.defineProperty(object, Symbol.for('nodejs.util.inspect.custom'), { value: () => String(object) })
}
