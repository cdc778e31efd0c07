import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from './lib/files.mjs'
import { report } from './lib/findings.mjs'
import { importsOf } from './lib/imports.mjs'

await report('dependencies', (root) => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return [...unpinned(manifest), ...withInstallScripts(lock), ...missingFromLock(lock), ...undeclared(root, manifest)]
})

function unpinned({ dependencies = {}, devDependencies = {} }) {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `package.json: ${name} is "${version}"; pin one version`)
}

/** What users install must run no code on installation. Development tools may bring such a script: we install with scripts off. */
function withInstallScripts(lock) {
  return Object.entries(lock)
    .filter(([, entry]) => entry.hasInstallScript === true && entry.dev !== true)
    .map(([path]) => `package-lock.json: ${path} has an install script, and users would install it`)
}

/** npm leaves out a platform's package that the registry did not have, and then `npm ci` refuses the lock file. */
function missingFromLock(lock) {
  return Object.entries(lock).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(
        (name) => lock[`node_modules/${name}`] === undefined && lock[`${path}/node_modules/${name}`] === undefined,
      )
      .map((name) => `package-lock.json: lacks ${name}, which ${path} lists; npm ci will fail`),
  )
}

function undeclared(root, manifest) {
  const declared = new Set(
    ['dependencies', 'peerDependencies', 'optionalDependencies'].flatMap((kind) => Object.keys(manifest[kind] ?? {})),
  )
  return listFiles(join(root, 'src'))
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      importsOf(readFileSync(join(root, 'src', file), 'utf8'))
        .filter(
          ({ specifier }) =>
            !specifier.startsWith('.') && !specifier.startsWith('node:') && !declared.has(packageOf(specifier)),
        )
        .map(
          ({ specifier, line }) =>
            `src/${file}:${line}: imports '${specifier}', which package.json does not declare for users`,
        ),
    )
}

function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
