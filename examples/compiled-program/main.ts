import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { command, linspace, sweep } from 'windrow'

const folder = mkdtempSync(join(tmpdir(), 'lorenz-'))
const program = join(folder, 'lorenz')
try {
  const source = process.argv[2] ?? fileURLToPath(new URL('lorenz.c', import.meta.url))
  execFileSync('cc', ['-O2', '-o', program, source, '-lm'])

  const lorenz = command([program, '{rho}', '{steps}', '{dt}'], {
    parse: /exponent (?<exponent>\S+)\nhighest +(?<highest>\S+)/,
  })
  const ds = await sweep(
    lorenz,
    { rho: linspace(4, 28, 7), dt: [0.005, 0.01] },
    {
      constants: { steps: 200_000 },
      out: process.argv[3] ?? 'lorenz.nc',
      varAttrs: {
        rho: { long_name: 'reduced Rayleigh number' },
        dt: { long_name: 'time step' },
        exponent: { long_name: 'largest Lyapunov exponent' },
      },
    },
  )
  const exponent = ds.get('exponent').sel({ dt: 0.005 })
  console.log('  rho   largest Lyapunov exponent')
  for (const { rho, exponent: value } of exponent.toRows())
    console.log(String(rho).padStart(5), Number(value).toFixed(3).padStart(9), Number(value) > 0 ? '  chaos' : '')
} finally {
  rmSync(folder, { recursive: true })
}
