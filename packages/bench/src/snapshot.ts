// pnpm bench:snapshot [EVENTS]: how long a log takes to open by replay, and from a snapshot. 1,000,000 events when left out.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fileStore } from '@bihuan/store-file'
import { writeLog } from './long-log.ts'
import type { Took, Way } from './measures/opening.ts'

const events = Number(process.argv[2] ?? 1_000_000)
if (!Number.isSafeInteger(events) || events < 1000) throw new Error('usage: pnpm bench:snapshot [EVENTS], 1,000 or more')

const ways: readonly (readonly [way: Way, says: string])[] = [
  ['store', 'the store alone'],
  ['replay', 'replayed'],
  ['replayPage', 'replayed, to 50 rows of the ledger'],
  ['open', 'from a snapshot, no row asked for'],
  ['hydrated', 'from a snapshot, every row asked for'],
  ['page', 'from a snapshot, to 50 rows of the ledger'],
  ['counted', 'from a snapshot, to 50 rows of the ledger with the lights of all'],
]

const opening = fileURLToPath(new URL('./opening.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'bihuan-bench-'))
const path = join(folder, 'store')

function take(way: Way): Took {
  const args = [...process.execArgv, '--max-old-space-size=6000', opening, path, way]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

const sizeOf = (at: string) =>
  readdirSync(at, { withFileTypes: true }).reduce((sum, one) => sum + (one.isFile() ? statSync(join(at, one.name)).size : 0), 0)
const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`

try {
  const store = fileStore({ path })
  await writeLog(store, events)
  await store.close()
  take('save')
  const log = join(path, 'district')
  console.log(`${events} events, ${mib(sizeOf(log))}; the snapshot ${mib(sizeOf(join(log, 'snapshots')))}`)
  const took = new Map(ways.map(([way]) => [way, take(way)]))
  for (const [way, says] of ways) {
    const { seconds, cpu, rss, heap } = took.get(way) as Took
    console.log(
      `${seconds.toFixed(2).padStart(7)} s  CPU ${cpu.toFixed(2).padStart(6)} s  RSS ${rss.toFixed(0).padStart(5)} MiB  heap ${heap.toFixed(0).padStart(5)} MiB  ${says}`,
    )
  }
  const times = (way: Way, what: 'seconds' | 'cpu', less = 0) =>
    (((took.get('replay') as Took)[what] - less) / ((took.get(way) as Took)[what] - less)).toFixed(1)
  const checking = (took.get('store') as Took).cpu
  for (const [says, what, less] of [
    ['by the clock', 'seconds', 0],
    ['in CPU time', 'cpu', 0],
    ['in CPU time without the store’s check', 'cpu', checking],
  ] as const)
    console.log(
      `${says}: hydrated ${times('hydrated', what, less)} times, the first page ${times('page', what, less)} times, with counts ${times('counted', what, less)} times faster than replayed`,
    )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
