import { describe, expect, it } from 'vitest'
import { housing, leader, mayor, no, office, tablesOf, yes } from '../../testing/small-district.ts'
import { adopted, committee, judged, mark, opened, opening, panel, rules, scored, terms } from '../../testing/small-scheme.ts'
import type { CoreRefusal, Kind } from '../refusals.ts'

const unknown = (what: Kind, id: string): CoreRefusal => ({ code: 'unknown', rule: 'R1', what, id })
const wrong = (stage: string, ...allowed: string[]): CoreRefusal => ({
  code: 'wrongStage',
  rule: 'R13',
  what: 'round',
  id: 'RO',
  stage,
  allowed,
})
const early = (what: Kind, id: string, last: string, on: string): CoreRefusal => ({ code: 'outOfOrder', rule: 'R19', what, id, last, on })
const published = () => scored().given('result.publish', { round: 'RO' }, { on: '2026-04-20', actor: committee })

describe('round.open', () => {
  const open = (change: object = {}, given = adopted(), on = '2026-01-20') =>
    given.when('round.open', { ...opening, ...change }, { on, actor: office })

  it('R12: keeps the rules that are in force', () => {
    const ids = rules.map((rule) => rule.rule)
    expect(open()).toEqual(yes({ type: 'round.opened', data: { ...opening, rules: ids } }))
    const given = adopted().given('rule.repeal', { rule: 'untrue', reason: '并入' }, { on: '2026-01-20', actor: mayor })
    expect(open({}, given)).toEqual(yes({ type: 'round.opened', data: { ...opening, rules: ids.slice(0, 3) } }))
    expect(open({ round: 'RO-2' }, given, '2026-01-19')).toEqual(
      yes({ type: 'round.opened', data: { ...opening, round: 'RO-2', rules: ids } }),
    )
  })

  it.each<[string, object, CoreRefusal]>([
    ['an unknown scheme', { scheme: 'x' }, unknown('scheme', 'x')],
    [
      'a period that ends before it begins',
      { period: { from: '2026-02-01', to: '2026-01-31' } },
      { code: 'badPeriod', rule: 'R13', from: '2026-02-01', to: '2026-01-31' },
    ],
  ])('%s is refused', (_, change, refusal) => {
    expect(open(change)).toEqual(no(refusal))
  })

  it('R1, R12, R19: not with an id in use, a superseded scheme, one without rules, or before it', () => {
    expect(open({}, opened())).toEqual(no({ code: 'taken', rule: 'R1', what: 'round', id: 'RO' }))
    const next = adopted().given('scheme.adopt', { ...terms, scheme: 'SC-2', supersedes: 'SC' }, { on: '2026-01-16', actor: mayor })
    expect(open({}, next)).toEqual(no({ code: 'ended', rule: 'R1', what: 'scheme', id: 'SC', on: '2026-01-16' }))
    expect(open({ scheme: 'SC-2' }, next)).toEqual(
      no({ code: 'marksDoNotSum', rule: 'R12', scheme: 'SC-2', group: 'departments', sum: 0, full: 100 }),
    )
    expect(open({}, adopted(), '2026-01-14')).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'scheme', id: 'SC', since: '2026-01-15', on: '2026-01-14' }),
    )
  })
})

describe('panelScore.give', () => {
  const data = { panelScore: 'PS', round: 'RO', rule: 'panel', unit: '住建局', points: 88.5, note: '成效明显' }
  const give = (change: object = {}, given = opened(), sent: object = {}) =>
    given.when('panelScore.give', { ...data, ...change }, { on: '2026-04-01', actor: committee, ...sent })

  it('by a panel, of a unit of the round', () => {
    expect(give()).toEqual(yes({ type: 'panelScore.given', data }))
  })

  it.each<[string, object, CoreRefusal]>([
    ['an unknown round', { round: 'x' }, unknown('round', 'x')],
    ['an unknown rule', { rule: 'x' }, unknown('rule', 'x')],
    ['a rule without a panel', { rule: 'marks' }, unknown('rule', 'marks')],
    ['a unit that is not assessed', { unit: '科技局' }, { code: 'notInRound', rule: 'R13', round: 'RO', unit: '科技局' }],
  ])('%s is refused', (_, change, refusal) => {
    expect(give(change)).toEqual(no(refusal))
  })

  it('R6: nobody scores the own unit', () => {
    expect(give({}, opened(), { actor: housing })).toEqual(no({ code: 'ownUnit', rule: 'R6', command: 'panelScore.give', unit: '住建局' }))
  })

  it('R1, R12, R13, R19: not with an id in use, a rule adopted later, after the scoring, or out of order', () => {
    expect(give({}, panel(opened(), 'PS', '住建局', 1))).toEqual(no({ code: 'taken', rule: 'R1', what: 'panelScore', id: 'PS' }))
    const more = opened().given('rule.adopt', { ...rules[1], rule: 'panel-2', scheme: 'SC' }, { on: '2026-01-20', actor: mayor })
    expect(give({ rule: 'panel-2' }, more)).toEqual(no(unknown('rule', 'panel-2')))
    expect(give({}, scored(), { on: '2026-04-10' })).toEqual(no(wrong('scored', 'opened')))
    expect(give({}, judged(), { on: '2026-03-31' })).toEqual(no(early('round', 'RO', '2026-04-01', '2026-03-31')))
    expect(give({}, opened(), { on: '2026-01-19' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'round', id: 'RO', since: '2026-01-20', on: '2026-01-19' }),
    )
  })
})

