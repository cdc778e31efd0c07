import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  applyEnvironment,
  GpuBook,
  gpuEnvironment,
  resolveResources,
  shapeOf,
  slotsOf,
  threadEnvironment,
  workerEnvironment,
} from '../../../src/resources/index.ts'
import { assertRefused } from '../space/refused.ts'

describe('threadEnvironment', () => {
  it('sets every variable that numeric libraries read', () => {
    assert.deepEqual(threadEnvironment(2), {
      OMP_NUM_THREADS: '2',
      OPENBLAS_NUM_THREADS: '2',
      MKL_NUM_THREADS: '2',
      BLIS_NUM_THREADS: '2',
      VECLIB_MAXIMUM_THREADS: '2',
      NUMEXPR_NUM_THREADS: '2',
      NUMBA_NUM_THREADS: '2',
      RAYON_NUM_THREADS: '2',
    })
  })

  it('lets the pool of Node grow beyond its own size and never shrink', () => {
    assert.equal(threadEnvironment(1).UV_THREADPOOL_SIZE, undefined)
    assert.equal(threadEnvironment(4).UV_THREADPOOL_SIZE, undefined)
    assert.equal(threadEnvironment(16).UV_THREADPOOL_SIZE, '16')
  })
})

describe('gpuEnvironment', () => {
  it('numbers the devices of HIP within those that ROCr leaves', () => {
    assert.deepEqual(gpuEnvironment([2, 3]), {
      CUDA_VISIBLE_DEVICES: '2,3',
      HIP_VISIBLE_DEVICES: '0,1',
      ROCR_VISIBLE_DEVICES: '2,3',
      ZE_AFFINITY_MASK: '2,3',
    })
  })

  it('takes names of devices, which Level Zero does not know', () => {
    assert.deepEqual(gpuEnvironment(['GPU-8f6d', 'GPU-11aa']), {
      CUDA_VISIBLE_DEVICES: 'GPU-8f6d,GPU-11aa',
      HIP_VISIBLE_DEVICES: '0,1',
      ROCR_VISIBLE_DEVICES: 'GPU-8f6d,GPU-11aa',
      ZE_AFFINITY_MASK: undefined,
    })
  })

  it('hides every device from a call that asked for none', () => {
    assert.deepEqual(gpuEnvironment([]), {
      CUDA_VISIBLE_DEVICES: '-1',
      HIP_VISIBLE_DEVICES: '-1',
      ROCR_VISIBLE_DEVICES: '-1',
      ZE_AFFINITY_MASK: undefined,
    })
  })
})

describe('workerEnvironment', () => {
  it('lets the variables of the request win', () => {
    const resources = resolveResources({ threadsPerCore: 2, env: { OMP_NUM_THREADS: '1', HOME: undefined } })
    const environment = workerEnvironment(resources)
    assert.equal(environment.OMP_NUM_THREADS, '1')
    assert.equal(environment.MKL_NUM_THREADS, '2')
    assert.ok('HOME' in environment && environment.HOME === undefined)
    assert.ok(!('CUDA_VISIBLE_DEVICES' in environment))
  })

  it('shows the devices it is given', () => {
    assert.equal(workerEnvironment(resolveResources({ gpusPerCore: 1 }), [1]).CUDA_VISIBLE_DEVICES, '1')
    assert.equal(workerEnvironment(resolveResources(), []).CUDA_VISIBLE_DEVICES, '-1')
  })
})

describe('applyEnvironment', () => {
  it('leaves out what is taken away, and what was never there', () => {
    const inherited = { HOME: '/root', PATH: '/bin', MODE: undefined }
    assert.deepEqual(applyEnvironment(inherited, { HOME: undefined, PATH: '/usr/bin', OMP_NUM_THREADS: '2' }), {
      PATH: '/usr/bin',
      OMP_NUM_THREADS: '2',
    })
    assert.deepEqual(inherited, { HOME: '/root', PATH: '/bin', MODE: undefined })
  })
})

describe('shapeOf', () => {
  it('does not depend on the order of variables, nor on what concerns one call alone', () => {
    const one = shapeOf(resolveResources({ env: { A: '1', B: '2' }, priority: 1, walltime: 5000, exclusive: true }))
    const other = shapeOf(resolveResources({ env: { B: '2', A: '1' } }))
    assert.equal(one, other)
  })

  it('differs where a worker would have to be started differently', () => {
    const requests = [
      {},
      { threadsPerCore: 2 },
      { gpusPerCore: 2 },
      { memory: '1 GB' },
      { cwd: '/a' },
      { cwd: '/b' },
      { env: { A: '1' } },
      { env: { A: undefined } },
      { env: { A: 'null' } },
      { env: { A: '1', B: '1' } },
    ]
    const shapes = requests.map((request) => shapeOf(resolveResources(request)))
    assert.equal(new Set(shapes).size, requests.length)
  })

  it('goes with slots of cores times threads', () => {
    assert.equal(slotsOf(resolveResources({ threadsPerCore: 3 })), 3)
    assert.equal(slotsOf({ ...resolveResources({ threadsPerCore: 3 }), cores: 2 }), 6)
  })
})

describe('GpuBook', () => {
  it('gives out the first free devices, all that are asked for or none', () => {
    const book = new GpuBook([0, 1, 'GPU-2'])
    assert.deepEqual(book.take(2), [0, 1])
    assert.equal(book.take(2), undefined)
    assert.deepEqual(book.take(0), [])
    assert.deepEqual(book.take(1), ['GPU-2'])
    book.giveBack([1])
    assert.deepEqual([book.size, book.free, book.take(1)], [3, 1, [1]])
  })

  it('refuses a device named twice, and one given back twice', () => {
    assertRefused(() => new GpuBook([0, '0']), 'Expected each GPU to be named once, got `0, 0`.')
    const book = new GpuBook([0])
    book.giveBack(book.take(1) ?? [])
    assert.throws(() => book.giveBack([0]), { message: 'GPU 0 was given back, but nobody held it.' })
  })

  it('never lets two hold the same device, in any order of taking and giving back', () => {
    const steps = fc.array(
      fc.oneof(
        fc.nat(3).map((take) => ({ take })),
        fc.nat(5).map((back) => ({ back })),
      ),
    )
    fc.assert(
      fc.property(steps, (order) => {
        const book = new GpuBook([0, 1, 2, 3])
        const held: (readonly (number | string)[])[] = []
        for (const step of order) {
          if ('take' in step) held.push(book.take(step.take) ?? [])
          else if (held.length > 0) book.giveBack(held.splice(step.back % held.length, 1)[0] ?? [])
          const devices = held.flat()
          assert.equal(new Set(devices).size, devices.length)
          assert.equal(book.free, 4 - devices.length)
        }
      }),
    )
  })
})
