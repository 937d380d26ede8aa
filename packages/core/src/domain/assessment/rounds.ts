import * as z from 'zod/mini'
import { type Context, commandsOf, refuse } from '../../engine/decision.ts'
import { ownId, ref, text } from '../../engine/schema.ts'
import { deadline } from '../calendar.ts'
import type { CoreRefusal } from '../refusals.ts'
import { free, live, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { rulebookOn } from '../supervision/rulebook.ts'
import { assessmentEvents } from './events.ts'
import { formulasVersion } from './points.ts'
import { adjusted, panelOf, roundIn, rulesOfRound, rulesOn } from './rules.ts'
import { liveScheme } from './schemes.ts'
import { assessed, score } from './scoring.ts'
import type { Round, Rule, Scheme } from './state.ts'
import { soundTogether } from './terms.ts'

const opened = assessmentEvents['round.opened']
const { evidence } = assessmentEvents['appeal.filed'].shape

/** Commands about rounds: opened → scored → published, with appeals between (R12–R14). */
export const roundCommands = commandsOf<District, CoreFact>()({
  /** R12: with the scheme in force and the rules that it has on this day. */
  'round.open': {
    input: z.extend(z.omit(opened, { rules: true }), { round: ownId('round') }),
    decide(state, input, { on }) {
      free(state.rounds, 'round', input.round)
      const scheme = liveScheme(state, input.scheme, on)
      const { from, to } = input.period
      if (to < from) refuse<CoreRefusal>({ code: 'badPeriod', rule: 'R13', from, to })
      const rules = rulesOn(state, scheme.id, on)
      soundTogether(scheme.id, scheme, rules)
      return [{ type: 'round.opened', data: { ...input, rules: rules.map((rule) => rule.id) } }]
    },
  },

  /** A panel's member may score anew until the round is scored: the last counts. Nobody scores the own unit (R6). */
  'panelScore.give': {
    input: z.extend(assessmentEvents['panelScore.given'], { panelScore: ownId('panelScore') }),
    decide(state, input, { on, actor }) {
      free(state.panelScores, 'panelScore', input.panelScore)
      const round = roundIn(state, input.round, on, ['opened'])
      const rule = rulesOfRound(state, round).find((one) => one.id === input.rule && 'panel' in one.measure)
      if (!rule) refuse<CoreRefusal>({ code: 'unknown', rule: 'R1', what: 'rule', id: input.rule })
      if (!unitsOf(state, round, on, rule).includes(input.unit)) notInRound(input.round, input.unit)
      if (actor.unit === input.unit) refuse<CoreRefusal>({ code: 'ownUnit', rule: 'R6', command: 'panelScore.give', unit: input.unit })
      return [{ type: 'panelScore.given', data: input }]
    },
  },

  /** R13: freezes what the log says up to now, when the period is over and every panel has spoken. */
  'round.score': {
    input: z.strictObject({ round: ref('round') }),
    decide(state, { round: id }, { on, position, metrics }) {
      const round = roundIn(state, id, on, ['opened'])
      if (on <= round.period.to) refuse<CoreRefusal>({ code: 'roundNotOver', rule: 'R13', round: id, to: round.period.to, on })
      const scheme = state.schemes.get(round.scheme) as Scheme
      const rules = rulesOfRound(state, round)
      const panel = panelOf(state, id, on)
      for (const rule of rules) if ('panel' in rule.measure) everybodyScored(state, round, rule, on)
      const names = [...new Set(rules.flatMap((rule) => ('metric' in rule.measure ? rule.measure.metric : [])))].sort()
      const data = {
        round: id,
        cutOff: position,
        formulas: formulasVersion,
        metrics: names.flatMap((metric) => {
          const version = metrics.get(metric)?.version
          return version === undefined
            ? refuse<CoreRefusal>({ code: 'unknownMetric', rule: 'R12', metric, known: [...metrics.keys()] })
            : [{ metric, version }]
        }),
        results: score(state, metrics, { scheme, rules, period: round.period, on, panel }).map((one) => ({
          ...one,
          vetoes: [...one.vetoes],
          lines: [...one.lines],
        })),
      }
      return [{ type: 'round.scored', data }]
    },
  },

  /** R13: between scoring and publication, in the working days that the rule book gives. Without a unit, the actor's own. */
  'appeal.file': {
    input: z.extend(assessmentEvents['appeal.filed'], {
      appeal: ownId('appeal'),
      unit: z.optional(ref('unit')),
      evidence: z._default(evidence, []),
    }),
    decide(state, input, context) {
      const { on, actor } = context
      free(state.appeals, 'appeal', input.appeal)
      const round = roundIn(state, input.round, on, ['scored'])
      const unit = input.unit ?? actor.unit
      const result = round.scored?.value.results.find((one) => one.unit === unit) ?? notInRound(input.round, unit)
      if (input.rule !== undefined && !result.lines.some((line) => line.rule === input.rule))
        refuse<CoreRefusal>({ code: 'unknown', rule: 'R1', what: 'rule', id: input.rule })
      const until = appealsUntil(state, round, context)
      if (on > until) refuse<CoreRefusal>({ code: 'appealOver', rule: 'R13', round: round.id, until, on })
      const { appeal, rule, reason, evidence } = input
      return [{ type: 'appeal.filed', data: { appeal, round: round.id, unit, rule, reason, evidence } }]
    },
  },

  /** R13, R6: nobody decides the own unit's appeal. Upheld, it adds points or takes some; dismissed, none. */
  'appeal.decide': {
    input: z.strictObject({
      appeal: ref('appeal'),
      upheld: z.boolean(),
      points: z._default(assessmentEvents['appeal.decided'].shape.points, 0),
      reason: text(1000),
    }),
    decide(state, { appeal: id, upheld, points, reason }, { on, actor }) {
      const appeal = need(state.appeals, 'appeal', id, on, (row) => row.filed.on)
      const { round, unit } = appeal
      live('appeal', id, appeal.decided)
      roundIn(state, round, on, ['scored'])
      if (actor.unit === unit) refuse<CoreRefusal>({ code: 'ownUnit', rule: 'R6', command: 'appeal.decide', unit })
      if (upheld !== (points !== 0)) refuse<CoreRefusal>({ code: 'badAdjustment', rule: 'R13', appeal: id, upheld })
      return [{ type: 'appeal.decided', data: { appeal: id, round, unit, upheld, points, reason } }]
    },
  },

  /** R13: after the days for appeals, when every appeal is decided. Published are the frozen scores and the adjustments. */
  'result.publish': {
    input: z.strictObject({ round: ref('round') }),
    decide(state, { round: id }, context) {
      const { on } = context
      const round = roundIn(state, id, on, ['scored'])
      const open = state.appeals.by('round', id).filter((appeal) => !appeal.decided)
      if (open.length > 0) refuse<CoreRefusal>({ code: 'openAppeals', rule: 'R13', round: id, appeals: open.map((appeal) => appeal.id) })
      const until = appealsUntil(state, round, context)
      if (on <= until) refuse<CoreRefusal>({ code: 'appealsPossible', rule: 'R13', round: id, until, on })
      const results = adjusted(state, round, on).map(({ lines: _lines, ...standing }) => ({ ...standing, vetoes: [...standing.vetoes] }))
      return [{ type: 'result.published', data: { round: id, results } }]
    },
  },
})

const notInRound = (round: string, unit: string): never => refuse<CoreRefusal>({ code: 'notInRound', rule: 'R13', round, unit })

/** Units that the round assesses, in the groups for which a rule is worth something. */
const unitsOf = (state: District, round: Round, on: string, rule?: Rule): readonly string[] =>
  (state.schemes.get(round.scheme)?.groups ?? [])
    .filter(({ group }) => !rule || rule.worth.some((one) => one.group === group))
    .flatMap((group) => group.units.filter((unit) => assessed(state, unit, round.period.to, on)))

function everybodyScored(state: District, round: Round, rule: Rule, on: string): void {
  const panel = panelOf(state, round.id, on)
  const units = unitsOf(state, round, on, rule).filter((unit) => panel(rule.id, unit).value === undefined)
  if (units.length > 0) refuse<CoreRefusal>({ code: 'panelMissing', rule: 'R13', round: round.id, panel: rule.id, units })
}

function appealsUntil(state: District, round: Round, { calendar }: Context): string {
  const scoredOn = round.scored?.on as string
  return deadline(calendar, scoredOn, rulebookOn(state, scoredOn).appealDays)
}
