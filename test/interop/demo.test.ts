import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openDataset } from 'windrow'
import { root, run, runPython, without, withoutPython } from './project.ts'

const OUTPUTS = ['m', 'e', 'm2', 'm4', 'chi', 'binder']
const withoutNcdump = await without('ncdump', 'install netcdf-bin')

describe("the demo's file", () => {
  let folder = ''
  let path = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'windrow-'))
    path = join(folder, 'ising.nc')
    await run(process.execPath, join(root, 'build/examples/ising/main.js'), '--quick', '--out', folder)
  })
  after(() => rm(folder, { recursive: true, force: true }))

  it('is the same to both engines of xarray and to h5py, and to us', { skip: withoutPython }, async () => {
    const seen = JSON.parse(await runPython('read_demo.py', path))
    const ds = await openDataset(path)
    assert.deepEqual(seen.sizes, ds.sizes)
    assert.deepEqual(seen.dims, Object.fromEntries(OUTPUTS.map((name) => [name, ['/T', '/L', '/seed']])))
    assert.deepEqual(seen.dtypes, {
      T: 'float64',
      L: 'int64',
      seed: 'int64',
      ...Object.fromEntries(OUTPUTS.map((name) => [name, 'float64'])),
    })
    assert.deepEqual(seen.L, [16, 32])
    assert.deepEqual(seen.attrs, {
      title: 'Two-dimensional Ising model on an L x L torus',
      windrow_function: 'ising',
      windrow_seed: '1944',
      windrow_node: process.versions.node,
    })
    assert.deepEqual(seen.energy, { long_name: 'energy per spin', units: 'J' })
    assert.ok(seen.provenance.includes('windrow_source_sha256') && seen.provenance.includes('windrow_space'))
    assert.ok(Math.abs(seen.mean - Number(ds.get('m').sel({ L: 32, T: 1.6 }).mean().item())) < 1e-12)
  })

  it('has the header that is recorded, by ncdump', { skip: withoutNcdump }, async () => {
    const header = (await run('ncdump', '-h', path)).replaceAll(/\t\t(string )?:windrow_\w+ = .*\n/g, '')
    assert.equal(header, await readFile(join(root, 'test/fixtures/netcdf/ising.cdl'), 'utf8'))
  })
})
