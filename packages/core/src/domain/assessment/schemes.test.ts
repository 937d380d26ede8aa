import { describe, expect, it } from 'vitest'
import { mayor, no, office, planning, started, wrongAt, yes } from '../../testing/small-district.ts'
import { adopted, opening, rules, terms } from '../../testing/small-scheme.ts'
import type { CoreRefusal, Kind } from '../refusals.ts'
import { coreMetrics } from './metrics/index.ts'

const unknown = (what: Kind, id: string): CoreRefusal => ({ code: 'unknown', rule: 'R1', what, id })
const twice = (what: Kind, id: string): CoreRefusal => ({ code: 'twice', rule: 'R1', what, id })
const taken = (what: Kind, id: string): CoreRefusal => ({ code: 'taken', rule: 'R1', what, id })
const bad = (id: string, rule: 'R12' | 'R14', problem: string): CoreRefusal => ({ code: 'badTerms', rule, id, problem }) as CoreRefusal
const group = terms.groups[0] as (typeof terms.groups)[0]
const other = { group: 'streets', name: '街道', fullMarks: 50, units: ['科技局'] }
const marks = rules[0]
/** A rule that may be adopted after the others. */
const late = {
  rule: 'late',
  scheme: 'SC',
  name: '退回',
  kind: 'deduction',
  measure: { metric: 'closingsReturned' },
  formula: { form: 'each', points: 1, free: 0 },
  worth: [{ group: 'departments', points: 5 }],
} as const
const veto = { ...late, kind: 'veto', veto: { from: 1, grade: 'C' } } as const

describe('scheme.adopt', () => {
  const adopt = (change: object = {}, given = started()) =>
    given.when('scheme.adopt', { ...terms, ...change }, { on: '2026-01-15', actor: mayor })

  it('R12: with its rules at once; units are scaled and ties left to ids unless it says otherwise', () => {
    const data = { ...terms, scaling: true, ties: [] }
    expect(adopt({ rules })).toEqual(
      yes({ type: 'scheme.adopted', data }, ...rules.map((rule) => ({ type: 'rule.adopted', data: { ...rule, scheme: 'SC' } }) as const)),
    )
    expect(adopt({ scaling: false, bonusCap: 5 })).toEqual(yes({ type: 'scheme.adopted', data: { ...data, scaling: false, bonusCap: 5 } }))
  })

  it('takes the place of another, once', () => {
    const given = adopted()
    const next = { scheme: 'SC-2', supersedes: 'SC' }
    expect(adopt(next, given)).toEqual(yes({ type: 'scheme.adopted', data: { ...terms, ...next, scaling: true, ties: [] } }))
    expect(adopt({ ...next, scheme: 'SC-3' }, given)).toEqual(no({ code: 'ended', rule: 'R1', what: 'scheme', id: 'SC', on: '2026-01-15' }))
    expect(adopt({ supersedes: 'x' })).toEqual(no(unknown('scheme', 'x')))
    expect(adopted().when('scheme.adopt', { ...terms, ...next }, { on: '2026-01-14' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'scheme', id: 'SC', since: '2026-01-15', on: '2026-01-14' }),
    )
  })

  it.each<[string, object, CoreRefusal]>([
    ['a group twice', { groups: [group, { ...other, group: 'departments' }] }, twice('group', 'departments')],
    ['a unit in two groups', { groups: [group, { ...other, units: ['住建局'] }] }, twice('unit', '住建局')],
    ['an unknown unit', { groups: [{ ...group, units: ['x'] }] }, unknown('unit', 'x')],
    [
      'a unit that has ended',
      { groups: [{ ...group, units: ['老城办'] }] },
      { code: 'ended', rule: 'R1', what: 'unit', id: '老城办', on: '2026-01-05' },
    ],
    ['a rule twice', { rules: [...rules, marks] }, twice('rule', 'marks')],
  ])('R1: %s is refused', (_, change, refusal) => {
    expect(adopt(change)).toEqual(no(refusal))
  })

  it('R1: ids in use are refused', () => {
    expect(adopt({}, adopted())).toEqual(no(taken('scheme', 'SC')))
    expect(adopt({ scheme: 'SC-2', rules }, adopted())).toEqual(no(taken('rule', 'marks')))
  })

  it.each<[string, object, CoreRefusal]>([
    [
      'less than full marks',
      { rules: [marks] },
      { code: 'marksDoNotSum', rule: 'R12', scheme: 'SC', group: 'departments', sum: 60, full: 100 },
    ],
    [
      'a group without base rules',
      { groups: [group, other], rules },
      { code: 'marksDoNotSum', rule: 'R12', scheme: 'SC', group: 'streets', sum: 0, full: 50 },
    ],
    ['a tie by a rule that is not there', { rules, ties: ['base', 'x'] }, bad('SC', 'R14', 'unknownTie')],
    ['grades that do not fall', { grades: [terms.grades[1], terms.grades[0], terms.grades[2]] }, bad('SC', 'R14', 'gradesOutOfOrder')],
    ['a grade twice', { grades: [terms.grades[0], { ...terms.grades[2], grade: 'A' }] }, bad('SC', 'R14', 'gradesOutOfOrder')],
    ['a lowest grade that not all reach', { grades: terms.grades.slice(0, 2) }, bad('SC', 'R14', 'lowestGradeAboveZero')],
  ])('R12, R14: %s is refused', (_, change, refusal) => {
    expect(adopt(change)).toEqual(no(refusal))
  })

  it('wrong input names its path', () => {
    expect(wrongAt(() => adopt({ groups: [], grades: [], quota: { percent: 101, rounding: 'up' } }))).toEqual([
      'groups',
      'grades',
      'quota.percent',
    ])
  })
})

