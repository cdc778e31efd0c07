import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { createStrangersProject } from './stranger.js'

/** A Node to run programs with; without a path, the reason why there is none. */
interface OtherNode {
  readonly major: number
  readonly path?: string
  readonly reason?: string
}

const OWN: OtherNode = { major: Number(process.versions.node.split('.')[0]), path: process.execPath }
const OTHERS = JSON.parse(process.env.WINDROW_TEST_NODES ?? '[]') as readonly OtherNode[]
const TSX = 'node_modules/tsx/dist/cli.mjs'
/** What npm links as the command. */
const COMMAND = 'node_modules/.bin/windrow'
const TYPED = 'low,low,high,high 0,2,4,6\n'
const EVALUATED = `const { range, sweep } = require('windrow')
const k = 3
sweep(({ x }) => x * k, { x: range(4) }).then((ds) => console.log(ds.get('result').values.join()))`
const EVALUATED_MODULE = `import { range, sweep } from 'windrow'
const k = 3
const ds = await sweep(({ x }) => x * k, { x: range(4) })
console.log(ds.get('result').values.join())`

/** Title, arguments of Node, what it prints. */
const PROGRAMS: readonly (readonly [string, readonly string[], string])[] = [
  ['a closure and what it captures', ['closure.mjs'], '[[2,3],[11,12],[101,102]] zero,other,other\n'],
  [
    'an exported function on processes, threads and inline',
    ['exported.mjs'],
    'processes 1,2,4,1,3,9\nthreads 1,2,4,1,3,9\ninline 1,2,4,1,3,9\n',
  ],
  ['a TypeScript program under tsx, with an exported function and a closure', [TSX, 'typed.ts'], `${TYPED}5,6,7\n`],
  ['a TypeScript task that jiti loaded', ['jiti.mjs'], TYPED],
  ['enums, which only a compiler understands, under tsx', [TSX, 'enumerated.ts'], 'low,high\n'],
  [
    'a NetCDF file, read back equal, from a task that imports `context`',
    ['netcdf.mjs'],
    'true {"scale":5,"repetition":3} 15\n',
  ],
  ['`node -e`', ['-e', EVALUATED], '0,3,6,9\n'],
  ['`node -e` with imports', ['--input-type=module', '-e', EVALUATED_MODULE], '0,3,6,9\n'],
  [
    'the command, over TypeScript that only a compiler understands',
    [COMMAND, 'run', 'enumerated-task.ts', '-a', 'rate=0:1:2', '--out', 'levels.nc', '--quiet'],
    '',
  ],
  [
    'the command, for a table of what it wrote',
    [COMMAND, 'show', 'levels.nc', '--csv'],
    'rate,level\n0.0,low\n1.0,high\n',
  ],
  ['a failing point by its own file and line', ['failing.mjs'], 'bad x in failing-task.mjs:2\n'],
]
/** TypeScript without any loader. */
const NATIVE = ['TypeScript as it is', ['typed.ts'], `${TYPED}5,6,7\n`] as const

const project = await createStrangersProject(['tsx', 'jiti'])
after(() => project.remove())

for (const { major, path, reason = project.unreachable } of [OWN, ...OTHERS]) {
  describe(`the installed package on Node ${major} runs, without a word on stderr,`, () => {
    if (path === undefined || project.unreachable !== undefined)
      return void it('every program', { skip: reason ?? true })
    for (const [title, args, stdout] of stripsTypes(major, path) ? [...PROGRAMS, NATIVE] : PROGRAMS) {
      it(title, async () => {
        rmSync(join(project.folder, 'draws.nc'), { force: true })
        assert.deepEqual(await project.run(path, args), { code: 0, stdout, stderr: '' })
      })
    }
  })
}

describe('npx in a project with the package', () => {
  const skip = project.unreachable ?? false
  it('finds the command', { skip }, async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    const ending = await project.run('npx', ['--no-install', 'windrow', '--version'])
    assert.deepEqual([ending.code, ending.stdout], [0, `${version}\n`])
  })
})

/** Node 20 does not, and 22 only from 22.18 on. */
function stripsTypes(major: number, path: string): boolean {
  return path === process.execPath ? Boolean(Reflect.get(process.features, 'typescript')) : major >= 22
}

describe('a project with tsx and without jiti', () => {
  const skip = project.unreachable ?? false
  it('runs TypeScript that only a compiler understands', { skip }, async () => {
    rmSync(join(project.folder, 'node_modules/jiti'), { recursive: true })
    const axes = ['-a', 'rate=0:1:2', '--out', 'tsx.nc', '--quiet']
    const run = await project.run(process.execPath, [COMMAND, 'run', 'enumerated-task.ts', ...axes])
    assert.deepEqual(run, { code: 0, stdout: '', stderr: '' })
    const doctor = await project.run(process.execPath, [COMMAND, 'doctor'])
    assert.match(doctor.stdout, /TypeScript +loaded by (Node itself, )?tsx\n/)
  })
})
