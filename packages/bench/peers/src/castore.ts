import { EventStore, EventType } from '@castore/core'
import { InMemoryEventStorageAdapter } from '@castore/event-storage-adapter-in-memory'
import { PostgresEventStorageAdapter } from '@castore/event-storage-adapter-postgres'
import type { Contender } from '../../src/contenders/contender.ts'
import { plainFold } from '../../src/work/plain-fold.ts'
import type { Call } from '../../src/work/task.ts'

const eventTypes = [
  'task.registered',
  'task.assigned',
  'task.started',
  'progress.reported',
  'milestone.reached',
  'milestone.confirmed',
  'closing.requested',
  'closing.approved',
].map((type) => new EventType({ type }))

const over = (eventStorageAdapter: InMemoryEventStorageAdapter | PostgresEventStorageAdapter) =>
  new EventStore({ eventStoreId: 'TASKS', eventTypes, reducer: (state: unknown) => state as never, eventStorageAdapter } as never)

type Store = ReturnType<typeof over>

/** A single event is pushed by itself, several as a group, which is one transaction. */
const pushing = (store: Store) => {
  const push = (task: string, version: number, facts: Call['facts']): Promise<unknown> => {
    const events = facts.map(({ type, data }, i) => ({ aggregateId: task, version: version + i + 1, type, payload: data }))
    if (events.length === 1) return store.pushEvent(events[0] as never)
    const group = events.map((event) => store.groupEvent(event as never)) as Parameters<typeof EventStore.pushEventGroup>
    return EventStore.pushEventGroup(...group)
  }
  return {
    write: ({ task, version, facts }: Call) => push(task, version, facts),
    load: (calls: readonly Call[]) =>
      push(
        (calls[0] as Call).task,
        0,
        calls.flatMap(({ facts }) => facts),
      ),
  }
}

const adapterFor = (connectionString: string) => new PostgresEventStorageAdapter({ connectionString })

export const contenders: Readonly<Record<string, Contender>> = {
  'castore.memory': {
    does: 'pushEvent, pushEventGroup: the version checked, into arrays',
    async open() {
      return { ...pushing(over(new InMemoryEventStorageAdapter())), async close() {} }
    },
  },
  'castore.postgres': {
    does: 'pushEvent, pushEventGroup: one INSERT an event, a transaction a group',
    async open({ postgres = '' }) {
      await PostgresEventStorageAdapter.createEventTable({
        connectionString: postgres,
        tableName: 'event',
        aggregateId: { type: 'VARCHAR', length: 64 },
      } as never)
      return { ...pushing(over(adapterFor(postgres))), async close() {} }
    },
    async replay({ postgres = '' }, model) {
      const store = over(adapterFor(postgres))
      for (let pageToken: string | undefined; ; ) {
        const page = await store.listAggregateIds(pageToken === undefined ? {} : ({ pageToken } as never))
        for (const { aggregateId } of page.aggregateIds) {
          const { events } = await store.getEvents(aggregateId)
          for (const { type, payload } of events as { type: string; payload: unknown }[]) plainFold(model, { type, data: payload })
        }
        pageToken = page.nextPageToken
        if (pageToken === undefined) return model.events
      }
    },
  },
}
