import { type EventStore, isConflict, isDuplicateCommand, type LogRecord, type ReadOptions } from '@bihuan/core'
import fc from 'fast-check'
import { expect } from 'vitest'
import { always, type Bench } from './case.ts'
import { all, record, rejection } from './records.ts'

const types = ['task.created', 'task.reported', 'problem.opened']
const subjects = ['task:T-1', 'task:T-2', 'unit:"U', 'task:T-1,task:T-2']
const ids = Array.from({ length: 12 }, (_, n) => `c-${n}`)

const log = fc.constantFrom('a', 'b')
const body = fc.record({ type: fc.constantFrom(...types), about: fc.subarray(subjects), text: fc.string({ unit: 'grapheme' }) })
const command = fc.record({ id: fc.constantFrom(...ids), bodies: fc.array(body, { minLength: 1, maxLength: 4 }) })
const options = fc.record(
  {
    from: fc.integer({ min: 0, max: 20 }),
    to: fc.integer({ min: 0, max: 20 }),
    types: fc.subarray(types),
    subject: fc.constantFrom(...subjects),
    pageSize: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: [] },
)

/** Which of two stores is asked. */
const by = fc.nat(1)
const asked = { log, off: fc.constantFrom(0, 0, 0, 0, -1, 1), batch: fc.array(command, { maxLength: 3 }) }

// what a store does not support does nothing in its histories
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('append' as const), by, ...asked }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('read' as const), by, log, options }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('find' as const), by, log, id: fc.constantFrom(...ids) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('turn' as const),
      by,
      log,
      appends: fc.array(fc.record(asked), { maxLength: 3 }),
      fails: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const), by }) },
)

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
interface Asked {
  readonly log: string
  readonly off: number
  readonly batch: readonly { readonly id: string; readonly bodies: readonly { type: string; about: string[]; text: string }[] }[]
}

/** What the port promises, as plainly as it can be said. */
const oracle = () => {
  let logs = new Map<string, readonly { record: LogRecord; id: string }[]>()
  const held = (name: string) => logs.get(name) ?? []
  return {
    head: (name: string) => held(name).length,
    copy: () => new Map(logs),
    restore(copy: typeof logs) {
      logs = copy
    },
    names: () => [...logs.keys()].sort(),
    outcome(name: string, expected: number, batch: readonly { id: string }[]) {
      if (expected !== held(name).length) return isConflict
      const seen = [...new Set(held(name).map(({ id }) => id)), ...batch.map(({ id }) => id)]
      return new Set(seen).size < seen.length ? isDuplicateCommand : undefined
    },
    append(name: string, entries: readonly { record: LogRecord; id: string }[]) {
      if (entries.length > 0) logs.set(name, [...held(name), ...entries])
    },
    read: (name: string, { from = 1, to = 1e9, types, subject }: ReadOptions) =>
      held(name)
        .map(({ record }) => record)
        .filter(({ position }) => position >= from && position <= to)
        .filter(({ type }) => types === undefined || types.includes(type))
        .filter(({ subjects }) => subject === undefined || subjects.includes(subject)),
    find(name: string, wanted: string) {
      const found = held(name).filter(({ id }) => id === wanted)
      return found.length > 0 ? found.map(({ record }) => record) : undefined
    },
  }
}

const entriesOf = (
  expected: number,
  batch: readonly { id: string; bodies: readonly { type: string; about: string[]; text: string }[] }[],
) =>
  batch
    .flatMap(({ id, bodies }) => bodies.map((body, n) => ({ id, n, ...body })))
    .map(({ id, n, type, about, text }, i) => ({
      id,
      record: record(expected + 1 + i, { type, subjects: about, text: JSON.stringify(text), ...(n === 0 && { command: id }) }),
    }))

/**
 * A history is asked of one store or, where they may share a medium, of two in turns; where it is durable they are closed and opened
 * again in between. Each history has logs of its own, so that a medium is made once.
 */
const history = async (bench: Bench, places: { readonly place: string; readonly own: string }, steps: readonly Step[]) => {
  const { place, own } = places
  const { supports } = bench
  const stores = await Promise.all(Array.from({ length: supports.multiProcess ? 2 : 1 }, () => bench.openAt(place)))
  const plain = oracle()
  const storeOf = (n: number) => stores[n % stores.length] as EventStore

  const append = async (to: Pick<EventStore, 'append'>, asked: Asked) => {
    const expected = Math.max(0, plain.head(asked.log) + asked.off)
    const entries = entriesOf(expected, asked.batch)
    const refused = plain.outcome(asked.log, expected, asked.batch)
    const appended = to.append(
      own + asked.log,
      expected,
      entries.map(({ record }) => record),
    )
    if (refused) expect(await rejection(appended)).toSatisfy(refused)
    else {
      await appended
      plain.append(asked.log, entries)
    }
  }

  for (const step of steps) {
    const store = storeOf('by' in step ? step.by : 0)
    if (step.do === 'append') await append(store, step)
    if (step.do === 'read') expect(await all(store.read(own + step.log, step.options))).toStrictEqual(plain.read(step.log, step.options))
    if (step.do === 'find') expect(await store.findCommand(own + step.log, step.id)).toStrictEqual(plain.find(step.log, step.id))
    if (step.do === 'turn' && supports.turns) {
      const before = plain.copy()
      const gaveUp = new Error('gave up')
      const taken = store.turn?.(own + step.log, async (turn) => {
        for (const asked of step.appends) await append(turn, { ...asked, log: step.log })
        expect(await all(turn.read(own + step.log))).toStrictEqual(plain.read(step.log, {}))
        if (step.fails) throw gaveUp
      })
      if (step.fails) {
        expect(await rejection(taken ?? Promise.resolve())).toBe(gaveUp)
        plain.restore(before)
      } else await taken
    }
    if (step.do === 'reopen' && supports.durable) {
      await store.close()
      stores[step.by % stores.length] = await bench.openAt(place)
    }
    if ('log' in step) expect(await storeOf('by' in step ? step.by + 1 : 0).head(own + step.log)).toBe(plain.head(step.log))
  }

  const [store] = stores as [EventStore]
  const names = (await store.logs()).filter((name) => name.startsWith(own)).map((name) => name.slice(own.length))
  expect(names).toEqual(plain.names())
  for (const name of plain.names()) {
    expect(await all(store.read(own + name))).toStrictEqual(plain.read(name, {}))
    for (const id of ids) expect(await store.findCommand(own + name, id)).toStrictEqual(plain.find(name, id))
  }
  for (const each of stores) await each.close()
}

export const model = always({
  'answers as plain arrays do, whatever is asked in whatever order': {
    says: ({ runs }) => `${runs} histories`,
    timeout: ({ runs }) => 60_000 + runs * 200,
    async run(bench) {
      const { runs, seed } = bench.settings
      // a medium that forgets has to be new for each history, and is cheap
      const shared = bench.supports.durable ? await bench.place() : undefined
      let histories = 0
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25, size: 'max' }), async (steps) => {
          await history(bench, { place: shared ?? (await bench.place()), own: `h${++histories}-` }, steps)
        }),
        { numRuns: runs, seed },
      )
    },
  },
})
