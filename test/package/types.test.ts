import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { createStrangersProject } from './stranger.js'

const RESOLUTIONS = { nodenext: 'nodenext', bundler: 'esnext' } as const
/** Without Node's types a project has those of browsers. */
const TYPES = { 'with the types of Node': ['node'], 'without the types of Node': [] } as const

const project = await createStrangersProject(['typescript', '@types/node'])
after(() => project.remove())

for (const [moduleResolution, module] of Object.entries(RESOLUTIONS)) {
  describe(`a program's types, resolved as \`${moduleResolution}\`, libraries checked,`, () => {
    if (project.unreachable !== undefined) return void it('compile', { skip: project.unreachable })
    for (const [title, types] of Object.entries(TYPES)) {
      it(`compile ${title}`, async () => {
        const compilerOptions = {
          target: 'es2022',
          module,
          moduleResolution,
          types,
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          allowImportingTsExtensions: true,
          noEmit: true,
        }
        const files = ['consumer.ts', 'typed.ts']
        writeFileSync(join(project.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
        const args = ['node_modules/typescript/bin/tsc', '-p', '.', '--pretty', 'false']
        assert.deepEqual(await project.run(process.execPath, args), { code: 0, stdout: '', stderr: '' })
      })
    }
  })
}
