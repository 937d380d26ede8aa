import { type EventStore, isConflict } from '@bihuan/core'
import { expect } from 'vitest'
import { type Bench, type Settings, where } from './case.ts'
import type { Acknowledged, Child } from './children.ts'
import { type Dice, dice } from './dice.ts'
import type { Job } from './jobs.ts'
import { all, pause, record } from './records.ts'
import { snapshotOf, snapshotsIn } from './snapshot.ts'
import { expectWhole } from './whole.ts'

/** How many kills one medium has to bear, one after the other, before the next begins: looking through a log takes longer as it grows. */
const kept = 10

interface Story {
  readonly place: string
  /** Everything that was acknowledged over this medium so far. */
  readonly acknowledged: Acknowledged[]
}

/** A random moment: the first time and mostly under load, sometimes while the store is still being opened. */
const moment = async (child: Child, roll: Dice, first = false) => {
  if (roll(4) > 0 || first) await child.done(1 + roll(30))
  await pause(roll(roll(2) === 0 ? 4 : 25))
}

/**
 * Kills a process at so many random moments, and after each looks over its medium. The next process is started ahead, so that Node's
 * start doesn't count.
 */
const killed = async (
  bench: Bench,
  kills: number,
  job: (kill: number, roll: Dice) => Job,
  look: (story: Story, child: Child) => Promise<void>,
) => {
  const { seed } = bench.settings
  const story = async (): Promise<Story> => ({ place: await bench.place(), acknowledged: [] })
  const prepare = (kill: number, { place }: Story) => bench.start(place, job(kill, dice(seed + kill)))
  const stories: Story[] = []
  const storyOf = async (kill: number) => {
    const n = Math.floor(kill / kept)
    stories[n] ??= await story()
    return stories[n] as Story
  }
  let ahead = prepare(0, await storyOf(0))
  for (let kill = 0; kill < kills; kill++) {
    const roll = dice(seed + kill)
    const child = ahead
    const told = await storyOf(kill)
    await child.said('ready')
    if (kill + 1 < kills) ahead = prepare(kill + 1, await storyOf(kill + 1))
    child.open()
    child.begin()
    try {
      await moment(child, roll, kill === 0)
      await child.kill()
      told.acknowledged.push(...child.acknowledged)
      await look(told, child)
    } catch (error) {
      // timing is the machine's own: the seed gives the same load and the same pauses
      if (error instanceof Error) error.message = `kill ${kill + 1} of ${kills}, BIHUAN_SEED=${seed}: ${error.message}`
      throw error
    }
  }
  return stories
}

const load = (kill: number, roll: Dice, turns: 'always' | 'never' = 'never'): Job => ({
  do: 'append',
  name: `k${kill}`,
  logs: ['a', 'b'].slice(0, 1 + roll(2)),
  commands: 1_000_000,
  turns,
  seed: roll(1_000_000),
})

/** How often a log may grow under the look of somebody who is alone. Each process that has died can have asked for one more command. */
const growths = 5

/**
 * A log whose writers have died: whole, with all that was acknowledged. What a process has asked of a server is done there after its
 * death too; where the log grows meanwhile, it is looked at again before `go` goes on with it.
 */
const expectWholeAfterAll = async (
  store: EventStore,
  log: string,
  acknowledged: readonly Acknowledged[],
  fresh?: readonly Acknowledged[],
  go = async (_: number): Promise<void> => undefined,
) => {
  for (let left = growths; ; left--) {
    const { length } = await expectWhole(store, log, acknowledged, fresh, left > 0)
    if (left > 0 && (await store.head(log)) !== length) continue
    try {
      return await go(length)
    } catch (error) {
      if (left === 0 || !isConflict(error)) throw error
    }
  }
}

/** Both logs whole, and one more command in each. */
const lookThrough = async (store: EventStore, { acknowledged }: Story, child: Child, name: string) => {
  for (const log of ['a', 'b']) {
    await expectWholeAfterAll(store, log, acknowledged, child.acknowledged, async (head) => {
      const id = `after-${name}`
      await store.append(log, head, [record(head + 1, { command: id, text: JSON.stringify({ command: id, n: 1, of: 1 }) })])
      acknowledged.push({ log, position: head + 1, id, size: 1 })
    })
  }
}

const some = ({ kills }: Settings) => 2 * Math.ceil(kills / 25)