describe('rule.adopt', () => {
  const adopt = (change: object = {}, given = adopted()) =>
    given.when('rule.adopt', { ...late, ...change }, { on: '2026-01-16', actor: mayor })

  it('R12: for a scheme that holds', () => {
    expect(adopt()).toEqual(yes({ type: 'rule.adopted', data: late }))
    expect(adopt({ ...veto })).toEqual(yes({ type: 'rule.adopted', data: veto }))
  })

  it.each<[string, object, CoreRefusal]>([
    ['an id in use', { rule: 'marks' }, taken('rule', 'marks')],
    ['an unknown scheme', { scheme: 'x' }, unknown('scheme', 'x')],
    ['an unknown group', { worth: [{ group: 'x', points: 1 }] }, unknown('group', 'x')],
    ['a group twice', { worth: [late.worth[0], late.worth[0]] }, twice('group', 'departments')],
    [
      'an unknown metric',
      { measure: { metric: 'valueOf' } },
      { code: 'unknownMetric', rule: 'R12', metric: 'valueOf', known: Object.keys(coreMetrics) },
    ],
    ['a line without a slope', { formula: { form: 'linear', zero: 1, full: 1 } }, bad('late', 'R12', 'zeroIsFull')],
    [
      'steps that do not rise',
      {
        formula: {
          form: 'steps',
          down: false,
          steps: [
            { at: 1, percent: 50 },
            { at: 2, percent: 50 },
          ],
        },
      },
      bad('late', 'R12', 'stepsOutOfOrder'),
    ],
    ['a floor above the cap', { floor: 3, cap: 2 }, bad('late', 'R14', 'floorAboveCap')],
    ['a floor above what it is worth', { floor: 5.01 }, bad('late', 'R14', 'floorAboveWorth')],
    ['a veto without terms', { kind: 'veto' }, bad('late', 'R14', 'vetoMissing')],
    ['terms of a veto that it is not', { veto: veto.veto }, bad('late', 'R14', 'vetoUnwanted')],
    ['a veto to a grade that is not there', { ...veto, veto: { from: 1, grade: 'x' } }, bad('late', 'R14', 'unknownGrade')],
  ])('%s is refused', (_, change, refusal) => {
    expect(adopt(change)).toEqual(no(refusal))
  })

  it('R14: no floor and no cap turns points around', () => {
    expect(wrongAt(() => adopt({ floor: -1, cap: -0.5 }))).toEqual(['floor', 'cap'])
  })

  it('R1, R19: not of a scheme that was superseded, nor before it', () => {
    const given = adopted().given('scheme.adopt', { ...terms, scheme: 'SC-2', supersedes: 'SC' }, { on: '2026-01-16' })
    expect(adopt({}, given)).toEqual(no({ code: 'ended', rule: 'R1', what: 'scheme', id: 'SC', on: '2026-01-16' }))
    expect(adopted().when('rule.adopt', late, { on: '2026-01-14' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'scheme', id: 'SC', since: '2026-01-15', on: '2026-01-14' }),
    )
  })
})

