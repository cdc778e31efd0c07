/** Characters that steer a terminal, or turn the direction of what follows. */
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]|\p{Cc}/gu

/** A text for a line of a terminal: what would steer it is shown as `\\x1b` instead. */
export function escapeControls(text: string): string {
  return text.replace(CONTROLS, (char) => {
    const code = (char.codePointAt(0) ?? 0).toString(16)
    return code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, '0')}`
  })
}
