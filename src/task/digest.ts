/** Loaded on use: workers import this folder and hash nothing. */
export function sha256(text: string): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', text)
}
