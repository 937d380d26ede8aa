import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { housing, mayor, no, office, started, tablesOf, wrongAt, yes } from '../../testing/small-district.ts'

const run = (given: Scenario, on: string) => given.when('supervision.run', {}, { on, actor: office })
const late = { duty: 'milestoneLate', task: 'T-1', milestone: 'M1', due: '2026-04-30' } as const
const issued = (change: object) => ({
  type: 'reminder.issued' as const,
  data: { reminder: '', unit: '住建局', kind: 'monthly', period: '', duties: [late], missed: [], replyBy: '', byHand: false, ...change },
})
/** Under way, and reminded on 1 May of a milestone that is late by a day. */
const reminded = () => started().given('supervision.run', {}, { on: '2026-05-01', actor: office })
const may = { reminder: '2026-05-住建局', period: '2026-05', replyBy: '2026-05-11' }
const nothing = { accepted: true, facts: [] }

describe('supervision.run', () => {
  it('R15: reminds each unit of its duties once a month, from the reminder day on', () => {
    const given = started().given(
      'rulebook.adopt',
      { rulebook: 'RB-1', name: '督办规则', reminderDay: 10 },
      { on: '2026-01-20', actor: mayor },
    )
    expect(run(given, '2026-04-09')).toEqual(nothing)
    const duties = [
      { duty: 'milestoneDue', task: 'T-1', milestone: 'M1', due: '2026-04-30' },
      { duty: 'reportMissing', task: 'T-1', due: '2026-04-05' },
    ]
    // March's duty was its report on February. Five working days from Friday the tenth.
    const april = issued({ reminder: '2026-04-住建局', period: '2026-04', duties, missed: ['2026-03'], replyBy: '2026-04-17' })
    expect(run(given, '2026-04-10')).toEqual(yes(april))
    expect(run(given, '2026-04-10')).toEqual(nothing)
    expect(run(given, '2026-04-17')).toEqual(nothing)
  })

  it('R15: working days are those of the calendar', () => {
    expect(run(started(), '2026-05-01')).toEqual(yes(issued(may)))
  })

  it('R15: run late in the month, it issues what is still due', () => {
    const given = started().given('milestone.reach', { task: 'T-1', milestone: 'M1' }, { on: '2026-04-15', actor: housing })
    given.given('progress.report', { task: 'T-1', percent: 30 }, { on: '2026-03-31', actor: housing })
    expect(run(given, '2026-04-20')).toEqual(nothing)
    expect(run(started(), '2026-05-20')).toMatchObject({
      facts: [{ data: { duties: [late, { duty: 'reportMissing', due: '2026-05-05' }] } }],
    })
  })

  it('R15: whole months without a run are listed once, if something was due on their reminder day', () => {
    const given = started().given(
      'rulebook.adopt',
      { rulebook: 'RB-1', name: '督办规则', reminderDay: 10 },
      { on: '2026-01-20', actor: mayor },
    )
    given.given('progress.report', { task: 'T-1', percent: 30 }, { on: '2026-02-28', today: '2026-03-03', actor: housing })
    const missed = (on: string) => run(given, on)
    expect(missed('2026-07-15')).toMatchObject({ facts: [{ data: { period: '2026-07', missed: ['2026-04', '2026-05', '2026-06'] } }] })
    expect(missed('2026-09-10')).toMatchObject({ facts: [{ data: { period: '2026-09', missed: ['2026-08'] } }] })
  })

  it('R15: a month in which the office only reminded by hand had no run, but that unit was not missed', () => {
    const given = started().given('rulebook.adopt', { rulebook: 'RB-1', name: '督办规则' }, { on: '2026-04-20', actor: mayor })
    given.given(
      'task.register',
      { task: 'T-2', title: '城市更新', goal: 'g-city', schedule: { from: '2026-01-10', due: '2026-04-30' } },
      { actor: office },
    )
    given.given('task.assign', { task: 'T-2', responsible: '科技局', reason: '分工' })
    given.given('reminder.issue', { unit: '住建局' }, { on: '2026-05-06' })
    expect(run(given, '2026-06-01')).toMatchObject({
      facts: [{ data: { unit: '住建局', missed: [] } }, { data: { unit: '科技局', missed: ['2026-05'] } }],
    })
  })

  it('R15: urges when the reply is over and the same is still late, once in a month', () => {
    const given = reminded()
    expect(run(given, '2026-05-11')).toEqual(nothing)
    const urge = issued({ reminder: '2026-05-12-住建局', kind: 'urge', period: '2026-05-12', replyBy: '2026-05-19' })
    expect(run(given, '2026-05-12')).toEqual(yes(urge))
    expect([run(given, '2026-05-12'), run(given, '2026-05-25')]).toEqual([nothing, nothing])
  })

  it('R15: what was done, and what the reminder did not name, is not urged', () => {
    const given = reminded().given('milestone.reach', { task: 'T-1', milestone: 'M1' }, { on: '2026-05-11', actor: housing })
    // The report on April is missing since the sixth, but the reminder of the first did not say so.
    expect(run(given, '2026-05-12')).toEqual(nothing)
  })

  it('R15: a year that the calendar does not cover is refused, and nothing is half done', () => {
    const given = started()
    expect(run(given, '2026-12-30')).toEqual(no({ code: 'yearNotCovered', rule: 'R15', from: '2026-12-30', days: 5 }))
    expect(tablesOf(given).reminders.size).toBe(0)
  })

  it('R19: not on a day before the last reminder, so that what was missed stays missed', () => {
    expect(run(reminded(), '2026-04-30')).toEqual(
      no({ code: 'outOfOrder', rule: 'R19', what: 'reminder', id: '2026-05-住建局', last: '2026-05-01', on: '2026-04-30' }),
    )
  })

  it('R1: an id that somebody used is numbered on', () => {
    const given = started().given('reminder.issue', { reminder: '2026-05-住建局', unit: '住建局' }, { on: '2026-04-30', actor: office })
    expect(run(given, '2026-05-01')).toMatchObject({ facts: [{ data: { reminder: '2026-05-住建局-2' } }] })
  })
})