/** For tests that kill less often than the settings say, since those of the first test are what is counted. */
const seldom = {
  says: (settings: Settings) => `${some(settings)} kills`,
  timeout: (settings: Settings) => 60_000 + some(settings) * 5000,
}

export const crash = where(({ durable }) => durable, {
  'a process killed under load loses nothing that it acknowledged, leaves nothing half or twice, and the log goes on': {
    says: ({ kills }) => `${kills} kills`,
    timeout: ({ kills }) => 60_000 + kills * 5000,
    async run(bench) {
      let kill = 0
      const stories = await killed(bench, bench.settings.kills, load, async (story, child) => {
        const store = await bench.openAt(story.place)
        await lookThrough(store, story, child, String(kill++))
        await store.close()
      })
      // else nothing was under load
      expect(stories.flatMap(({ acknowledged }) => acknowledged).length).toBeGreaterThan(2 * kill)
    },
  },

  'a process killed in a turn leaves nothing of it, and lets the next one in': {
    ...seldom,
    needs: ({ turns }) => turns,
    async run(bench) {
      let kill = 0
      const turning = (kill: number, roll: Dice) => load(kill, roll, 'always')
      await killed(bench, some(bench.settings), turning, async (story, child) => {
        const store = await bench.openAt(story.place)
        await lookThrough(store, story, child, String(kill++))
        await store.turn?.('a', (turn) => turn.head('a'))
        await store.close()
      })
    },
  },

  'a process killed beside another does not stop the other': {
    ...seldom,
    needs: ({ multiProcess }) => multiProcess,
    async run(bench) {
      const { seed } = bench.settings
      for (let round = 0; 2 * round < some(bench.settings); round++) {
        const roll = dice(seed + round)
        const at = await bench.place()
        const [stays, ...others] = Array.from({ length: 3 }, (_, n) =>
          bench.start(at, {
            do: 'append',
            name: `p${n}`,
            logs: ['a', 'b'],
            commands: n === 0 ? 80 : 1_000_000,
            turns: 'never',
            seed: seed + n,
          }),
        ) as [Child, ...Child[]]
        await Promise.all([stays, ...others].map((child) => child.said('ready')))
        for (const child of [stays, ...others]) {
          child.open()
          child.begin()
        }
        for (const other of others) {
          await moment(other, roll)
          await other.kill()
        }
        await stays.end()
        expect(stays.acknowledged).toHaveLength(160)
        const store = await bench.openAt(at)
        const acknowledged = [stays, ...others].flatMap((child) => child.acknowledged)
        for (const log of ['a', 'b']) await expectWholeAfterAll(store, log, acknowledged)
        await store.close()
      }
    },
  },

  'a process killed while it saves a snapshot leaves the one before, the new one, or none; never a part': {
    ...seldom,
    needs: ({ snapshots }) => snapshots,
    async run(bench) {
      const job = (kill: number): Job => ({
        do: 'save',
        log: 'a',
        shape: 's-1',
        from: 1 + (kill % kept) * 1000,
        saves: 900,
        parts: 1000,
      })
      await killed(bench, some(bench.settings), job, async ({ place }) => {
        const store = await bench.openAt(place)
        const snapshots = snapshotsIn(store)
        const head = await snapshots.find('a', 's-1')
        if (head) {
          const expected = snapshotOf(head.position, 's-1', head.parts)
          expect(head).toStrictEqual(expected.head)
          expect(await all(snapshots.parts('a', head)), `parts of the snapshot at ${head.position}`).toStrictEqual(expected.parts)
        }
        const next = snapshotOf((head?.position ?? 0) + 1, 's-1', 3)
        await snapshots.save('a', next.head, next.pages())
        expect(await snapshots.find('a', 's-1')).toStrictEqual(next.head)
        await store.close()
      })
    },
  },

  'a place that one process holds is refused to another, which is told so, and free when the holder is killed': {
    needs: ({ multiProcess }) => !multiProcess,
    async run({ place, openAt, start }) {
      const at = await place()
      const child = start(at, { do: 'hold' })
      child.open()
      await child.said('open')
      const refused = await openAt(at).then(
        () => undefined,
        (error: unknown) => error,
      )
      expect(refused, 'a second store over the medium').toMatchObject({ name: 'StoreError', code: 'busy' })
      await child.kill()
      const store = await openAt(at)
      await store.append('a', 0, [record(1)])
    },
  },
})
