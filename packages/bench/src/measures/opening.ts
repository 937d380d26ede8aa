import { openDistrict } from '@bihuan/core'
import { fileStore } from '@bihuan/store-file'
import { everything } from '../everything.ts'

export type Way = 'save' | 'store' | 'replay' | 'replayPage' | 'hydrated' | 'open' | 'page' | 'counted'

export interface Took {
  /** Seconds since the process was about to open the store. */
  readonly seconds: number
  /** Of processors, by the same moment: what others on the machine do does not lengthen it. */
  readonly cpu: number
  /** MiB. */
  readonly rss: number
  readonly heap: number
  readonly rows: number
}

const clock = { now: () => Date.UTC(2023, 0, 31, 9) }

/** Opens the log in a folder in one way. */
export async function open(path: string, way: Way): Promise<Took> {
  const start = performance.now()
  const began = process.cpuUsage()
  const store = fileStore({ path, readOnly: way !== 'save' })
  const { snapshots: _, ...plain } = store
  let rows = 0
  if (way === 'store') rows = await store.head('district')
  else {
    const used: string[] = []
    const district = await openDistrict({
      store:
        way === 'replay' || way === 'replayPage' || way === 'save'
          ? { ...plain, ...(way === 'save' && { snapshots: store.snapshots as never }) }
          : store,
      slices: [everything],
      clock,
      create: false,
      snapshotEvery: 0,
      onSnapshot: ({ what }) => used.push(what),
    })
    if (way === 'save') await district.snapshot()
    if (way === 'hydrated') rows = district.views.benchEverything().rows
    if (way === 'page' || way === 'replayPage') rows = district.views.ledger({ limit: 50, counts: false }).rows.length
    if (way === 'counted') rows = district.views.ledger({ limit: 50 }).rows.length
    if (['hydrated', 'open', 'page', 'counted'].includes(way) && used[0] !== 'used') throw new Error('the snapshot was not used')
  }
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(began)
  const { rss, heapUsed } = process.memoryUsage()
  await store.close()
  return { seconds, cpu: (user + system) / 1e6, rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20, rows }
}
