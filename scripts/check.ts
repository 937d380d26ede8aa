// Everything but the tests. Names of steps as arguments run only those: pnpm check types layers
import { consumers } from './consumers.ts'
import { checkPackages } from './packages.ts'
import { type Outcome, run } from './run.ts'
import { size } from './size.ts'
import { types } from './types.ts'

const layered = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', 'packages', 'examples']

const steps: Record<string, () => Promise<Outcome>> = {
  format: () => run('biome', ['ci', '--colors=off', '--error-on-warnings', '.']),
  types,
  layers: () => run('depcruise', layered),
  build: () => run('pnpm', ['run', 'build']),
  packages: checkPackages,
  consumers,
  size,
}

const asked = process.argv.slice(2).filter((arg) => arg !== '--')
const unknown = asked.filter((name) => !Object.hasOwn(steps, name))
if (unknown.length > 0) {
  console.error(`no step called ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}`)
  process.exit(1)
}

for (const [name, step] of Object.entries(steps)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const start = performance.now()
  const { ok, output } = await step()
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(9)} ${((performance.now() - start) / 1000).toFixed(1)} s`)
  if (!ok) process.exitCode = 1
  if (!ok || name === 'size') console.log(output.trimEnd().replace(/^/gm, '     '))
}
