import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { exportLists, readExportList, writeExportList } from './lib/export-list.mjs'
import { report } from './lib/findings.mjs'
import { npmCommand, npmEnv } from './lib/install.mjs'
import { ensureReady } from './lib/ready.mjs'
import { CACHE, inRoot, ROOT } from './lib/root.mjs'
import { run, runNode } from './lib/run.mjs'

const FOLDER = join(CACHE, 'package')
const NEEDED = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']
const ALLOWED = /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/[\w./-]+\.(js|d\.ts))$/

// `--update` records the exports as they are now; the change is then part of the commit.
await report('package', async () => {
  await ensureReady(['dist'])
  const manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  if (process.argv.includes('--update')) writeExportList(exportLists(ROOT, manifest))
  const packed = await pack()
  if (packed.failure !== undefined) return [packed.failure]
  return [
    ...wrongFiles(packed.files, manifest),
    ...changedExports(manifest),
    ...(await unlikeDeclared(packed.path, manifest)),
    ...(await tool('publint', 'publint/src/cli.js', ['run', packed.path, '--strict'])),
    ...(await tool('attw', '@arethetypeswrong/cli/dist/index.js', [
      packed.path,
      '--profile',
      'esm-only',
      '--no-definitely-typed',
      '--format',
      'ascii',
      '--no-emoji',
      '--no-color',
    ])),
  ]
})

async function pack() {
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  const [command, args] = npmCommand()
  const flags = ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', FOLDER]
  const { code, output } = await run(command, [...args, ...flags], { output: 'collect', env: npmEnv() })
  if (code !== 0) return { failure: `npm pack failed:\n${output}` }
  const answer = JSON.parse(output.slice(output.search(/^[[{]/m)))
  const [{ filename, files }] = Array.isArray(answer) ? answer : Object.values(answer)
  return { path: join(FOLDER, filename), files: files.map(({ path }) => path) }
}

function wrongFiles(files, { exports, bin }) {
  const targets = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : Object.values(entry),
  )
  const needed = [...NEEDED, ...Object.values(bin), ...targets.map((target) => target.replace(/^\.\//, ''))]
  return [
    ...[...new Set(needed)].filter((file) => !files.includes(file)).map((file) => `package: lacks ${file}`),
    ...files.filter((file) => !ALLOWED.test(file)).map((file) => `package: ${file} does not belong in it`),
  ]
}

function changedExports(manifest) {
  const [now, recorded] = [exportLists(ROOT, manifest), readExportList()]
  return [...new Set([...Object.keys(now), ...Object.keys(recorded)])].flatMap((entry) => {
    const [have, had] = [now[entry] ?? { values: [], types: [] }, recorded[entry] ?? { values: [], types: [] }]
    return ['values', 'types']
      .flatMap((kind) => [
        ...have[kind]
          .filter((name) => !had[kind].includes(name))
          .map((name) => `${entry}: ${kind.slice(0, -1)} ${name} is new`),
        ...had[kind]
          .filter((name) => !have[kind].includes(name))
          .map((name) => `${entry}: ${kind.slice(0, -1)} ${name} is gone`),
      ])
      .map((change) => `${change}; if it is meant: npm run check:package -- --update`)
  })
}

/** Unpacked as a user's package and imported by name, each entry gives what its source lists. */
async function unlikeDeclared(tarball, manifest) {
  const home = join(FOLDER, 'user/node_modules/windrow')
  mkdirSync(home, { recursive: true })
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', home])
  const findings = []
  for (const [entry, { values }] of Object.entries(exportLists(ROOT, manifest))) {
    const name = `windrow${entry.slice(1)}`
    const script = `console.log(Object.keys(await import(${JSON.stringify(name)})).sort().join(', '))`
    const args = ['--input-type=module', '--eval', script]
    const { output } = await run(process.execPath, args, { output: 'collect', cwd: join(FOLDER, 'user') })
    if (output.trim() !== values.join(', ')) {
      findings.push(`import of '${name}' gave\n${output.trim()}\nand its source lists\n${values.join(', ')}`)
    }
  }
  return findings
}

async function tool(name, path, args) {
  const { code, output } = await runNode(inRoot('node_modules', path), args, { output: 'collect' })
  return code === 0 ? [] : [`${name} says:\n${output}`]
}
