import type { District } from '../domain/state.ts'
import type { OptionsIn } from './all-laws.ts'

const one = (rows: Iterable<{ readonly id: string }>, pick = 0): string => {
  const ids = [...rows].map((row) => row.id)
  return ids[pick % ids.length] ?? 'nothing'
}

const some =
  (
    make: (ids: {
      readonly task: string
      readonly unit: string
      readonly goal: string
      readonly other: string
      readonly post: string
      readonly scheme: string
      readonly round: string
    }) => readonly object[],
  ): OptionsIn =>
  ({ state }, [a, b, c]) => {
    const { tasks, units, goals, posts, schemes, rounds } = state.tables as unknown as District
    return make({
      task: one(tasks.values(), a),
      unit: one(units.values(), b),
      goal: one(goals.values(), c),
      other: one(tasks.values(), c),
      post: one(posts.values(), b),
      scheme: one(schemes.values(), a),
      round: one(rounds.values(), b),
    })
  }

/** With which options the core's views are asked for, beside none. */
export const coreOptions = {
  ledger: some(({ unit, goal }) => [{}, { unit }, { goal, sort: 'lag' }, { light: 'red', limit: 2 }, { unit, counts: false, limit: 2 }]),
  fiveLists: some(({ unit }) => [{}, { unit }, { limit: 1 }]),
  thread: some(({ task, other }) => [{ task }, { task: other }]),
  wallChart: some(() => [{}, { depth: 1, bars: false }]),
  readiness: some(() => [{}, { gapsOnly: true }]),
  responsibility: some(({ unit }) => [{}, { unit, feedbackDays: 7 }]),
  indicatorBoard: some(({ goal }) => [{}, { goal }]),
  loop: some(({ goal, unit }) => [{}, { goal }, { unit, from: '2026-01-15', limit: 1 }]),
  coverage: some(() => [{}, { staleDays: 7 }, { gaps: false }]),
  changes: some(() => [{}, { from: '2026-01-10' }]),
  dossier: some(({ task, unit, post }) => [{ task }, { unit }, { post }]),
  agenda: some(({ unit }) => [{}, { unit, month: '2026-02' }]),
  ladder: some(({ unit }) => [{}, { unit }, { step: 'remind' }]),
  scorecard: some(({ round, unit }) => [{ round, unit }]),
  leagueTable: some(({ round }) => [{ round }, { round, group: 'others' }]),
  backtest: some(({ scheme, round }) => [
    { scheme, from: '2026-01-05', to: '2026-03-31' },
    { scheme, round, from: '2026-01-10', to: '2026-02-20' },
  ]),
} satisfies Readonly<Record<string, OptionsIn>>
