import type { SnapshotStore } from '@bihuan/core'
import { expect, vi } from 'vitest'
import { type Bench, where } from './case.ts'
import type { Child } from './children.ts'
import type { Job } from './jobs.ts'
import { all, pause, record } from './records.ts'
import { snapshotOf, snapshotsIn } from './snapshot.ts'
import { expectWhole } from './whole.ts'

/** Starts a process for each job, lets them all begin at once when all have opened their stores, and waits until they have ended well. */
const together = async ({ start }: Bench, place: string, jobs: readonly Job[]): Promise<readonly Child[]> => {
  const children = jobs.map((job) => start(place, job))
  await Promise.all(children.map((child) => child.said('ready')))
  for (const child of children) child.open()
  await Promise.all(children.map((child) => child.said('open')))
  for (const child of children) child.begin()
  for (const child of children) await child.end()
  return children
}

/** Several processes append the commands of the settings to the logs that `logsOf` gives each; then the logs are looked through. */
const append = async (bench: Bench, logsOf: (process: number) => readonly string[], turns: 'always' | 'never' | 'sometimes') => {
  const { processes, commands, seed } = bench.settings
  const place = await bench.place()
  const jobs = Array.from(
    { length: processes },
    (_, n): Job => ({
      do: 'append',
      name: `p${n}`,
      logs: logsOf(n),
      commands,
      turns,
      seed: seed + 100 * n,
    }),
  )
  const children = await together(bench, place, jobs)
  const acknowledged = children.flatMap((child) => child.acknowledged)
  expect(acknowledged).toHaveLength(jobs.reduce((sum, job) => sum + (job.do === 'append' ? job.logs.length : 0) * commands, 0))
  const store = await bench.openAt(place)
  const logs = [...new Set(jobs.flatMap((job) => (job.do === 'append' ? job.logs : [])))].sort()
  expect(await store.logs()).toEqual(logs)
  for (const log of logs) {
    const records = await expectWhole(store, log, acknowledged)
    // nothing beside what was acknowledged
    expect(records.filter(({ command }) => command !== undefined)).toHaveLength(acknowledged.filter((one) => one.log === log).length)
  }
}

/** That the snapshot which is found has its own parts. They may end early while others replace it; gives whether all were there. */
const expectOwnParts = async (snapshots: SnapshotStore): Promise<boolean> => {
  const head = await snapshots.find('a', 's-1')
  if (head === undefined) return false
  const expected = snapshotOf(head.position, 's-1', head.parts)
  expect(head).toStrictEqual(expected.head)
  const parts = await all(snapshots.parts('a', head))
  expect(parts, `parts of the snapshot at ${head.position}`).toStrictEqual(expected.parts.slice(0, parts.length))
  return parts.length === head.parts
}

const says = ({ processes, commands }: { processes: number; commands: number }) => `${processes} processes, ${commands} commands each`
const timeout = ({ processes, commands }: { processes: number; commands: number }) => 60_000 + processes * commands * 100

export const processes = where(({ multiProcess, durable }) => multiProcess && durable, {
  'append to one log at once: no gap, every command whole, found and there once': {
    says,
    timeout,
    run: (bench) => append(bench, () => ['a'], 'never'),
  },

  'append to one log at once by turns, and between them': {
    needs: ({ turns }) => turns,
    says,
    timeout,
    run: (bench) => append(bench, () => ['a'], 'sometimes'),
  },

  'append to logs of their own and to one that they share': {
    says,
    timeout,
    run: (bench) => append(bench, (n) => [`own-${n}`, 'shared'], 'never'),
  },

  'are heard by who watches, again and again': {
    needs: ({ watchesOthers }) => watchesOthers,
    async run({ place, openAt, start }) {
      const at = await place()
      const store = await openAt(at)
      await store.append('other', 0, [record(1)])
      const child = start(at, { do: 'append', name: 'p', logs: ['a'], commands: 40, turns: 'never', seed: 1 })
      await child.said('ready')
      const heads: number[] = []
      let look = Promise.resolve()
      store.watch('a', () => {
        look = look.then(async () => void heads.push(await store.head('a')))
      })
      child.open()
      child.begin()
      await child.end()
      const last = await store.head('a')
      await vi.waitFor(() => expect(heads.at(-1), 'what the last wake-up shows').toBe(last), 5000)
    },
  },

  'save snapshots of one log at once without mixing them': {
    needs: ({ snapshots }) => snapshots,
    async run(bench) {
      const { place, openAt, settings } = bench
      const at = await place()
      const store = await openAt(at)
      await store.append(
        'a',
        0,
        Array.from({ length: 50 }, (_, i) => record(i + 1)),
      )
      const jobs = Array.from(
        { length: Math.min(settings.processes, 3) },
        (_, n): Job => ({
          do: 'save',
          log: 'a',
          shape: 's-1',
          from: 1 + n,
          saves: 20,
          parts: 150 + n,
        }),
      )
      const snapshots = snapshotsIn(store)
      let over = false
      const looking = (async () => {
        for (; !over; await pause(1)) await expectOwnParts(snapshots)
      })()
      // a failure is looked at when the processes are done
      looking.catch(() => undefined)
      await together(bench, at, jobs)
      over = true
      await looking
      expect(await snapshots.find('a', 's-1')).toMatchObject({ position: 20 + jobs.length - 1 })
      expect(await expectOwnParts(snapshots)).toBe(true)
    },
  },
})
