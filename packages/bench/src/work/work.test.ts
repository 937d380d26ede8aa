import { openDistrict } from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'
import { describe, expect, it } from 'vitest'
import { send } from '../contenders/bihuan.ts'
import { begin, clock, dayAfter, eventsBefore } from './cast.ts'
import { plainFold, plainModel } from './plain-fold.ts'
import { recordsOf, writeTasks } from './records.ts'
import { openRound, round } from './scheme.ts'
import { calls, callsOf, callsPerTask, eventsPerTask } from './task.ts'

const opened = async (store = memoryStore()) => ({ store, district: await openDistrict({ store, clock, snapshotEvery: 0 }) })

describe('the workload', () => {
  it('has 12 events in 8 calls, of about 330 bytes', () => {
    const all = [...calls(0, 50)]
    const facts = all.flatMap((call) => call.facts)
    expect([all.length, facts.length]).toEqual([50 * callsPerTask, 50 * eventsPerTask])
    const bytes = facts.reduce((sum, fact) => sum + Buffer.byteLength(JSON.stringify(fact)), 0) / facts.length
    expect(bytes).toBeGreaterThan(310)
    expect(bytes).toBeLessThan(350)
    for (const task of [0, 7]) {
      let version = 0
      for (const call of callsOf(task)) {
        expect(call.version).toBe(version)
        version += call.facts.length
      }
    }
  })

  it('gives records that a district opens, verifies, and goes on from', async () => {
    const { store, district } = await opened()
    const position = await writeTasks(store, 20)
    expect(position).toBe(eventsBefore + 20 * eventsPerTask)
    await district.refresh()
    expect((await district.verify()).events).toBe(position)
    expect(district.views.ledger({ on: dayAfter(300), limit: 1 })).toMatchObject({ total: 20, lights: { done: 20 } })
    await openRound(district)
    expect(district.views.leagueTable({ round }).groups[0]?.rows.length).toBe(60)
  })

  it('gives records of the bytes that executing gives, but for ids and salts', async () => {
    const { store, district } = await opened()
    await begin(district)
    const plain = (text: string) => {
      const { salt: _, correlation: _c, command, ...rest } = JSON.parse(text)
      return { ...rest, command: { name: command.name, n: command.n, of: command.of } }
    }
    for (const call of callsOf(5)) {
      const from = district.position
      await send(district, call)
      const executed: { text: string; subjects: readonly string[] }[] = []
      for await (const page of store.read('district', { from: from + 1 })) executed.push(...page)
      const given = recordsOf(call, from)
      expect(given.map(({ text }) => plain(text))).toEqual(executed.map(({ text }) => plain(text)))
      expect(given.map(({ text }) => text.length)).toEqual(executed.map(({ text }) => text.length))
      expect(given.map(({ subjects }) => subjects)).toEqual(executed.map(({ subjects }) => subjects))
      expect(executed.map(({ text }) => JSON.parse(text).data)).toEqual(call.facts.map(({ data }) => data))
    }
  })

  it('folds plainly to closed tasks', () => {
    const model = plainModel()
    for (const call of calls(0, 10)) for (const fact of call.facts) plainFold(model, fact)
    expect(model.stages).toEqual({ registered: 0, underWay: 0, closing: 0, closed: 10 })
    expect([...model.tasks.values()].every(({ percent, open, reports }) => percent === 100 && open === 0 && reports === 3)).toBe(true)
  })
})
