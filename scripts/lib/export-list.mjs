import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exists } from './files.mjs'
import { blankComments } from './imports.mjs'
import { inRoot } from './root.mjs'

/** @typedef {Record<string, { values: string[], types: string[] }>} ExportLists by entry: `.`, `./parallel`, … */

const RECORD = inRoot('scripts/exports.json')

/**
 * What each entry of package.json's `exports` offers, read from the source behind it: entries hold explicit re-exports only.
 *
 * @param {string} root
 * @param {{ exports: Record<string, string | { default: string }> }} manifest
 * @returns {ExportLists}
 */
export function exportLists(root, manifest) {
  const entries = Object.entries(manifest.exports).filter(([, target]) => typeof target !== 'string')
  return Object.fromEntries(
    entries.map(([entry, { default: target }]) => [entry, namesIn(readFileSync(join(root, sourceOf(target)), 'utf8'))]),
  )
}

/** @param {string} target `./dist/x.js` */
export function sourceOf(target) {
  return target.replace(/^\.\/dist\//, 'src/').replace(/\.js$/, '.ts')
}

/** @returns {ExportLists} */
export function readExportList() {
  return exists(RECORD) ? JSON.parse(readFileSync(RECORD, 'utf8')) : {}
}

/** @param {ExportLists} lists */
export function writeExportList(lists) {
  writeFileSync(RECORD, `${JSON.stringify(lists, undefined, 2)}\n`)
}

function namesIn(source) {
  const names = { values: [], types: [] }
  const text = blankComments(source)
  for (const [, type, list] of text.matchAll(/\bexport\s+(type\s+)?\{([^}]*)\}/g)) {
    for (const part of list
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean)) {
      const isType = type !== undefined || part.startsWith('type ')
      names[isType ? 'types' : 'values'].push(
        part
          .replace(/^type\s+/, '')
          .split(/\s+as\s+/)
          .pop(),
      )
    }
  }
  for (const [, kind, name] of text.matchAll(
    /\bexport\s+(?:declare\s+)?(?:async\s+)?(function\*?|class|const|let|type|interface)\s+([\w$]+)/g,
  )) {
    names[kind === 'type' || kind === 'interface' ? 'types' : 'values'].push(name)
  }
  return { values: names.values.sort(), types: names.types.sort() }
}
