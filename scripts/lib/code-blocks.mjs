/**
 * @typedef {object} CodeBlock
 * @property {number} line of the page, where the code begins
 * @property {string} code
 * @property {string[]} words what follows `ts` on the fence: `run`, `continues`
 * @property {string | undefined} output the `text output` block that follows, when there is one
 */

/**
 * The TypeScript blocks of a Markdown page. A block is a module of its own. Words on the fence: `continues` puts it after the
 * page's block before it, `run` runs it, and a block fenced as `text output` right after it is what it must print. A first line
 * `// decay.ts` gives it the name under which the page's other blocks import it.
 *
 * @param {string} page
 * @returns {CodeBlock[]}
 */
export function codeBlocksOf(page) {
  return blocksIn('ts', page)
}

/**
 * The blocks of a page fenced as `sh run`: what a reader types, run one after the other in one folder that holds the page's named
 * TypeScript files.
 *
 * @param {string} page
 * @returns {CodeBlock[]}
 */
export function shellBlocksOf(page) {
  return blocksIn('sh', page).filter(({ words }) => words.includes('run'))
}

function blocksIn(wanted, page) {
  const fences = fencesOf(page)
  return fences.flatMap(({ info, code, line }, at) => {
    const [language, ...words] = info.split(/\s+/)
    if (language !== wanted) return []
    const next = fences[at + 1]
    return [{ line, code, words, output: next?.info === 'text output' ? next.code : undefined }]
  })
}

function fencesOf(page) {
  const fences = []
  let open
  for (const [index, text] of page.split('\n').entries()) {
    const fence = /^(\s*)(`{3,})(.*)$/.exec(text)
    if (open === undefined && fence !== null)
      open = { info: fence[3].trim(), marks: fence[2], line: index + 2, lines: [] }
    else if (open !== undefined && fence !== null && fence[2] === open.marks && fence[3].trim() === '') {
      fences.push({ info: open.info, line: open.line, code: open.lines.join('\n') })
      open = undefined
    } else open?.lines.push(text)
  }
  return fences
}

/**
 * The file of each block, with its lines where they stand in the page: an error then names the page's line.
 *
 * @param {string} name of the page, for files without a name of their own
 * @param {CodeBlock[]} blocks
 * @returns {{ file: string, text: string, block: CodeBlock }[]}
 */
export function filesFor(name, blocks) {
  let before = ''
  return blocks.map((block) => {
    const own = '\n'.repeat(block.line - 1) + block.code
    const text = block.words.includes('continues') ? overlay(before, own) : own
    before = text
    const named = /^\/\/ ([\w-]+\.ts)$/m.exec(block.code.split('\n')[0] ?? '')?.[1]
    return { file: named ?? `${name}-line-${block.line}.ts`, text: `${text}\n`, block }
  })
}

/** Lines of `over` where it has some, else those of `under`. */
function overlay(under, over) {
  const lines = under.split('\n')
  for (const [index, line] of over.split('\n').entries()) if (line !== '' || index >= lines.length) lines[index] = line
  return lines.join('\n')
}
