import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { exists, listFiles } from './lib/files.mjs'
import { report } from './lib/findings.mjs'

const ASK_ABOVE = 250
const MOST_LINES = 400
/** A folder has fewer files than this beside its `index.ts`. */
const FOLDER_LIMIT = 12
const TREES = ['src', 'test', 'examples', 'bench', 'scripts', 'clusters']
const CODE = /\.(ts|mts|mjs|cjs|js|py|sh)$/

await report('sizes', (root) => {
  const exceptions = readExceptions(root)
  const files = TREES.flatMap((tree) => listFiles(join(root, tree)).map((file) => `${tree}/${file}`)).filter((file) =>
    CODE.test(file),
  )
  const lengths = files.map((file) => ({ file, lines: linesOf(join(root, file)) }))
  for (const { file, lines } of lengths) {
    if (lines > ASK_ABOVE && lines <= MOST_LINES) console.log(`note: ${file} has ${lines} lines; does it do one thing?`)
  }
  return [
    ...lengths.filter(({ file, lines }) => lines > MOST_LINES && !(file in exceptions.files)).map(tooLong),
    ...foldersOf(files)
      .filter(({ folder, count }) => count >= FOLDER_LIMIT && !(folder in exceptions.folders))
      .map(tooMany),
    ...unused(exceptions, lengths, foldersOf(files)),
  ]
})

function tooLong({ file, lines }) {
  return `${file}: ${lines} lines, more than ${MOST_LINES}; split it, or name it with a reason in scripts/size-exceptions.json`
}

function tooMany({ folder, count }) {
  return `${folder}: ${count} files, not under ${FOLDER_LIMIT}; give it sub-folders, or name it with a reason in scripts/size-exceptions.json`
}

/** An exception that excuses nothing would excuse the next one unseen. */
function unused({ files, folders }, lengths, counts) {
  const longFiles = new Set(lengths.filter(({ lines }) => lines > MOST_LINES).map(({ file }) => file))
  const fullFolders = new Set(counts.filter(({ count }) => count >= FOLDER_LIMIT).map(({ folder }) => folder))
  return [
    ...Object.keys(files).filter((file) => !longFiles.has(file)),
    ...Object.keys(folders).filter((folder) => !fullFolders.has(folder)),
  ].map((path) => `${path}: named in scripts/size-exceptions.json without need; remove it there`)
}

/** Only the library's own folders: a test folder may hold one file for each file it tests. */
function foldersOf(files) {
  const counts = new Map()
  for (const file of files.filter((each) => each.startsWith('src/') && posix.basename(each) !== 'index.ts')) {
    counts.set(posix.dirname(file), (counts.get(posix.dirname(file)) ?? 0) + 1)
  }
  return [...counts].map(([folder, count]) => ({ folder, count }))
}

function linesOf(path) {
  return readFileSync(path, 'utf8').trimEnd().split('\n').length
}

function readExceptions(root) {
  const path = join(root, 'scripts/size-exceptions.json')
  return exists(path) ? JSON.parse(readFileSync(path, 'utf8')) : { files: {}, folders: {} }
}
