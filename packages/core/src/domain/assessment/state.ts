import type { Fact } from '../../engine/event.ts'
import type { Entry } from '../../engine/history.ts'
import type { Text } from '../../engine/schema.ts'
import type { Handlers } from '../../engine/slice.ts'
import { table } from '../../engine/table.ts'
import type { Evidence } from '../evidence.ts'
import type { assessmentEvents, Formula, ResultLine } from './events.ts'

export type AssessmentFact = Fact<typeof assessmentEvents>
type DataOf<T extends AssessmentFact['type']> = Extract<AssessmentFact, { type: T }>['data']

export interface Group {
  readonly group: string
  readonly name: Text
  readonly fullMarks: number
  readonly units: readonly string[]
}
export interface Grade {
  readonly grade: string
  readonly name: Text
  readonly from: number
}

/** What a scheme says, without its rules. */
export interface SchemeTerms {
  readonly groups: readonly Group[]
  readonly scaling: boolean
  readonly grades: readonly Grade[]
  readonly quota?: DataOf<'scheme.adopted'>['quota']
  readonly ties: readonly string[]
  readonly bonusCap?: number | undefined
  readonly deductionCap?: number | undefined
}

export interface Scheme extends SchemeTerms {
  readonly id: string
  readonly name: Text
  readonly supersedes?: string
  readonly adopted: Entry<null>
  /** The scheme that came after it. */
  readonly superseded?: Entry<string>
}

/** What a rule says, adopted or drafted. */
export interface RuleTerms {
  readonly id: string
  readonly name: Text
  readonly kind: DataOf<'rule.adopted'>['kind']
  readonly measure: DataOf<'rule.adopted'>['measure']
  readonly formula: Formula
  readonly worth: readonly { readonly group: string; readonly points: number }[]
  readonly floor?: number | undefined
  readonly cap?: number | undefined
  readonly veto?: DataOf<'rule.adopted'>['veto']
}

export interface Rule extends RuleTerms {
  readonly scheme: string
  readonly adopted: Entry<null>
  readonly repealed?: Entry<Text>
}

export interface Mark {
  readonly id: string
  readonly unit: string
  readonly points: number
  readonly reason: Text
  readonly task?: string
  readonly given: Entry<string>
  readonly evidence: readonly Evidence[]
}

/** A unit's place and grade. */
export interface Standing {
  readonly unit: string
  readonly group: string
  readonly points: number
  readonly rank: number
  readonly grade: string
  readonly vetoes: readonly string[]
}
export interface Result extends Standing {
  readonly lines: readonly ResultLine[]
}

export interface Round {
  readonly id: string
  readonly scheme: string
  readonly name: Text
  readonly kind: DataOf<'round.opened'>['kind']
  readonly period: { readonly from: string; readonly to: string }
  readonly rules: readonly string[]
  readonly opened: Entry<null>
  readonly scored?: Entry<Omit<DataOf<'round.scored'>, 'round'>>
  readonly published?: Entry<readonly Standing[]>
  /** Day of the last step (R19). */
  readonly last: string
}

export interface PanelScore {
  readonly id: string
  readonly round: string
  readonly rule: string
  readonly unit: string
  readonly points: number
  readonly note?: Text
  /** `value` is the person who gave it: of one person's scores the last counts. */
  readonly given: Entry<string>
}

export interface Appeal {
  readonly id: string
  readonly round: string
  readonly unit: string
  readonly rule?: string
  readonly reason: Text
  readonly evidence: readonly Evidence[]
  readonly filed: Entry<string>
  readonly decided?: Entry<{ readonly upheld: boolean; readonly points: number; readonly reason: Text }>
}

export const assessmentTables = {
  schemes: table<Scheme>({}),
  rules: table<Rule, 'scheme'>({ scheme: (rule) => [rule.scheme] }),
  marks: table<Mark, 'unit'>({ unit: (mark) => [mark.unit] }),
  rounds: table<Round, 'scheme'>({ scheme: (round) => [round.scheme] }),
  panelScores: table<PanelScore, 'round'>({ round: (score) => [score.round] }),
  appeals: table<Appeal, 'round' | 'unit'>({ round: (appeal) => [appeal.round], unit: (appeal) => [appeal.unit] }),
}