describe('round.score', () => {
  const score = (given = judged(), on = '2026-04-10', round = 'RO') => given.when('round.score', { round }, { on, actor: office })

  it('R13: freezes every line with the events that it rests on, up to the last event', () => {
    const given = judged()
    // 8 of 10 marks of 60 = 48, 90 % of 40 = 36, a mark at cutOff − 2, panel scores at cutOff − 1 and cutOff.
    const cutOff = given.position
    const line = (kind: string, rule: string, value: number, points: number, rests: number[] = []) => ({ kind, rule, value, points, rests })
    expect(score(given)).toEqual(
      yes({
        type: 'round.scored',
        data: {
          round: 'RO',
          cutOff,
          formulas: 1,
          metrics: ['circularsPraising', 'dailyMarks', 'reportsDisputed'].map((metric) => ({ metric, version: 1 })),
          results: [
            {
              unit: '住建局',
              group: 'departments',
              points: 84,
              rank: 1,
              grade: 'B',
              vetoes: [],
              lines: [
                line('base', 'marks', 8, 48, [cutOff - 2]),
                line('base', 'panel', 90, 36, [cutOff - 1]),
                line('bonus', 'praise', 0, 0),
                line('deduction', 'untrue', 0, 0),
              ],
            },
            {
              unit: '发改局',
              group: 'departments',
              points: 20,
              rank: 2,
              grade: 'C',
              vetoes: [],
              lines: [
                line('base', 'marks', 0, 0),
                line('base', 'panel', 50, 20, [cutOff]),
                line('bonus', 'praise', 0, 0),
                line('deduction', 'untrue', 0, 0),
              ],
            },
          ],
        },
      }),
    )
  })

  it("R13: of one person's scores the last counts, of a panel's the mean", () => {
    const given = judged()
    panel(given, 'PS-3', '住建局', 80, '2026-04-02')
    panel(given, 'PS-4', '住建局', 75.25, '2026-04-02', { ...leader, roles: ['committee'], unit: '区委办' })
    score(given)
    // (80 + 75.25) / 2 = 77.625, rounded; × 40 % = 31.052
    const lines = tablesOf(given).rounds.get('RO')?.scored?.value.results[0]?.lines
    expect(lines?.[1]).toMatchObject({ value: 77.63, points: 31.05, rests: [given.position - 2, given.position - 1] })
  })

  it('R13, R19: not before the period is over and every panel has spoken, nor twice, nor out of order', () => {
    const over = { code: 'roundNotOver', rule: 'R13', round: 'RO', to: '2026-03-31', on: '2026-03-31' } as const
    expect(score(mark(opened(), 'MK', 1), '2026-03-31')).toEqual(no(over))
    const missing = { code: 'panelMissing', rule: 'R13', round: 'RO', panel: 'panel', units: ['发改局'] } as const
    expect(score(panel(opened(), 'PS', '住建局', 1))).toEqual(no(missing))
    expect(score(scored())).toEqual(no(wrong('scored', 'opened')))
    expect(score(published(), '2026-04-20')).toEqual(no(wrong('published', 'opened')))
    expect(score(panel(judged(), 'PS', '住建局', 1, '2026-04-10'), '2026-04-09')).toEqual(
      no(early('round', 'RO', '2026-04-10', '2026-04-09')),
    )
    expect(score(judged(), '2026-04-10', 'x')).toEqual(no(unknown('round', 'x')))
  })

  it("leaves out units that were not there on the period's last day", () => {
    const given = judged().given('unit.abolish', { unit: '发改局', successor: '科技局' }, { on: '2026-04-05', actor: office })
    score(given)
    expect(tablesOf(given).rounds.get('RO')?.scored?.value.results).toHaveLength(2)
    const ended = mark(opened(), 'MK', 8).given(
      'unit.abolish',
      { unit: '发改局', successor: '科技局' },
      { on: '2026-03-31', actor: office },
    )
    score(panel(ended, 'PS', '住建局', 90))
    expect(
      tablesOf(ended)
        .rounds.get('RO')
        ?.scored?.value.results.map((one) => one.unit),
    ).toEqual(['住建局'])
  })

  it('R12: with the rules of its opening, whatever becomes of the scheme', () => {
    const given = judged()
    given.given('rule.repeal', { rule: 'marks', reason: '取消' }, { on: '2026-04-02', actor: mayor })
    given.given('scheme.adopt', { ...terms, scheme: 'SC-2', supersedes: 'SC' }, { on: '2026-04-02' })
    score(given)
    expect(tablesOf(given).rounds.get('RO')?.scored?.value.results[0]).toMatchObject({ points: 84, grade: 'B' })
  })
})
