import {
  CommandHandler,
  type Event,
  getInMemoryEventStore,
  type InMemoryEventStore,
  inlineProjections,
  inMemoryProjection,
  STREAM_DOES_NOT_EXIST,
} from '@event-driven-io/emmett'
import type { Contender } from '../../src/contenders/contender.ts'
import { plainFold, plainModel } from '../../src/work/plain-fold.ts'
import type { Call } from '../../src/work/task.ts'
import { decideTask, evolveTask, initialTask } from './task-state.ts'

export const expectedVersion = (version: number) => (version === 0 ? STREAM_DOES_NOT_EXIST : BigInt(version))

const append =
  (store: InMemoryEventStore) =>
  ({ task, version, facts }: Call) =>
    store.appendToStream(task, facts as unknown as Event[], { expectedStreamVersion: expectedVersion(version) })

/** Every event of the fold, kept as an inline projection: as cheap as one can be written. */
const projected = () => {
  const model = plainModel()
  const projection = inMemoryProjection<Event>({
    canHandle: [
      'task.registered',
      'task.assigned',
      'task.started',
      'progress.reported',
      'milestone.reached',
      'milestone.confirmed',
      'closing.requested',
      'closing.approved',
    ],
    handle: async (events) => {
      for (const event of events) plainFold(model, event)
    },
  })
  return { model, store: getInMemoryEventStore({ projections: inlineProjections([projection]) }) }
}

export const contenders: Readonly<Record<string, Contender>> = {
  'emmett.memory': {
    does: 'appendToStream with the expected version, into arrays',
    async open() {
      return { write: append(getInMemoryEventStore()), async close() {} }
    },
  },
  'emmett-equal.memory': {
    does: 'CommandHandler: reads the stream, evolves it, decides, appends; an inline projection of a row a task',
    async open() {
      const { model, store } = projected()
      const handle = CommandHandler({ evolve: evolveTask as never, initialState: initialTask })
      return {
        write: (call) => handle(store, call.task, (state) => decideTask(call, state as never) as never),
        count: async () => model.events,
        async close() {},
      }
    },
  },
}
