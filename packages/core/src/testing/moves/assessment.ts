import type { Round } from '../../domain/assessment/state.ts'
import { officialCalendar, workdayAfter } from '../../domain/calendar.ts'
import { addDays } from '../../domain/days.ts'
import type { Actor } from '../../engine/event.ts'
import { type Hand, handOf, type Move, type Play } from './hand.ts'
import { inspector, mayor, of, office, system } from './people.ts'

const committee = (hand: Hand): Actor => ({ person: `p-committee-${hand.below(2)}`, unit: 'U-gov', roles: ['committee'] })

/** Metrics that histories give something to, with a formula and what kinds of rules it suits. */
const measures = [
  { measure: { metric: 'progressGap' }, formula: { form: 'linear', zero: 60, full: 0 } },
  { measure: { metric: 'closedOnTime' }, formula: { form: 'linear', zero: 0, full: 100 } },
  { measure: { metric: 'milestonesOnTime' }, formula: { form: 'linear', zero: 30, full: 97 } },
  {
    measure: { metric: 'feedbackOnTime' },
    formula: {
      form: 'steps',
      down: false,
      steps: [
        { at: 1, percent: 50 },
        { at: 60, percent: 100 },
      ],
    },
  },
  { measure: { metric: 'indicatorAttainment' }, formula: { form: 'linear', zero: 0, full: 90 } },
  { measure: { metric: 'problemsResolved' }, formula: { form: 'linear', zero: 0, full: 100 } },
  {
    measure: { metric: 'problemResolutionDays' },
    formula: {
      form: 'steps',
      down: true,
      steps: [
        { at: 30, percent: 40 },
        { at: 5, percent: 100 },
      ],
    },
  },
  { measure: { metric: 'decisionsExecuted' }, formula: { form: 'linear', zero: 0, full: 100 } },
  { measure: { metric: 'reportsDisputed' }, formula: { form: 'each', points: 1.5, free: 0 } },
  { measure: { metric: 'closingsReturned' }, formula: { form: 'each', points: 2, free: 1 } },
  { measure: { metric: 'closingsRevoked' }, formula: { form: 'each', points: 3, free: 0 } },
  { measure: { metric: 'dailyMarks' }, formula: { form: 'linear', zero: -3, full: 4 } },
] as const

/** What is wrong with a rule, now and then. */
const faults: readonly object[] = [{}, {}, { measure: { metric: '运气' } }, { floor: 2, cap: 1 }]

const worth = (points: readonly [number, number]) => [
  { group: 'departments', points: points[0] },
  { group: 'others', points: points[1] },
]

/** Base rules that share 100 and 60 marks, one of them a panel's now and then, in the first group; others outside. */
function rulesOf(hand: Hand, scheme: string) {
  const chosen = hand.below(measures.length)
  const at = (i: number) => measures[(chosen + i * 5) % measures.length] as (typeof measures)[number]
  const rule = (id: string, kind: string, of: object, points: readonly [number, number], more: object = {}) => ({
    rule: `${scheme}-${id}`,
    name: id,
    kind,
    ...of,
    worth: worth(points),
    ...more,
  })
  const jury = { measure: { panel: '评审组' }, formula: { form: 'linear', zero: 0, full: 100 } }
  return [
    rule('gap', 'base', measures[0], [33.35, 20]),
    rule('b1', 'base', at(1), [36.65, 25], hand.often(4) ? { cap: 20 } : { floor: 1.25 }),
    ...(hand.often(2)
      ? [rule('b2', 'base', at(2), [30, 15])]
      : [
          { ...rule('jury', 'base', jury, [30, 15]), worth: worth([30, 15]).slice(0, 1) },
          { ...rule('b2', 'base', at(2), [30, 15]), worth: worth([30, 15]).slice(1) },
        ]),
    rule('plus', 'bonus', at(3), [6, 4]),
    rule('minus', 'deduction', at(4), [8, 8], hand.often(4) ? { cap: 5 } : {}),
    ...(hand.often(4)
      ? [
          rule('veto', 'veto', { measure: { metric: 'reportsDisputed' }, formula: measures[8].formula }, [1, 1], {
            veto: { from: 1, grade: 'C' },
          }),
        ]
      : []),
  ]
}

