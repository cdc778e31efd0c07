import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  combineResources,
  type ResourceRequest,
  renderResources,
  resolveResources,
} from '../../../src/resources/index.ts'
import { assertRefused } from '../space/refused.ts'

/** Refuses what the types would not let through either. */
const resolveAny = (request: unknown): unknown => resolveResources(request as ResourceRequest)

describe('resolveResources', () => {
  it('completes an empty request with one core and no limits', () => {
    assert.deepEqual(resolveResources(), {
      cores: 1,
      threadsPerCore: 1,
      gpusPerCore: 0,
      memoryBytes: Number.POSITIVE_INFINITY,
      cwd: undefined,
      env: {},
      walltimeMs: Number.POSITIVE_INFINITY,
      priority: 0,
      exclusive: false,
    })
  })

  it('reads sizes and times from text', () => {
    const request: ResourceRequest = {
      cores: 1,
      threadsPerCore: 4,
      gpusPerCore: 2,
      memory: '2 GB',
      cwd: '/data',
      env: { MODE: 'fast', HOME: undefined },
      walltime: '1:30:00',
      priority: -3,
      exclusive: true,
    }
    assert.deepEqual(resolveResources(request), {
      cores: 1,
      threadsPerCore: 4,
      gpusPerCore: 2,
      memoryBytes: 2e9,
      cwd: '/data',
      env: { MODE: 'fast', HOME: undefined },
      walltimeMs: 90 * 60_000,
      priority: -3,
      exclusive: true,
    })
    assert.equal(resolveResources({ walltime: '90 min' }).walltimeMs, 90 * 60_000)
    assert.equal(resolveResources({ walltime: 1500 }).walltimeMs, 1500)
    assert.equal(resolveResources({ memory: '512MiB' }).memoryBytes, 512 * 1024 ** 2)
    assert.equal(resolveResources({ memory: 3e9 }).memoryBytes, 3e9)
  })

  it('takes Infinity as no limit, so that a call can lift a default', () => {
    const defaults: ResourceRequest = { memory: '1 GB', walltime: '1h' }
    const own = { memory: Number.POSITIVE_INFINITY, walltime: Number.POSITIVE_INFINITY }
    const { memoryBytes, walltimeMs } = resolveResources(combineResources(defaults, own))
    assert.deepEqual([memoryBytes, walltimeMs], [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
  })

  it('refuses several cores and says what to ask for instead', () => {
    assertRefused(
      () => resolveResources({ cores: 4 }),
      'Expected `resources.cores` to be 1, because several ranks need MPI, which is not there yet; got `4`.\nFor 4 threads in one call ask for `threadsPerCore: 4`; for 4 calls at once give the executor `maxWorkers: 4`.',
    )
  })

  it('refuses names that only a cluster understands by name, in snake case too', () => {
    assertRefused(
      () => resolveAny({ partition: 'gpu' }),
      '`partition` in `resources` is a partition of a cluster, and this executor runs calls on this machine.\nLeave it out here; it belongs to executors that submit jobs to a cluster.',
    )
    const names = ['queue', 'account', 'qos', 'numNodes', 'num_nodes', 'constraint', 'slurmCmdArgs', 'slurm_cmd_args']
    for (const name of names) {
      assert.throws(() => resolveAny({ [name]: 1 }), {
        name: 'TypeError',
        message: new RegExp(`^\`${name}\` in \`resources\` is .*\\nLeave it out here; it belongs to executors that`),
      })
    }
  })

  it('refuses unknown names with the one that was meant', () => {
    const meant = {
      core: 'cores',
      threads_per_core: 'threadsPerCore',
      gpus: 'gpusPerCore',
      runTimeMax: 'walltime',
      run_time_max: 'walltime',
      wallTime: 'walltime',
      mem: 'memory',
      timeoutMs: 'walltime',
    }
    for (const [name, ours] of Object.entries(meant)) {
      assertRefused(
        () => resolveAny({ [name]: 1 }),
        `Unknown name \`${name}\` in \`resources\`. Did you mean \`${ours}\`?`,
      )
    }
    assertRefused(
      () => resolveAny({ colour: 1 }),
      'Unknown name `colour` in `resources`. There are `cores`, `threadsPerCore`, `gpusPerCore`, `memory`, `cwd`, `env`, `walltime`, `priority`, `exclusive`.',
    )
  })

  it('takes names of Object.prototype for unknown ones', () => {
    assert.throws(() => resolveAny({ constructor: 1 }), /^TypeError: Unknown name `constructor`/)
    assert.throws(() => resolveAny(JSON.parse('{"__proto__": 1}')), /^TypeError: Unknown name `__proto__`/)
  })

  it('refuses wrong values with the key, the value and what is expected', () => {
    const refusals: readonly [unknown, string][] = [
      [{ threadsPerCore: 0 }, 'Expected `resources.threadsPerCore` to be a whole number from 1 up, got `0` (number).'],
      [
        { threadsPerCore: '2' },
        "Expected `resources.threadsPerCore` to be a whole number from 1 up, got `'2'` (string).",
      ],
      [{ gpusPerCore: 0.5 }, 'Expected `resources.gpusPerCore` to be a whole number from 0 up, got `0.5` (number).'],
      [
        { memory: 2 },
        "Expected `resources.memory` to be bytes or a text such as `'2 GB'`, from 1 MB up, got `2` (number).",
      ],
      [
        { memory: 'much' },
        "Expected `resources.memory` to be bytes or a text such as `'2 GB'`, from 1 MB up, got `'much'` (string).",
      ],
      [
        { walltime: '90' },
        "Expected `resources.walltime` to be milliseconds above 0 or a text such as `'90 min'` or `'1:30:00'`, got `'90'` (string).",
      ],
      [
        { walltime: 0 },
        "Expected `resources.walltime` to be milliseconds above 0 or a text such as `'90 min'` or `'1:30:00'`, got `0` (number).",
      ],
      [{ cwd: '' }, "Expected `resources.cwd` to be the path of a folder, got `''` (string)."],
      [{ env: ['A=1'] }, 'Expected `resources.env` to be an object, got `[…]` (array).'],
      [{ priority: Number.NaN }, 'Expected `resources.priority` to be a number, got `NaN` (number).'],
      [{ exclusive: 1 }, 'Expected `resources.exclusive` to be `true` or `false`, got `1` (number).'],
      [null, 'Expected `resources` to be an object, got `null` (null).'],
    ]
    for (const [request, message] of refusals) assertRefused(() => resolveAny(request), message)
  })

  it('does not print the value of a variable it refuses', () => {
    assertRefused(
      () => resolveAny({ env: { TOKEN: 12345 } }),
      'Expected `resources.env.TOKEN` to be a text, or `undefined` to take it away, got number.',
    )
    assertRefused(
      () => resolveAny({ env: { 'A=B': 'x' } }),
      'Expected the names in `resources.env` to be names of environment variables, got `"A=B"`.',
    )
  })

  it('refuses a list of devices beside devices that the executor is to choose', () => {
    assertRefused(
      () => resolveResources({ gpusPerCore: 1, env: { CUDA_VISIBLE_DEVICES: '3' } }),
      '`resources.env` sets `CUDA_VISIBLE_DEVICES`, and `gpusPerCore: 1` has the executor choose devices.\nGive one of them.',
    )
    assert.deepEqual(resolveResources({ env: { CUDA_VISIBLE_DEVICES: '3' } }).env, { CUDA_VISIBLE_DEVICES: '3' })
  })

  it('names the place that it is told', () => {
    assertRefused(
      () => resolveResources({ threadsPerCore: -1 }, { where: 'options.resources' }),
      'Expected `options.resources.threadsPerCore` to be a whole number from 1 up, got `-1` (number).',
    )
  })
})

describe('combineResources', () => {
  it('lets the call win key by key, also where it asks for less', () => {
    assert.deepEqual(combineResources({ threadsPerCore: 4, priority: 2 }, { threadsPerCore: 1, cwd: '/a' }), {
      threadsPerCore: 1,
      priority: 2,
      cwd: '/a',
    })
  })

  it('combines variables one by one and leaves both requests as they were', () => {
    const defaults = { env: { A: '1', B: '2' } }
    const own = { env: { B: '3', A: undefined }, memory: undefined }
    assert.deepEqual(combineResources(defaults, own), { env: { A: undefined, B: '3' }, memory: undefined })
    assert.deepEqual(defaults, { env: { A: '1', B: '2' } })
    assert.deepEqual(own, { env: { B: '3', A: undefined }, memory: undefined })
  })

  it('loses nothing that is to be refused', () => {
    for (const own of [{ partition: 'gpu' }, JSON.parse('{"__proto__": 1}'), { [Symbol('a')]: 1 }, { env: 'A=1' }]) {
      assert.throws(() => resolveAny(combineResources({ env: { A: '1' } }, own)), { name: 'TypeError' })
    }
    assertRefused(
      () => combineResources({}, 5 as ResourceRequest),
      'Expected `resources` to be an object, got `5` (number).',
    )
  })

  it('takes undefined for nothing said', () => {
    assert.deepEqual(combineResources({ memory: '1 GB' }, { memory: undefined }), { memory: '1 GB' })
  })
})

describe('renderResources', () => {
  it('tells what is asked for, and of variables only the names', () => {
    const request: ResourceRequest = {
      threadsPerCore: 4,
      gpusPerCore: 2,
      memory: '2 GB',
      walltime: '90 min',
      cwd: '/data',
      env: { TOKEN: 'secret' },
      priority: 5,
      exclusive: true,
    }
    assert.equal(
      renderResources(resolveResources(request)),
      '1 core with 4 threads, 2 GPUs, 2.00 GB of memory, at most 1h 30m, in /data, with TOKEN set, priority 5, alone',
    )
    assert.equal(renderResources(resolveResources()), '1 core')
  })
})
