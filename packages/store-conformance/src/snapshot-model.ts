import fc from 'fast-check'
import { expect } from 'vitest'
import { where } from './case.ts'
import { all } from './records.ts'
import { snapshotOf, snapshotsIn } from './snapshot.ts'

const log = fc.constantFrom('a', 'b')
const shape = fc.constantFrom('s-1', 's-2', 's-3')

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      log,
      shape,
      position: fc.integer({ min: 1, max: 6 }),
      parts: fc.integer({ min: 0, max: 9 }),
      pageSize: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), log }) },
)

type Saved = ReturnType<typeof snapshotOf>

/** What the port promises, as plainly as it can be said. */
const oracle = () => {
  const logs = new Map<string, readonly Saved[]>()
  const held = (name: string) => logs.get(name) ?? []
  return {
    find: (name: string, shape: string) => held(name).find(({ head }) => head.shape === shape),
    drop: (name: string) => void logs.delete(name),
    save(name: string, saved: Saved) {
      const { position, shape } = saved.head
      if (held(name).some(({ head }) => head.shape === shape && head.position > position)) return
      const stay = held(name).filter(({ head }) => head.position >= position && head.shape !== shape)
      logs.set(name, [...stay, saved])
    },
  }
}

export const snapshotModel = where(({ snapshots }) => snapshots, {
  'answer as a plain list does, whatever is saved and dropped in whatever order': {
    says: ({ runs }) => `${runs} histories`,
    timeout: ({ runs }) => 60_000 + runs * 200,
    async run({ open, settings: { runs, seed } }) {
      const store = await open()
      const snapshots = snapshotsIn(store)
      let history = 0
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12, size: 'max' }), async (steps) => {
          const own = `h${++history}-`
          const plain = oracle()
          for (const [i, step] of steps.entries()) {
            const name = own + step.log
            if (step.do === 'drop') {
              await snapshots.drop(name)
              plain.drop(step.log)
            } else {
              const given = snapshotOf(step.position, step.shape, step.parts, `step ${i}`, step.pageSize)
              await snapshots.save(name, given.head, given.pages())
              plain.save(step.log, given)
            }
            for (const shape of ['s-1', 's-2', 's-3']) {
              const expected = plain.find(step.log, shape)
              const head = await snapshots.find(name, shape)
              expect(head).toStrictEqual(expected?.head)
              if (head) expect(await all(snapshots.parts(name, head))).toStrictEqual(expected?.parts)
            }
          }
        }),
        { numRuns: runs, seed },
      )
    },
  },
})