const termsOf = (departments: readonly string[], others: readonly string[]) => ({
  name: '考核办法',
  groups: [
    { group: 'departments', name: '部门', fullMarks: 100, units: departments },
    { group: 'others', name: '其他', fullMarks: 60, units: others },
  ],
  grades: [
    { grade: 'A', name: '优秀', from: 55 },
    { grade: 'B', name: '良好', from: 35.5 },
    { grade: 'C', name: '一般', from: 0 },
  ],
})

/** Of a round: its scored results are open for appeals until this day. */
const appealsUntil = (round: Round): string => workdayAfter(officialCalendar, round.scored?.on ?? '', 5) ?? ''

const opened = (round: Round) => !round.scored
const scored = (round: Round) => round.scored !== undefined && !round.published
const results = (round: Round) => round.scored?.value.results ?? []

/** A scheme without a panel, which every history begins with. */
export const firstScheme = {
  scheme: 'SC-0',
  ...termsOf(['U-A', 'U-B', 'U-C'], ['U-D', 'U-E', 'U-office']),
  quota: { percent: 50, rounding: 'down' },
  bonusCap: 3,
  deductionCap: 1,
  rules: rulesOf(handOf({} as never, '', [1, 7, 7, 7, 7, 7], false), 'SC-0'),
}