describe('rule.repeal', () => {
  const repeal = (given = adopted(), on = '2026-01-20', rule = 'panel') =>
    given.when('rule.repeal', { rule, reason: '试行结束' }, { on, actor: mayor })

  it('ends a rule, so that the scheme opens no round until its base sums again (R12)', () => {
    const given = adopted()
    expect(repeal(given)).toEqual(yes({ type: 'rule.repealed', data: { rule: 'panel', scheme: 'SC', reason: '试行结束' } }))
    const short = { code: 'marksDoNotSum', rule: 'R12', scheme: 'SC', group: 'departments', sum: 60, full: 100 } as const
    expect(given.when('round.open', opening, { on: '2026-01-21', actor: office })).toEqual(no(short))
    given.given('rule.adopt', { ...rules[1], rule: 'panel-2', scheme: 'SC' }, { on: '2026-01-21', actor: mayor })
    expect(given.when('round.open', opening, { on: '2026-01-21', actor: office })).toMatchObject({ accepted: true })
  })

  it('R1, R19: once, what is there', () => {
    const given = adopted()
    repeal(given)
    expect(repeal(given)).toEqual(no({ code: 'ended', rule: 'R1', what: 'rule', id: 'panel', on: '2026-01-20' }))
    expect(repeal(adopted(), '2026-01-20', 'x')).toEqual(no(unknown('rule', 'x')))
    expect(repeal(adopted(), '2026-01-14')).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'rule', id: 'panel', since: '2026-01-15', on: '2026-01-14' }),
    )
  })
})

describe('mark.give', () => {
  const data = { mark: 'MK', unit: '住建局', points: -0.5, reason: '迟报', task: 'T-1', evidence: [{ title: '催报记录' }] }
  const give = (change: object = {}, given = started(), sent: object = {}) =>
    given.when('mark.give', { ...data, ...change }, { on: '2026-02-01', actor: office, ...sent })

  it('points for or against a unit', () => {
    expect(give()).toEqual(yes({ type: 'mark.given', data }))
    const plain = { mark: 'MK', unit: '住建局', points: 1, reason: '创新' }
    expect(started().when('mark.give', plain)).toEqual(yes({ type: 'mark.given', data: { ...plain, evidence: [] } }))
  })

  it.each<[string, object, CoreRefusal]>([
    ['an unknown unit', { unit: 'x' }, unknown('unit', 'x')],
    ['an unknown task', { task: 'x' }, unknown('task', 'x')],
  ])('R1: %s is refused', (_, change, refusal) => {
    expect(give(change)).toEqual(no(refusal))
  })

  it('R1, R19: an id in use, or a day before the unit', () => {
    const given = started()
    give({}, given)
    expect(give({}, given)).toEqual(no(taken('mark', 'MK')))
    expect(give({}, started(), { on: '2026-01-04' })).toEqual(
      no({ code: 'notYet', rule: 'R19', what: 'unit', id: '住建局', since: '2026-01-05', on: '2026-01-04' }),
    )
  })

  it('R6: nobody marks the own unit', () => {
    expect(give({ unit: '发改局' }, started(), { actor: planning })).toEqual(
      no({ code: 'ownUnit', rule: 'R6', command: 'mark.give', unit: '发改局' }),
    )
  })

  it('a history is still marked: the unit may have ended', () => {
    expect(give({ unit: '老城办' })).toMatchObject({ accepted: true })
  })
})
