import { describe, expect, it } from 'vitest'
import { housing, no, office, planning, yes } from '../../testing/small-district.ts'
import { committee, judged, scored } from '../../testing/small-scheme.ts'
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
const appealing = { appeal: 'AP', round: 'RO', reason: '漏计加分' }
const appealed = () => scored().given('appeal.file', appealing, { on: '2026-04-13', actor: housing })
const published = () => scored().given('result.publish', { round: 'RO' }, { on: '2026-04-20', actor: committee })

describe('appeal.file', () => {
  const file = (change: object = {}, given = scored(), sent: object = {}) =>
    given.when('appeal.file', { ...appealing, ...change }, { on: '2026-04-13', actor: housing, ...sent })

  it("against the actor's own result, of one rule or of all", () => {
    expect(file()).toEqual(yes({ type: 'appeal.filed', data: { ...appealing, unit: '住建局', evidence: [] } }))
    const more = { rule: 'marks', unit: '发改局', evidence: [{ title: '表彰文件' }] }
    expect(file(more)).toEqual(yes({ type: 'appeal.filed', data: { ...appealing, ...more } }))
  })

  it('R13: in the five working days after the scoring', () => {
    // 2026-04-10 is a Friday; 11 and 12 April are free.
    expect(file({}, scored(), { on: '2026-04-17' })).toMatchObject({ accepted: true })
    const over = { code: 'appealOver', rule: 'R13', round: 'RO', until: '2026-04-17', on: '2026-04-18' } as const
    expect(file({}, scored(), { on: '2026-04-18' })).toEqual(no(over))
    const shorter = { rulebook: 'B', name: '规则', appealDays: 1 }
    const given = judged()
      .given('rulebook.adopt', shorter, { on: '2026-04-10' })
      .given('round.score', { round: 'RO' }, { on: '2026-04-10' })
    expect(file({}, given, { on: '2026-04-14' })).toEqual(no({ ...over, until: '2026-04-13', on: '2026-04-14' }))
  })

  it.each<[string, object, CoreRefusal]>([
    ['an unknown round', { round: 'x' }, unknown('round', 'x')],
    ['a unit that was not assessed', { unit: '科技局' }, { code: 'notInRound', rule: 'R13', round: 'RO', unit: '科技局' }],
    ['a rule that is not in its result', { rule: 'x' }, unknown('rule', 'x')],
  ])('%s is refused', (_, change, refusal) => {
    expect(file(change)).toEqual(no(refusal))
  })

  it('R1, R13, R19: not with an id in use, before the scoring, after publication, or out of order', () => {
    expect(file({}, appealed())).toEqual(no({ code: 'taken', rule: 'R1', what: 'appeal', id: 'AP' }))
    expect(file({}, judged())).toEqual(no(wrong('opened', 'scored')))
    expect(file({}, published(), { on: '2026-04-20' })).toEqual(no(wrong('published', 'scored')))
    expect(file({}, scored(), { on: '2026-04-09' })).toEqual(no(early('round', 'RO', '2026-04-10', '2026-04-09')))
  })

  it('DOMAIN 7: a year that the calendar does not know is refused, not guessed', () => {
    const given = judged().given('round.score', { round: 'RO' }, { on: '2027-01-04', actor: office })
    expect(file({}, given, { on: '2027-01-05' })).toEqual(no({ code: 'yearNotCovered', rule: 'R15', from: '2027-01-04', days: 5 }))
  })
})