export const assessmentMoves: readonly Move[] = [
  {
    command: 'scheme.adopt',
    weight: 3,
    make(hand) {
      const { schemes, units } = hand.state
      const alive = hand.rows(units, (unit) => !unit.ended).map((unit) => unit.id)
      const [first, ...others] = alive.filter((unit) => unit !== 'U-gov')
      if (first === undefined || others.length === 0) return undefined
      const scheme = hand.fresh('SC-', schemes)
      const replaced = hand.often(2) ? hand.row(schemes, (one) => !one.superseded) : undefined
      return {
        actor: mayor,
        input: {
          scheme,
          ...termsOf(others.slice(0, 2), [first, ...others.slice(2)]),
          scaling: hand.often(6),
          ...(hand.often(6) && { quota: { percent: hand.one([20, 33.33, 50]), rounding: hand.one(['down', 'up', 'half']) } }),
          ties: hand.some(['base', 'deduction', `${scheme}-gap`], 3),
          ...(hand.often(4) && { bonusCap: 3, deductionCap: 4.5 }),
          ...(replaced && { supersedes: replaced.id }),
          rules: hand.often(7) ? rulesOf(hand, scheme) : hand.often(4) ? [] : rulesOf(hand, scheme).slice(1),
        },
      }
    },
  },
  {
    command: 'rule.adopt',
    weight: 3,
    make(hand) {
      const { schemes, rules } = hand.state
      const scheme = hand.row(schemes, (one) => !one.superseded)
      const kind = hand.often(7) ? 'deduction' : 'base'
      const input = {
        rule: hand.fresh('RU-', rules),
        name: '补充细则',
        kind,
        ...hand.one(measures.slice(8, 11)),
        worth: worth([3, 2]),
        ...hand.one(faults),
      }
      return scheme && { actor: mayor, input: { ...input, scheme: scheme.id } }
    },
  },
  {
    command: 'rule.repeal',
    weight: 1,
    make(hand) {
      const rule = hand.row(hand.state.rules, (one) => !one.repealed && (one.kind !== 'base' || hand.often(2)))
      return rule && { actor: mayor, input: { rule: rule.id, reason: '不再适用' } }
    },
  },
  {
    command: 'mark.give',
    weight: 3,
    make(hand) {
      const unit = hand.row(hand.state.units, () => true)
      const on = hand.often(4) ? addDays(hand.today, -hand.below(10)) : hand.today
      const input = { mark: hand.fresh('MK-', hand.state.marks), points: (hand.below(17) - 8) / 4, reason: '日常考评' }
      return unit && { actor: hand.one([office, inspector]) ?? office, on, input: { ...input, unit: unit.id } }
    },
  },
  {
    command: 'round.open',
    weight: 3,
    make(hand) {
      const { schemes, rounds } = hand.state
      const scheme = hand.row(schemes, (one) => !one.superseded && rounds.count('scheme', one.id) < 2)
      const from = hand.day(-45, -10)
      const input = { round: hand.fresh('RO-', rounds), name: '考评', kind: hand.one(['monthly', 'quarterly', 'annual']) }
      return scheme && { actor: office, input: { ...input, scheme: scheme.id, period: { from, to: addDays(from, 9 + hand.below(21)) } } }
    },
  },
  {
    command: 'panelScore.give',
    weight: 10,
    make(hand) {
      const { rounds, rules, schemes, panelScores } = hand.state
      const missing = hand.rows(rounds, opened).flatMap((round) =>
        round.rules.flatMap((id) => {
          const rule = rules.get(id)
          if (!rule || !('panel' in rule.measure)) return []
          const groups = (schemes.get(round.scheme)?.groups ?? []).filter(({ group }) => rule.worth.some((one) => one.group === group))
          const units = groups.flatMap((group) => group.units)
          const given = panelScores.by('round', round.id).map((one) => one.unit)
          return units.filter((unit) => hand.often(1) || !given.includes(unit)).map((unit) => ({ round: round.id, rule: id, unit }))
        }),
      )
      const found = hand.one(missing)
      const actor = committee(hand)
      return found && { actor, input: { panelScore: hand.fresh('PS-', panelScores), ...found, points: hand.below(401) / 4 } }
    },
  },
  {
    command: 'round.score',
    weight: 9,
    make(hand) {
      const { rules } = hand.state
      const hasPanel = (round: Round) => round.rules.some((id) => 'panel' in (rules.get(id)?.measure ?? {}))
      const round = hand.row(hand.state.rounds, (one) => opened(one) && one.period.to < hand.today && (!hasPanel(one) || hand.often(4)))
      return round && { actor: hand.one([office, system]) ?? office, input: { round: round.id } }
    },
  },
  {
    command: 'appeal.file',
    weight: 9,
    make(hand) {
      const { rounds, appeals } = hand.state
      // Entered late, it is still of a day on which it could be filed.
      const late = hand.often(1)
      const round = hand.row(rounds, (one) => scored(one) && (late || one.last <= appealsUntil(one)) && appeals.count('round', one.id) < 2)
      const result = round && hand.one(results(round))
      if (!round || !result) return undefined
      const rule = hand.often(4) ? hand.one(result.lines.flatMap((line) => line.rule ?? [])) : undefined
      const input = { appeal: hand.fresh('AP-', appeals), round: round.id, reason: '计分有误', ...(rule !== undefined && { rule }) }
      return { actor: of(result.unit), on: late ? hand.today : [hand.today, appealsUntil(round)].sort()[0], input } as Play
    },
  },
  {
    command: 'appeal.decide',
    weight: 9,
    make(hand) {
      const appeal = hand.row(hand.state.appeals, (one) => !one.decided)
      const upheld = hand.often(4)
      const points = upheld ? (1 + hand.below(40)) / 4 : hand.often(1) ? 1 : 0
      return appeal && { actor: committee(hand), input: { appeal: appeal.id, upheld, points, reason: '复核意见' } }
    },
  },
  {
    command: 'result.publish',
    weight: 4,
    make(hand) {
      const { rounds, appeals } = hand.state
      const early = hand.often(2)
      const round = hand.row(
        rounds,
        (one) =>
          scored(one) && (early || (appealsUntil(one) < hand.today && appeals.by('round', one.id).every((appeal) => appeal.decided))),
      )
      return round && { actor: committee(hand), input: { round: round.id } }
    },
  },
]