describe('reminder.issue', () => {
  const issue = (given: Scenario, input: object, on: string) =>
    given.when('reminder.issue', { reminder: 'RE-1', unit: '住建局', ...input }, { on, actor: office })

  it('names what the unit owes now', () => {
    expect(issue(started(), {}, '2026-05-01')).toEqual(yes(issued({ ...may, reminder: 'RE-1', byHand: true })))
  })

  it('R16: urges to what is late, after a reminder or for a reason', () => {
    const urged = { ...may, reminder: 'RE-1', kind: 'urge', period: '2026-05-01', byHand: true }
    expect(issue(started(), { kind: 'urge' }, '2026-05-01')).toEqual(
      no({ code: 'skipsSteps', rule: 'R16', unit: '住建局', step: 'urge', skipped: ['remind'] }),
    )
    expect(issue(started(), { kind: 'urge', skipReason: '汛期' }, '2026-05-01')).toEqual(yes(issued({ ...urged, skipReason: '汛期' })))
    expect(issue(reminded(), { kind: 'urge' }, '2026-05-01')).toEqual(yes(issued(urged)))
    expect(issue(started(), { kind: 'urge' }, '2026-04-02')).toEqual(
      no({ code: 'notDue', rule: 'R15', unit: '住建局', period: '2026-04-02' }),
    )
  })

  it('R15: refused when nothing is due, or the key was used', () => {
    expect(issue(started(), {}, '2026-03-01')).toEqual(no({ code: 'notDue', rule: 'R15', unit: '住建局', period: '2026-03' }))
    expect(issue(reminded(), {}, '2026-05-20')).toEqual(
      no({ code: 'remindedAlready', rule: 'R15', unit: '住建局', period: '2026-05', reminder: '2026-05-住建局' }),
    )
  })

  it('R1, R19: a unit that lives, a new id, in the order of days', () => {
    expect(issue(started(), { unit: '没有' }, '2026-05-01')).toEqual(no({ code: 'unknown', rule: 'R1', what: 'unit', id: '没有' }))
    expect(issue(started(), { unit: '老城办' }, '2026-05-01')).toEqual(
      no({ code: 'ended', rule: 'R1', what: 'unit', id: '老城办', on: '2026-01-05' }),
    )
    expect(issue(reminded(), { reminder: '2026-05-住建局' }, '2026-06-01')).toEqual(
      no({ code: 'taken', rule: 'R1', what: 'reminder', id: '2026-05-住建局' }),
    )
    expect(issue(reminded(), {}, '2026-04-30')).toMatchObject({ refusal: { code: 'outOfOrder', id: '2026-05-住建局' } })
    expect(wrongAt(() => issue(started(), { kind: 'daily' }, '2026-05-01'))).toEqual(['kind'])
  })
})

describe('reminder.answer', () => {
  const answer = (given: Scenario, change: object = {}, on = '2026-05-06') =>
    given.when('reminder.answer', { reminder: '2026-05-住建局', answer: '已倒排工期', ...change }, { on, actor: housing })

  it('R15: once', () => {
    const given = reminded()
    expect(answer(given)).toEqual(
      yes({ type: 'reminder.answered', data: { reminder: '2026-05-住建局', answer: '已倒排工期', evidence: [] } }),
    )
    const stage = {
      code: 'wrongStage',
      rule: 'R15',
      what: 'reminder',
      id: '2026-05-住建局',
      stage: 'answered',
      allowed: ['issued'],
    } as const
    expect(answer(given)).toEqual(no(stage))
  })

  it('R1, R19: one that was issued', () => {
    expect(answer(reminded(), { reminder: 'x' })).toEqual(no({ code: 'unknown', rule: 'R1', what: 'reminder', id: 'x' }))
    expect(answer(reminded(), {}, '2026-04-30')).toMatchObject({ refusal: { code: 'notYet', since: '2026-05-01' } })
  })

  it('unanswered past its day, it is a duty of its own', () => {
    const given = reminded()
    expect(run(given, '2026-06-01')).toMatchObject({
      facts: [{ data: { duties: [late, { duty: 'reminderUnanswered', reminder: '2026-05-住建局', due: '2026-05-11' }] } }],
    })
  })
})
