import { expect, it } from 'vitest'
import { panelOf, rulesOfRound } from '../domain/assessment/rules.ts'
import { score } from '../domain/assessment/scoring.ts'
import type { Round, Scheme } from '../domain/assessment/state.ts'
import { parseWith } from '../engine/machine.ts'
import type { AnyMetric, Measured } from '../engine/metric.ts'
import type { Scenario } from '../testing/scenario.ts'
import { housing, tablesOf, wrongAt } from '../testing/small-district.ts'
import { committee, rules, scored, terms } from '../testing/small-scheme.ts'
import { dictionary } from '../words/dictionary.ts'
import { zh } from '../words/zh.ts'
import { backtest } from './backtest.ts'
import { leagueTable } from './league-table.ts'
import { scorecard } from './scorecard.ts'

const appealed = () =>
  scored()
    .given('appeal.file', { appeal: 'AP', round: 'RO', reason: '漏计加分' }, { on: '2026-04-13', actor: housing })
    .given('appeal.decide', { appeal: 'AP', upheld: true, points: 2, reason: '属实' }, { on: '2026-04-15', actor: committee })

/** As a caller asks, with options that are checked. */
const tested = (given: Scenario, options: object) =>
  backtest.compute(tablesOf(given), { ...parseWith(backtest.options, options), on: '2026-04-30' }, given.machine)

it('a scorecard is the sum of its lines, with the way to each; an appeal adds a line from its decision on', () => {
  const given = appealed()
  const card = (on: string) => scorecard.compute(tablesOf(given), { round: 'RO', unit: '住建局', on }, given.machine).card
  const before = card('2026-04-14')
  const after = card('2026-04-15')
  for (const one of [before, after]) {
    const sum = one?.lines.reduce((total, line) => total + Math.round(line.points * 100), 0)
    expect(sum).toBe(Math.round((one?.points ?? 0) * 100))
  }
  expect((after?.points ?? 0) - (before?.points ?? 0)).toBeCloseTo(2)
  expect(after?.lines.at(-1)).toMatchObject({ kind: 'adjustment', points: 2 })
  expect(after?.appeals).toEqual([
    { appeal: 'AP', filed: '2026-04-13', reason: '漏计加分', decided: '2026-04-15', upheld: true, points: 2 },
  ])
  expect(before?.lines.find((line) => line.rule === 'panel')?.workings[0]).toMatchObject({ step: 'linear' })
})

it('before a round is scored it is provisional, before it is opened nothing, and what is unknown has no card', () => {
  const given = scored()
  const see = (on: string, round = 'RO', unit = '住建局') => scorecard.compute(tablesOf(given), { round, unit, on }, given.machine)
  expect([see('2026-01-19').stage, see('2026-03-01').stage, see('2026-12-01').stage]).toEqual([null, 'provisional', 'scored'])
  expect([see('2026-12-01', 'x').card, see('2026-12-01', 'RO', 'x').card]).toEqual([null, null])
})

it.each(['2026-03-01', '2026-04-15'])(
  'a league table has the points of the scorecards, by rank, also while they are provisional: %s',
  (on) => {
    const given = appealed()
    const [group] = leagueTable.compute(tablesOf(given), { round: 'RO', on }, given.machine).groups
    for (const row of group?.rows ?? []) {
      const { card } = scorecard.compute(tablesOf(given), { round: 'RO', unit: row.unit.id, on }, given.machine)
      expect([row.points, row.rank, row.grade]).toEqual([card?.points, card?.rank, card?.grade])
      expect(row.base + row.bonus + row.deduction + row.adjustment).toBeCloseTo(row.points)
    }
    expect(group?.rows.map((row) => row.rank)).toEqual([1, 2])
    expect(group?.grades.reduce((sum, grade) => sum + grade.count, 0)).toBe(2)
  },
)

it('what a provisional card shows is what a scoring on the day would record, with what it rests on', () => {
  const given = scored()
  const tables = tablesOf(given)
  const on = '2026-03-01'
  const round = tables.rounds.get('RO') as Round
  const scheme = tables.schemes.get(round.scheme) as Scheme
  const scoring = { scheme, rules: rulesOfRound(tables, round), period: round.period, on, panel: panelOf(tables, 'RO', on) }
  const results = score(tables, given.machine.metrics, scoring)
  for (const { unit, lines, points, rank } of results) {
    const { card } = scorecard.compute(tables, { round: 'RO', unit, on }, given.machine)
    expect([card?.points, card?.rank]).toEqual([points, rank])
    expect(card?.lines.map((line) => [line.rule, line.value, line.points, line.rests])).toEqual(
      lines.map((line) => [line.rule ?? null, line.value ?? null, line.points, line.rests]),
    )
  }
  expect(results.flatMap((one) => one.lines.flatMap((line) => line.rests))).not.toEqual([])
})

it('a round that was scored asks no metric', () => {
  const given = scored()
  const asked: string[] = []
  const metrics = new Map(
    [...given.machine.metrics].map(([name, metric]): [string, AnyMetric] => [name, { ...metric, measure: () => noted(asked, name) }]),
  )
  const see = (on: string) => leagueTable.compute(tablesOf(given), { round: 'RO', on }, { ...given.machine, metrics })
  expect([see('2026-12-01').groups.length, asked]).toEqual([1, []])
  expect([see('2026-03-01').groups.length, asked.length > 0]).toEqual([1, true])
})

function noted(asked: string[], name: string): Measured {
  asked.push(name)
  return { value: 1, parts: [] }
}

it('a backtest of the same scheme over the same period gives the same; of a draft it tells the difference', () => {
  const given = scored()
  const period = { from: '2026-01-01', to: '2026-03-31' }
  const same = tested(given, { scheme: 'SC', round: 'RO', ...period })
  expect(same).toMatchObject({ regraded: 0, rows: [{ difference: 0 }, { difference: 0 }] })
  const { scheme: _scheme, ...draft } = terms
  const other = { ...draft, grades: [{ grade: 'Z', name: '合格', from: 0 }], rules }
  const seen = tested(given, { draft: other, round: 'RO', ...period })
  expect(seen).toMatchObject({ scheme: null, regraded: 2, rows: [{ grade: { grade: 'Z' }, difference: 0 }, { grade: { grade: 'Z' } }] })
})

it('a backtest asks for a scheme or a draft, and a period that does not end before it begins', () => {
  const given = scored()
  const ask = (options: object) => () => tested(given, { from: '2026-01-01', to: '2026-03-31', ...options })
  expect(wrongAt(ask({}))).toEqual([''])
  expect(wrongAt(ask({ scheme: 'SC', to: '2025-12-31' }))).toEqual(['to'])
  try {
    ask({})()
  } catch (error) {
    expect(dictionary([], zh).error(error).places[0]?.sentence).toBe('须给出办法或草案，二者取一')
  }
  expect(backtest.options.safeParse({ scheme: 'SC', from: '2026-01-01', to: '2026-01-01' }).success).toBe(true)
})
