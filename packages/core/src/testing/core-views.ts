import type { District } from '../domain/state.ts'
import type { AnyView } from '../engine/slice.ts'
import { coreViews } from '../views/index.ts'
import type { LegalHistory } from './histories.ts'
import type { Asked } from './view-laws.ts'

type Views = Readonly<Record<string, AnyView>>

/** The core's views as they are asked for in a history: all of it, some of it, and a thread or two. */
export function askedOf({ state }: LegalHistory, picks: readonly number[], views: Views = coreViews): readonly Asked[] {
  const { tasks, units, goals } = state.tables as unknown as District
  const [a = 0, b = 0, c = 0] = picks
  const one = (rows: Iterable<{ readonly id: string }>, pick: number) => {
    const ids = [...rows].map((row) => row.id)
    return ids[pick % ids.length] ?? 'nothing'
  }
  const task = one(tasks.values(), a)
  const unit = one(units.values(), b)
  const goal = one(goals.values(), c)
  const filters: Readonly<Record<string, readonly object[]>> = {
    ledger: [{}, { unit }, { goal, sort: 'lag' }, { light: 'red', limit: 2 }],
    fiveLists: [{}, { unit }, { limit: 1 }],
    thread: [{ task }, { task: one(tasks.values(), c) }],
    wallChart: [{}, { depth: 1, bars: false }],
    readiness: [{}, { gapsOnly: true }],
    responsibility: [{}, { unit, feedbackDays: 7 }],
    indicatorBoard: [{}, { goal }],
    agenda: [{}, { unit, month: '2026-02' }],
    ladder: [{}, { unit }, { step: 'remind' }],
  }
  return Object.entries(views).flatMap(([name, view]) => (filters[name] ?? [{}]).map((options) => ({ name, view, options })))
}
