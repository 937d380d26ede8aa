import * as z from 'zod/mini'
import { commandsOf, refuse } from '../../engine/decision.ts'
import { firstDay } from '../../engine/history.ts'
import { listOf, ownId, ref, text } from '../../engine/schema.ts'
import type { CoreRefusal } from '../refusals.ts'
import { distinct, free, live, liveUnit, need } from '../require.ts'
import type { CoreFact, District } from '../state.ts'
import { assessmentEvents } from './events.ts'
import { schemeOn } from './rules.ts'
import type { SchemeTerms } from './state.ts'
import { soundRule, soundScheme, soundTogether } from './terms.ts'

const adopted = assessmentEvents['scheme.adopted']
const ruleAdopted = assessmentEvents['rule.adopted']
const { evidence } = assessmentEvents['mark.given'].shape

/** A scheme and its rules as one file says them: for `scheme.adopt` and for drafts in a backtest. */
export const schemeDraft = z.extend(z.omit(adopted, { scheme: true, name: true, supersedes: true }), {
  name: z.optional(text(200)),
  scaling: z._default(z.boolean(), true),
  ties: z._default(adopted.shape.ties, []),
  rules: z._default(listOf(z.omit(ruleAdopted, { scheme: true }), 500), []),
})

/** Commands about schemes, rules and day-to-day marks. */
export const schemeCommands = commandsOf<District, CoreFact>()({
  /** R12, R14. With its rules at once, or they follow one by one; a round can be opened when they sum. */
  'scheme.adopt': {
    input: z.extend(adopted, {
      scheme: ownId('scheme'),
      scaling: z._default(z.boolean(), true),
      ties: z._default(adopted.shape.ties, []),
      rules: z._default(listOf(z.extend(z.omit(ruleAdopted, { scheme: true }), { rule: ownId('rule') }), 500), []),
    }),
    decide(state, { rules, ...terms }, { on, metrics }) {
      free(state.schemes, 'scheme', terms.scheme)
      if (terms.supersedes !== undefined) live('scheme', terms.supersedes, schemeOn(state, terms.supersedes, on).superseded)
      soundScheme(terms.scheme, terms)
      for (const unit of terms.groups.flatMap((group) => group.units)) liveUnit(state, unit, on)
      distinct(
        'rule',
        rules.map((rule) => rule.rule),
      )
      const rows = rules.map(({ rule, ...rest }) => ({ id: rule, ...rest }))
      for (const rule of rows) {
        free(state.rules, 'rule', rule.id)
        soundRule(rule, terms, metrics)
      }
      if (rules.length > 0) soundTogether(terms.scheme, terms, rows)
      return [
        { type: 'scheme.adopted', data: terms },
        ...rules.map((rule): CoreFact => ({ type: 'rule.adopted', data: { ...rule, scheme: terms.scheme } })),
      ]
    },
  },

  /** R12. Rounds that are open keep the rules that they were opened with. */
  'rule.adopt': {
    input: z.extend(ruleAdopted, { rule: ownId('rule') }),
    decide(state, input, { on, metrics }) {
      free(state.rules, 'rule', input.rule)
      const scheme: SchemeTerms = liveScheme(state, input.scheme, on)
      const { rule: id, scheme: _scheme, ...terms } = input
      soundRule({ id, ...terms }, scheme, metrics)
      return [{ type: 'rule.adopted', data: input }]
    },
  },

  'rule.repeal': {
    input: z.strictObject({ rule: ref('rule'), reason: text(1000) }),
    decide(state, { rule: id, reason }, { on }) {
      const rule = need(state.rules, 'rule', id, on, (row) => row.adopted.on)
      live('rule', id, rule.repealed)
      return [{ type: 'rule.repealed', data: { rule: id, scheme: rule.scheme, reason } }]
    },
  },

  /** Separation of duties (R6): nobody marks the own unit. */
  'mark.give': {
    input: z.extend(assessmentEvents['mark.given'], { mark: ownId('mark'), evidence: z._default(evidence, []) }),
    decide(state, input, { on, actor }) {
      free(state.marks, 'mark', input.mark)
      need(state.units, 'unit', input.unit, on, (unit) => firstDay(unit.names))
      if (input.task !== undefined) need(state.tasks, 'task', input.task, on, (task) => firstDay(task.stages))
      if (actor.unit === input.unit) refuse<CoreRefusal>({ code: 'ownUnit', rule: 'R6', command: 'mark.give', unit: input.unit })
      return [{ type: 'mark.given', data: input }]
    },
  },
})

export function liveScheme(state: District, id: string, on: string) {
  const scheme = schemeOn(state, id, on)
  live('scheme', id, scheme.superseded)
  return scheme
}