describe('appeal.decide', () => {
  const decision = { appeal: 'AP', upheld: true, points: 2.5, reason: '属实' }
  const decide = (change: object = {}, given = appealed(), sent: object = {}) =>
    given.when('appeal.decide', { ...decision, ...change }, { on: '2026-04-15', actor: committee, ...sent })

  it('R13: upheld it changes the score, dismissed it does not', () => {
    const data = { ...decision, round: 'RO', unit: '住建局' }
    expect(decide()).toEqual(yes({ type: 'appeal.decided', data }))
    expect(decide({ points: -2 })).toEqual(yes({ type: 'appeal.decided', data: { ...data, points: -2 } }))
    const dismissed = { appeal: 'AP', upheld: false, reason: '不属实' }
    expect(appealed().when('appeal.decide', dismissed, { on: '2026-04-15', actor: committee })).toEqual(
      yes({ type: 'appeal.decided', data: { ...data, ...dismissed, points: 0 } }),
    )
    expect(decide({ points: 0 })).toEqual(no({ code: 'badAdjustment', rule: 'R13', appeal: 'AP', upheld: true }))
    expect(decide({ upheld: false })).toEqual(no({ code: 'badAdjustment', rule: 'R13', appeal: 'AP', upheld: false }))
  })

  it("R6: nobody decides the own unit's", () => {
    expect(decide({}, appealed(), { actor: housing })).toEqual(
      no({ code: 'ownUnit', rule: 'R6', command: 'appeal.decide', unit: '住建局' }),
    )
  })

  it('R1, R19: once, of what was filed, in order', () => {
    expect(decide({ appeal: 'x' })).toEqual(no(unknown('appeal', 'x')))
    const given = appealed()
    decide({}, given)
    expect(decide({}, given)).toEqual(no({ code: 'ended', rule: 'R1', what: 'appeal', id: 'AP', on: '2026-04-15' }))
    expect(decide({}, appealed(), { on: '2026-04-12' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'appeal', id: 'AP', since: '2026-04-13', on: '2026-04-12' }),
    )
    const two = appealed().given('appeal.file', { ...appealing, appeal: 'AP-2' }, { on: '2026-04-14', actor: planning })
    expect(decide({}, two, { on: '2026-04-13' })).toEqual(no(early('round', 'RO', '2026-04-14', '2026-04-13')))
  })
})

describe('result.publish', () => {
  const publish = (given = scored(), on = '2026-04-20', round = 'RO') => given.when('result.publish', { round }, { on, actor: committee })
  const result = (unit: string, points: number, rank: number, grade: string) => ({
    unit,
    group: 'departments',
    points,
    rank,
    grade,
    vetoes: [],
  })

  it('R13, R14: publishes frozen scores and adjustments, ranked and graded anew', () => {
    expect(publish()).toEqual(
      yes({ type: 'result.published', data: { round: 'RO', results: [result('住建局', 84, 1, 'B'), result('发改局', 20, 2, 'C')] } }),
    )
    const given = scored()
      .given('appeal.file', appealing, { on: '2026-04-13', actor: planning })
      .given('appeal.decide', { appeal: 'AP', upheld: true, points: 70.5, reason: '漏计' }, { on: '2026-04-15', actor: committee })
    expect(publish(given)).toEqual(
      yes({ type: 'result.published', data: { round: 'RO', results: [result('发改局', 90.5, 1, 'A'), result('住建局', 84, 2, 'B')] } }),
    )
  })

  it('R13: not while appeals are open or possible', () => {
    expect(publish(appealed())).toEqual(no({ code: 'openAppeals', rule: 'R13', round: 'RO', appeals: ['AP'] }))
    expect(publish(scored(), '2026-04-17')).toEqual(
      no({ code: 'appealsPossible', rule: 'R13', round: 'RO', until: '2026-04-17', on: '2026-04-17' }),
    )
    expect(publish(scored(), '2026-04-18')).toMatchObject({ accepted: true })
  })

  it('R1, R13, R19: once, what was scored', () => {
    expect(publish(scored(), '2026-04-20', 'x')).toEqual(no(unknown('round', 'x')))
    expect(publish(judged())).toEqual(no(wrong('opened', 'scored')))
    expect(publish(published())).toEqual(no(wrong('published', 'scored')))
    expect(publish(scored(), '2026-04-09')).toEqual(no(early('round', 'RO', '2026-04-10', '2026-04-09')))
  })
})
