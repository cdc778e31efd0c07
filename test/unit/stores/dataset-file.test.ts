import assert from 'node:assert/strict'
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { Dataset, type Variable } from '../../../src/dataset/index.ts'
import { createDatasetWriter, openDataset, saveDataset } from '../../../src/stores/index.ts'

const y: Variable = { dims: ['x'], shape: [3], dtype: 'float64', values: Float64Array.of(1, 2, 3), attrs: {} }
const ds = new Dataset({ sizes: { x: 3 }, coords: {}, vars: { y }, attrs: {}, failures: [] })

describe('dataset files', () => {
  let base = ''
  let folder = ''
  before(async () => {
    base = await realpath(await mkdtemp(join(tmpdir(), 'windrow-')))
  })
  beforeEach(async () => {
    folder = await mkdtemp(join(base, 't-'))
  })
  after(() => rm(base, { recursive: true }))

  it('are found by extension, and an unknown one is refused with those that are known', async () => {
    await assert.rejects(saveDataset(ds, 'a.zarrr'), {
      name: 'TypeError',
      message:
        'Cannot tell the format of `a.zarrr`: no store knows `.zarrr`.\nEnd the path in one of .nc, .nc4, .h5, .hdf5, .parquet, .csv, .tsv.',
    })
    await assert.rejects(openDataset('a'), {
      name: 'TypeError',
      message:
        'Cannot tell the format of `a`: it has no extension.\nEnd the path in one of .nc, .nc4, .h5, .hdf5, .parquet, .csv, .tsv.',
    })
    await assert.rejects(openDataset(''), {
      name: 'TypeError',
      message: 'Expected `path` to be the path of a file, got "" (string).',
    })
    await assert.rejects(saveDataset(ds, 'a.nc', { compression: 10 }), {
      name: 'TypeError',
      message: 'Expected `compression` to be a whole number from 0 to 9, got `10`.',
    })
  })

  it('keep an attribute of minus zero', async () => {
    const path = join(folder, 'zero.nc')
    await saveDataset(
      new Dataset({ ...ds, sizes: ds.sizes, coords: {}, vars: { y }, attrs: { a: -0, b: [-0, 1] } }),
      path,
    )
    assert.deepEqual((await openDataset(path)).attrs, { a: -0, b: [-0, 1] })
  })

  it('lie under paths with spaces, accents and many bytes, and under relative ones', async () => {
    const long = join(folder, 'ünï cöde', `${'é'.repeat(120)}.NC`)
    await mkdir(join(folder, 'ünï cöde'))
    for (const path of [long, relative(process.cwd(), join(folder, 'a b.h5'))]) {
      await saveDataset(ds, path)
      assert.deepEqual((await openDataset(path)).vars.y?.values, y.values)
    }
  })

  it('are read from where they were opened after the working directory changed', async () => {
    const path = join(folder, 'a.nc')
    await saveDataset(ds, path)
    const home = process.cwd()
    const opened = await openDataset(relative(home, path))
    process.chdir(base)
    try {
      assert.deepEqual(opened.vars.y?.values, y.values)
    } finally {
      process.chdir(home)
    }
  })

  it('keep a symbolic link and replace what it points to', async () => {
    await mkdir(join(folder, 'real'))
    await writeFile(join(folder, 'real', 'a.nc'), 'old')
    await symlink(join('real', 'a.nc'), join(folder, 'link.nc'))
    await saveDataset(ds, join(folder, 'link.nc'))
    assert.deepEqual((await openDataset(join(folder, 'real', 'a.nc'))).vars.y?.values, y.values)
    assert.equal(await realpath(join(folder, 'link.nc')), join(folder, 'real', 'a.nc'))
  })

  it('hold packed numbers unless packing gains nothing', async () => {
    const n = 100_000
    const flat: Variable = { ...y, shape: [n], values: new Float64Array(n).fill(1.5) }
    const wide = new Dataset({ sizes: { x: n }, coords: {}, vars: { y: flat }, attrs: {}, failures: [] })
    await saveDataset(wide, join(folder, 'packed.nc'))
    await saveDataset(wide, join(folder, 'plain.nc'), { compression: 0 })
    assert.ok((await readFile(join(folder, 'packed.nc'))).length < 50_000)
    assert.ok((await readFile(join(folder, 'plain.nc'))).length > 800_000)
  })

  it('that are no HDF5, cut off, folders or forbidden say so', async () => {
    const path = join(folder, 'a.nc')
    await writeFile(path, 'no HDF5 at all')
    await assert.rejects(openDataset(path), {
      name: 'StoreError',
      message: `Cannot open ${path}: it is not an HDF5 file.\nCheck that it is the right file.`,
    })
    await saveDataset(ds, path)
    await truncate(path, 1000)
    await assert.rejects(openDataset(path), {
      name: 'StoreError',
      message: `Cannot open ${path}: its end is missing.\nIt was cut off while it was written or copied: copy or compute it again.`,
    })
    await assert.rejects(openDataset(`${folder}/b.nc`), { name: 'StoreError' })
    await mkdir(join(folder, 'd.nc'))
    const isFolder = 'it is a folder.\nGive the path of a file.'
    await assert.rejects(openDataset(join(folder, 'd.nc')), {
      message: `Cannot open ${join(folder, 'd.nc')}: ${isFolder}`,
    })
    await assert.rejects(saveDataset(ds, join(folder, 'd.nc')), {
      message: `Cannot write ${join(folder, 'd.nc')}: ${isFolder}`,
    })
    if (process.getuid?.() === 0) return
    await chmod(folder, 0o500)
    await assert.rejects(saveDataset(ds, join(folder, 'e.nc')), {
      message: `Cannot write ${join(folder, 'e.nc')}: there is no permission to write in ${folder}.\nChange the permissions, or give another path.`,
    })
    await chmod(folder, 0o700)
  })

  it('are not written under a name that is a folder, a file in a file, or a name of a dim twice', async () => {
    await writeFile(join(folder, 'file'), '')
    const labels = { dims: [{ name: 'x', size: 1 }], coords: {}, innerDims: {}, varAttrs: {}, attrs: {} }
    await assert.rejects(createDatasetWriter(join(folder, 'file', 'a.nc'), labels), {
      name: 'StoreError',
      message: `Cannot write ${join(folder, 'file', 'a.nc')}: ${join(folder, 'file')} is not a folder.\nGive another path.`,
    })
    const twice = new Dataset({ sizes: { x: 3, z: 3 }, coords: {}, vars: { z: y }, attrs: {}, failures: [] })
    await assert.rejects(saveDataset(twice, join(folder, 'a.nc')), {
      name: 'TypeError',
      message: '`z` is the name of a dim, and of a variable over (x): rename one.',
    })
    assert.deepEqual(await readdir(folder), ['file'])
  })

  it('saved from an opened file of the same name replace it', async () => {
    const path = join(folder, 'a.nc')
    await saveDataset(ds, path)
    await saveDataset(await openDataset(path), path)
    assert.deepEqual((await openDataset(path)).vars.y?.values, y.values)
  })

  it('copied bit by bit give the same dataset', async () => {
    await saveDataset(ds, join(folder, 'a.nc'))
    await copyFile(join(folder, 'a.nc'), join(folder, 'b.nc'))
    assert.ok((await openDataset(join(folder, 'b.nc'))).equals(ds))
  })
})
