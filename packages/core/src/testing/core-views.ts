import type { District } from '../domain/state.ts'
import type { AnyView } from '../engine/slice.ts'
import { coreViews } from '../views/index.ts'
import type { LegalHistory } from './histories.ts'
import type { Asked } from './view-laws.ts'

type Views = Readonly<Record<string, AnyView>>

/** The core's views as they are asked for in a history: all of it, some of it, and a thread or two. */
export function askedOf({ state }: LegalHistory, picks: readonly number[], views: Views = coreViews): readonly Asked[] {
  const { tasks, units, goals, rounds, schemes } = state.tables as unknown as District
  const [a = 0, b = 0, c = 0] = picks
  const one = (rows: Iterable<{ readonly id: string }>, pick: number) => {
    const ids = [...rows].map((row) => row.id)
    return ids[pick % ids.length] ?? 'nothing'
  }
  const task = one(tasks.values(), a)
  const unit = one(units.values(), b)
  const goal = one(goals.values(), c)
  const round = one(rounds.values(), a)
  const filters: Readonly<Record<string, readonly object[]>> = {
    ledger: [{}, { unit }, { goal, sort: 'lag' }, { light: 'red', limit: 2 }],
    fiveLists: [{}, { unit }, { limit: 1 }],
    thread: [{ task }, { task: one(tasks.values(), c) }],
    wallChart: [{}, { depth: 1, bars: false }],
    readiness: [{}, { gapsOnly: true }],
    responsibility: [{}, { unit, feedbackDays: 7 }],
    indicatorBoard: [{}, { goal }],
    scorecard: [
      { round, unit },
      { round: one(rounds.values(), b), unit: one(units.values(), c) },
    ],
    leagueTable: [{ round }, { round, group: 'others' }],
    backtest: [
      { scheme: one(schemes.values(), c), from: '2026-01-05', to: '2026-03-31' },
      { scheme: one(schemes.values(), a), round, from: '2026-02-01', to: '2026-02-28' },
    ],
  }
  return Object.entries(views).flatMap(([name, view]) => (filters[name] ?? [{}]).map((options) => ({ name, view, options })))
}
