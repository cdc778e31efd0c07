#!/usr/bin/env node
import { readFileSync } from 'node:fs'

const words = process.argv.slice(2)
const version = readVersion()
// Asked by scripts and prompts, so it is answered before anything is loaded.
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) console.log(version)
else {
  const { main } = await import('./main.ts')
  // Whatever a task's module left running in this process ends with the command.
  process.exit(await main(words, version))
}

/** Of the package this file belongs to: one folder up in what is published, two in the sources. */
function readVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string }).version
    } catch {
      // Not there.
    }
  }
  return 'unknown'
}
