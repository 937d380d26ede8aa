import { type EventStore, isConflict, type LogRecord } from '@bihuan/core'
import { type Dice, dice } from './dice.ts'
import { commands, pause } from './records.ts'
import { snapshotOf, snapshotsIn } from './snapshot.ts'

/** What a child process does with its store. */
export type Job =
  | {
      readonly do: 'append'
      /** What the ids of its commands begin with. */
      readonly name: string
      readonly logs: readonly string[]
      /** How many commands it records in each log, several in flight at once. */
      readonly commands: number
      /** Whether every command takes a turn, none, or one now and then. */
      readonly turns: 'always' | 'never' | 'sometimes'
      readonly seed: number
    }
  | {
      readonly do: 'save'
      readonly log: string
      readonly shape: string
      readonly from: number
      readonly saves: number
      readonly parts: number
    }
  /** Keeps its store open until it is killed. */
  | { readonly do: 'hold' }

interface Command {
  readonly id: string
  readonly size: number
  /** How many characters each record's text has at least. */
  readonly length: number
}

/** What a record of a job says of itself, so that whoever reads it can tell whether its command is whole. */
export interface Said {
  readonly command: string
  readonly n: number
  readonly of: number
}

const recordsOf = (from: number, { id, size, length }: Command): LogRecord[] =>
  commands(from, [id, size]).map((each, i) => {
    const said: Said = { command: id, n: i + 1, of: size }
    return { ...each, text: JSON.stringify({ ...said, filler: '环'.repeat(length) }) }
  })

/** Tells a command that the store has acknowledged: its log, its first position, its id, how many records it has. */
export type Acknowledge = (log: string, position: number, id: string, size: number) => void

/** One command, again at the new head for as long as others win. */
const again = async (store: EventStore, log: string, command: Command): Promise<number> => {
  for (;;) {
    const head = await store.head(log)
    try {
      await store.append(log, head, recordsOf(head + 1, command))
      return head + 1
    } catch (error) {
      if (!isConflict(error)) throw error
    }
  }
}

const inTurn = async (store: EventStore, log: string, command: Command): Promise<number> => {
  if (store.turn === undefined) throw new Error('supports.turns is true, but there is no turn')
  return store.turn(log, async (turn) => {
    const head = await turn.head(log)
    // time for somebody who was not kept out, and for a kill
    await pause(1)
    await turn.append(log, head, recordsOf(head + 1, command))
    return head + 1
  })
}

/** Several commands at once, each expecting those before it: what came too early or too late for that is sent again by itself. */
const together = async (store: EventStore, log: string, batch: readonly Command[], acknowledge: Acknowledge) => {
  let next = (await store.head(log)) + 1
  const late: Command[] = []
  await Promise.all(
    batch.map(async (command) => {
      const position = next
      next += command.size
      try {
        await store.append(log, position - 1, recordsOf(position, command))
        acknowledge(log, position, command.id, command.size)
      } catch (error) {
        if (!isConflict(error)) throw error
        late.push(command)
      }
    }),
  )
  for (const command of late) acknowledge(log, await again(store, log, command), command.id, command.size)
}

const appendTo = async (store: EventStore, log: string, job: Job & { do: 'append' }, roll: Dice, acknowledge: Acknowledge) => {
  for (let n = 0; n < job.commands; ) {
    const command = (): Command => ({ id: `${job.name}-${log}-${n++}`, size: 1 + roll(roll(8) === 0 ? 40 : 4), length: roll(200) })
    const turn = job.turns === 'always' || (job.turns === 'sometimes' && roll(4) === 0)
    if (turn) {
      const one = command()
      acknowledge(log, await inTurn(store, log, one), one.id, one.size)
    } else {
      await together(store, log, Array.from({ length: Math.min(1 + roll(6), job.commands - n) }, command), acknowledge)
    }
  }
}

/** Does the job; resolves when all of it is acknowledged. */
export const doJob = async (store: EventStore, job: Job, acknowledge: Acknowledge, say: (line: string) => void): Promise<void> => {
  if (job.do === 'hold') return new Promise(() => undefined)
  if (job.do === 'append') {
    await Promise.all(job.logs.map((log, i) => appendTo(store, log, job, dice(job.seed + i), acknowledge)))
    return
  }
  const snapshots = snapshotsIn(store)
  for (let n = 0; n < job.saves; n++) {
    const { head, pages } = snapshotOf(job.from + n, job.shape, job.parts)
    await snapshots.save(job.log, head, pages())
    say(`saved ${head.position}`)
    // others have their turn
    await pause(1)
  }
}