export const evolveAssessment: Handlers<typeof assessmentTables, typeof assessmentEvents> = {
  'scheme.adopted': ({ schemes }, event) => {
    const { data } = event
    schemes.insert({
      id: data.scheme,
      name: data.name,
      groups: data.groups,
      scaling: data.scaling,
      grades: data.grades,
      ...(data.quota && { quota: data.quota }),
      ties: data.ties,
      ...(data.bonusCap !== undefined && { bonusCap: data.bonusCap }),
      ...(data.deductionCap !== undefined && { deductionCap: data.deductionCap }),
      ...(data.supersedes !== undefined && { supersedes: data.supersedes }),
      adopted: { on: event.on, position: event.position, value: null },
    })
    if (data.supersedes !== undefined)
      schemes.update(data.supersedes, (scheme) => {
        scheme.superseded = { on: event.on, position: event.position, value: data.scheme }
      })
  },
  'rule.adopted': ({ rules }, event) => {
    const { data } = event
    rules.insert({
      id: data.rule,
      scheme: data.scheme,
      name: data.name,
      kind: data.kind,
      measure: data.measure,
      formula: data.formula,
      worth: data.worth,
      ...(data.floor !== undefined && { floor: data.floor }),
      ...(data.cap !== undefined && { cap: data.cap }),
      ...(data.veto && { veto: data.veto }),
      adopted: { on: event.on, position: event.position, value: null },
    })
  },
  'rule.repealed': ({ rules }, event) =>
    rules.update(event.data.rule, (rule) => {
      rule.repealed = { on: event.on, position: event.position, value: event.data.reason }
    }),
  'mark.given': ({ marks }, event) => {
    const { data } = event
    marks.insert({
      id: data.mark,
      unit: data.unit,
      points: data.points,
      reason: data.reason,
      ...(data.task !== undefined && { task: data.task }),
      given: { on: event.on, position: event.position, value: event.actor.person },
      evidence: data.evidence,
    })
  },
  'round.opened': ({ rounds }, event) => {
    const { data } = event
    rounds.insert({
      id: data.round,
      scheme: data.scheme,
      name: data.name,
      kind: data.kind,
      period: data.period,
      rules: data.rules,
      opened: { on: event.on, position: event.position, value: null },
      last: event.on,
    })
  },
  'panelScore.given': ({ panelScores, rounds }, event) => {
    const { data } = event
    panelScores.insert({
      id: data.panelScore,
      round: data.round,
      rule: data.rule,
      unit: data.unit,
      points: data.points,
      ...(data.note !== undefined && { note: data.note }),
      given: { on: event.on, position: event.position, value: event.actor.person },
    })
    rounds.update(data.round, (round) => {
      round.last = event.on
    })
  },
  'round.scored': ({ rounds }, event) =>
    rounds.update(event.data.round, (round) => {
      const { cutOff, formulas, metrics, results } = event.data
      round.scored = { on: event.on, position: event.position, value: { cutOff, formulas, metrics, results } }
      round.last = event.on
    }),
  'appeal.filed': ({ appeals, rounds }, event) => {
    const { data } = event
    appeals.insert({
      id: data.appeal,
      round: data.round,
      unit: data.unit,
      ...(data.rule !== undefined && { rule: data.rule }),
      reason: data.reason,
      evidence: data.evidence,
      filed: { on: event.on, position: event.position, value: event.actor.unit },
    })
    rounds.update(data.round, (round) => {
      round.last = event.on
    })
  },
  'appeal.decided': ({ appeals, rounds }, event) => {
    const { upheld, points, reason } = event.data
    appeals.update(event.data.appeal, (appeal) => {
      appeal.decided = { on: event.on, position: event.position, value: { upheld, points, reason } }
    })
    rounds.update(event.data.round, (round) => {
      round.last = event.on
    })
  },
  'result.published': ({ rounds }, event) =>
    rounds.update(event.data.round, (round) => {
      round.published = { on: event.on, position: event.position, value: event.data.results }
      round.last = event.on
    }),
}
