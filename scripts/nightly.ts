// Asks all laws of many random histories: pnpm run nightly [how many histories, 200000 when left out]
// A run that fails is not the last: each has its own seed, and says how to run it again.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './workspace.ts'

/** What the property tests make of histories when BIHUAN_RUNS is 1. */
const unit = 400
/** A process of its own for so many: a long one fills its heap. */
const chunk = 5 * unit

const [histories = 200_000] = process.argv
  .slice(2)
  .filter((arg) => arg !== '--')
  .map(Number)
if (!Number.isInteger(histories) || histories < 1) {
  console.error('how many histories? a number, please')
  process.exit(1)
}
const first = Number(process.env.BIHUAN_SEED ?? Date.now() & 0x3fffffff)

const failed: string[] = []
for (let done = 0, seed = first; done < histories; done += chunk, seed++) {
  const runs = Math.min(chunk, histories - done) / unit
  const variables = { BIHUAN_RUNS: String(runs), BIHUAN_SEED: String(seed) }
  console.log(`\nhistories ${done + 1}–${done + runs * unit} of ${histories}, seed ${seed}`)
  const script = [...process.execArgv, join(root, 'scripts/test.ts'), 'property.test']
  const { status } = spawnSync(process.execPath, script, { cwd: root, stdio: 'inherit', env: { ...process.env, ...variables } })
  if (status !== 0) failed.push(`BIHUAN_RUNS=${runs} BIHUAN_SEED=${seed} pnpm test property.test`)
}
if (failed.length > 0) console.error(`\nlaws were broken; again:\n${failed.join('\n')}`)
else console.log(`\nall laws hold of ${histories} histories`)
process.exitCode = failed.length > 0 ? 1 : 0
