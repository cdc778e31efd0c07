import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { renderFinding } from '../../../src/cli/doctor/doctor.ts'
import { createPaint } from '../../../src/cli/output.ts'
import { coresFinding, type Finding, findProgram, nodeFinding, runProgram } from '../../../src/host/index.ts'
import { readersFinding } from '../../../src/stores/doctor/checks.ts'
import { isRunning } from '../../support/processes.ts'
import { waitUntil } from '../../support/wait.ts'

describe('windrow doctor', () => {
  const FOUND: readonly (readonly [string, Finding, Finding])[] = [
    ['a Node that is new enough', nodeFinding('20.19.0'), { status: 'ok', text: '20.19.0' }],
    [
      'a Node that is too old',
      nodeFinding('20.18.3'),
      { status: 'problem', text: '20.18.3 is older than 20.19', remedy: 'Install Node 20.19 or newer.' },
    ],
    ['a free machine', coresFinding({ seen: 8, installed: 8, quota: undefined }), { status: 'ok', text: '8' }],
    [
      'a part of a machine',
      coresFinding({ seen: 2, installed: 8, quota: undefined }),
      { status: 'ok', text: '2 of 8' },
    ],
    [
      'a container that may use less than Node sees',
      coresFinding({ seen: 8, installed: 8, quota: 2.5 }),
      {
        status: 'note',
        text: 'this container may use 2.5 of the 8 cores that Node sees',
        remedy: 'Start no more workers than that: --workers 2.',
      },
    ],
    [
      'Python that reads our files',
      readersFinding(['3.12.1', 'xarray', 'h5netcdf', 'h5py']),
      { status: 'ok', text: '3.12.1 with xarray, h5netcdf, h5py' },
    ],
    [
      'h5netcdf without the h5py that it needs',
      readersFinding(['3.12.1', 'xarray', 'h5netcdf']),
      {
        status: 'note',
        text: '3.12.1 with xarray, h5netcdf only',
        remedy: 'For reading in Python: pip install xarray h5netcdf h5py.',
      },
    ],
    [
      'Python that does not',
      readersFinding(['3.12.1', 'h5py']),
      {
        status: 'note',
        text: '3.12.1 with h5py only',
        remedy: 'For reading in Python: pip install xarray h5netcdf h5py.',
      },
    ],
  ]
  for (const [title, found, finding] of FOUND) {
    it(`tells ${title}`, () => {
      assert.deepEqual(found, finding)
    })
  }

  it('puts what to do under what it found', () => {
    const found = { name: 'Python', status: 'note', text: 'python3 not found', remedy: 'pip install xarray' } as const
    assert.equal(
      renderFinding(found, { widest: 8, paint: createPaint(false) }),
      'note     Python    python3 not found\n                   pip install xarray',
    )
  })

  it('does not wait for a program that hangs, nor leave what it started', async () => {
    const script = 'sleep 1000 & echo $!; wait'
    const { isOk, stdout, stderr } = await runProgram('sh', ['-c', script], { timeoutMs: 300 })
    assert.deepEqual([isOk, stderr], [false, 'no answer within 300ms'])
    await waitUntil('what it started is gone', () => !isRunning(Number(stdout)))
    assert.deepEqual(await runProgram('no-such-program', []), {
      isOk: false,
      stdout: '',
      stderr: 'spawn no-such-program ENOENT',
    })
  })

  it('finds programs along PATH, and folders are none', () => {
    assert.equal(findProgram('sh', '/nowhere:/bin'), '/bin/sh')
    assert.equal(findProgram('bin', '/usr:/'), undefined)
  })
})
