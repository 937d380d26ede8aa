import { isConflict, isDuplicateCommand, type LogRecord, type ReadOptions } from '@bihuan/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { all, record, rejection, type Stores } from './fixture.ts'

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

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      log,
      off: fc.constantFrom(0, 0, 0, 0, -1, 1),
      batch: fc.array(command, { maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), log, options }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('find' as const), log, id: fc.constantFrom(...ids) }) },
)

/** What the port promises, as plainly as it can be said. */
const oracle = () => {
  const logs = new Map<string, { record: LogRecord; id: string }[]>()
  const held = (name: string) => logs.get(name) ?? []
  return {
    head: (name: string) => held(name).length,
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

export const model = ({ open }: Stores, runs: number) =>
  test(`answers as plain arrays do, whatever is asked in whatever order (${runs} histories)`, { timeout: 60_000 }, () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25, size: 'max' }), async (steps) => {
        const store = await open()
        const plain = oracle()
        for (const step of steps) {
          if (step.do === 'append') {
            const expected = Math.max(0, plain.head(step.log) + step.off)
            const entries = entriesOf(expected, step.batch)
            const refused = plain.outcome(step.log, expected, step.batch)
            const appended = store.append(
              step.log,
              expected,
              entries.map(({ record }) => record),
            )
            if (refused) expect(await rejection(appended)).toSatisfy(refused)
            else {
              await appended
              plain.append(step.log, entries)
            }
          }
          if (step.do === 'read') expect(await all(store.read(step.log, step.options))).toStrictEqual(plain.read(step.log, step.options))
          if (step.do === 'find') expect(await store.findCommand(step.log, step.id)).toStrictEqual(plain.find(step.log, step.id))
          expect(await store.head(step.log)).toBe(plain.head(step.log))
        }
        expect(await store.logs()).toEqual(plain.names())
        for (const name of plain.names()) expect(await all(store.read(name))).toStrictEqual(plain.read(name, {}))
        await store.close()
      }),
      { numRuns: runs },
    ),
  )
