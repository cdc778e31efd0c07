/** Makes Node's `console.log` show objects of a class as their text; a registered symbol, so nothing of Node is imported. */
export function inspectAsText(prototype: object): void {
  const value = function inspect(this: object): string {
    return String(this)
  }
  Object.defineProperty(prototype, Symbol.for('nodejs.util.inspect.custom'), { value })
}
