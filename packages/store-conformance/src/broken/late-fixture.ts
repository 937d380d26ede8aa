import type { EventStore } from '@bihuan/core'
import type { EventStoreFixture } from '../fixture.ts'
import { record } from '../records.ts'
import { plainStore } from './plain-store.ts'

export { destroy, place, supports } from './fixture.ts'

/**
 * A store that keeps its promises, over a medium like a server, which still does what it was asked by a process that has died since: in
 * each log one more command comes behind what was read first. It was never acknowledged, and it is whole.
 */
export const open: EventStoreFixture['open'] = async (place): Promise<EventStore> => {
  const store = plainStore((JSON.parse(place) as { file: string }).file)
  const done = new Set<string>()
  return {
    ...store,
    async *read(log, options) {
      yield* store.read(log, options)
      if (done.size === done.add(log).size) return
      const head = await store.head(log)
      const command = `late-${log}-${head}`
      await store.append(log, head, [record(head + 1, { command, text: JSON.stringify({ command, n: 1, of: 1 }) })])
    },
  }
}
