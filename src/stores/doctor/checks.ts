import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Dataset } from '../../dataset/index.ts'
import { type Check, type Finding, findProgram, runProgram } from '../../host/index.ts'
import { openDataset, saveDataset } from '../dataset-file.ts'

/** Python packages that read our files: one of the first two to read NetCDF, xarray to see it labelled. */
const PYTHON_PROBE = `import importlib.util as u, sys
print(sys.version.split()[0], *[m for m in ("xarray", "netCDF4", "h5netcdf", "h5py") if u.find_spec(m)])`

/** Writes and reads a file here, and looks for other programs that read it. */
export const storeChecks: readonly Check[] = [
  { name: 'NetCDF', run: () => roundTrip() },
  { name: 'Python', run: () => pythonFinding() },
  { name: 'ncdump', run: async () => ncdumpFinding() },
]

async function roundTrip(): Promise<Finding> {
  const folder = await mkdtemp(join(tmpdir(), 'windrow-doctor-'))
  try {
    const path = join(folder, 'a.nc')
    const values = Float64Array.of(1, 2, 3)
    const x = { dims: ['x'], shape: [3], dtype: 'float64', attrs: {}, values } as const
    const dataset = new Dataset({ sizes: { x: 3 }, coords: { x }, vars: { y: x }, attrs: {}, failures: [] })
    await saveDataset(dataset, path)
    if (dataset.equals(await openDataset(path))) return { status: 'ok', text: `written and read in ${tmpdir()}` }
    return { status: 'problem', text: `a file written in ${tmpdir()} does not read back the same` }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function pythonFinding(): Promise<Finding> {
  const remedy = 'For reading in Python: pip install xarray h5netcdf h5py.'
  if (findProgram('python3') === undefined) return { status: 'note', text: 'python3 not found', remedy }
  const { isOk, stdout, stderr } = await runProgram('python3', ['-c', PYTHON_PROBE])
  if (!isOk) return { status: 'note', text: `python3 does not run: ${stderr.trim().split('\n').at(-1)}` }
  return readersFinding(stdout.trim().split(' '))
}

/** Whether Python can open our files as xarray datasets. */
export function readersFinding([version = '', ...packages]: readonly string[]): Finding {
  const canRead = packages.includes('netCDF4') || (packages.includes('h5netcdf') && packages.includes('h5py'))
  if (packages.includes('xarray') && canRead) return { status: 'ok', text: `${version} with ${packages.join(', ')}` }
  const has = packages.length === 0 ? 'without packages that read NetCDF' : `with ${packages.join(', ')} only`
  return {
    status: 'note',
    text: `${version} ${has}`,
    remedy: 'For reading in Python: pip install xarray h5netcdf h5py.',
  }
}

function ncdumpFinding(): Finding {
  const path = findProgram('ncdump')
  if (path !== undefined) return { status: 'ok', text: path }
  return { status: 'note', text: 'not found', remedy: '`windrow show FILE` shows datasets without it.' }
}
