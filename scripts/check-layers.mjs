import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { listFiles } from './lib/files.mjs'
import { report } from './lib/findings.mjs'
import { importsOf } from './lib/imports.mjs'
import { FAMILIES, LAYERS, NEIGHBOURS, PURE } from './lib/layers.mjs'

await report('layers', (root) => {
  const files = listFiles(join(root, 'src')).filter((file) => file.endsWith('.ts'))
  const unknown = [...new Set(files.filter((file) => file.includes('/')).map(folderOf))].filter(
    (folder) => levelOf(folder) === -1,
  )
  return [
    ...unknown.map((folder) => `src/${folder}: not in the table of scripts/lib/layers.mjs; give it a place there`),
    ...files.flatMap((file) => findingsIn(file, readFileSync(join(root, 'src', file), 'utf8'))),
  ]
})

function findingsIn(file, source) {
  return importsOf(source).flatMap(({ specifier, line }) => {
    const rule = specifier.startsWith('.')
      ? brokenRule(file, posix.join(posix.dirname(file), specifier))
      : brokenPurity(file, specifier)
    return rule === undefined ? [] : [`src/${file}:${line}: imports '${specifier}': ${rule}`]
  })
}

function brokenPurity(file, specifier) {
  return PURE.includes(folderOf(file)) && specifier.startsWith('node:')
    ? `${folderOf(file)}/ imports nothing from node:`
    : undefined
}

function brokenRule(file, target) {
  if (target.startsWith('..')) return 'src/ imports nothing outside itself'
  if (!file.includes('/'))
    return target.endsWith('/index.ts') || !target.includes('/')
      ? undefined
      : 'a folder is public through its index.ts only'
  const from = folderOf(file)
  const to = target.includes('/') ? folderOf(target) : ''
  if (to === '') return 'the package entry is for users; import from the folder that has it'
  if (from === to) return brokenFamily(file, target)
  return (
    brokenOrder(from, to) ?? (target === `${to}/index.ts` ? undefined : `${to}/ is public through its index.ts only`)
  )
}

function brokenOrder(from, to) {
  const [own, other] = [levelOf(from), levelOf(to)]
  if (own === -1 || other === -1 || other < own || NEIGHBOURS[from]?.[to] !== undefined) return undefined
  return other === own
    ? `${from}/ and ${to}/ stand side by side and do not import each other`
    : `${from}/ stands to the left of ${to}/`
}

function brokenFamily(file, target) {
  const members = FAMILIES[folderOf(file)] ?? []
  const [from, to] = [memberOf(file, members), memberOf(target, members)]
  return from !== undefined && to !== undefined && from !== to
    ? `${from} and ${to} are of one family and do not import each other`
    : undefined
}

/** `netcdf` for `stores/netcdf.ts`, `stores/netcdf-writer.ts` and `stores/netcdf/anything.ts`. */
function memberOf(file, members) {
  const second = file.split('/')[1] ?? ''
  return members.find((member) => second === member || second === `${member}.ts` || second.startsWith(`${member}-`))
}

function folderOf(file) {
  return file.split('/')[0] ?? ''
}

function levelOf(folder) {
  return LAYERS.findIndex((level) => level.includes(folder))
}
