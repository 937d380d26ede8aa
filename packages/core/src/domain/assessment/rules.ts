import { refuse } from '../../engine/decision.ts'
import { entryOn } from '../../engine/history.ts'
import type { Measured, Part } from '../../engine/metric.ts'
import type { CoreRefusal } from '../refusals.ts'
import { inOrder, need } from '../require.ts'
import type { District } from '../state.ts'
import type { ResultLine } from './events.ts'
import { type Graded, standings } from './standings.ts'
import type { Appeal, PanelScore, Result, Round, Rule, Scheme } from './state.ts'

/** What the decisions about assessment, and its views, ask of schemes and rounds. */

export const schemeOn = ({ schemes }: Pick<District, 'schemes'>, id: string, on: string): Scheme =>
  need(schemes, 'scheme', id, on, (row) => row.adopted.on)

/** The rules of a scheme in force on a day, in the order of their adoption. */
export const rulesOn = ({ rules }: Pick<District, 'rules'>, scheme: string, on: string): readonly Rule[] =>
  rules
    .by('scheme', scheme)
    .filter((rule) => rule.adopted.on <= on && !(rule.repealed && rule.repealed.on <= on))
    .sort((a, b) => a.adopted.position - b.adopted.position)

/** The rules that a round took with it when it was opened (R12). */
export const rulesOfRound = ({ rules }: Pick<District, 'rules'>, round: Round): readonly Rule[] =>
  round.rules.flatMap((id) => rules.get(id) ?? [])

export type RoundStage = 'opened' | 'scored' | 'published'

export const stageOf = (round: Round, on: string): RoundStage =>
  round.published && round.published.on <= on ? 'published' : round.scored && round.scored.on <= on ? 'scored' : 'opened'

/** A round in one of these stages, and nothing later than `on` is said of it yet (R13, R19). */
export function roundIn(state: Pick<District, 'rounds'>, id: string, on: string, allowed: readonly RoundStage[]): Round {
  const round = need(state.rounds, 'round', id, on, (row) => row.opened.on)
  inOrder('round', id, round.last, on)
  const stage = round.published ? 'published' : round.scored ? 'scored' : 'opened'
  if (!allowed.includes(stage)) refuse<CoreRefusal>({ code: 'wrongStage', rule: 'R13', what: 'round', id, stage, allowed })
  return round
}

/** What panels gave a unit for a rule of a round by a day: the mean over persons, of each the last score. */
export function panelOf({ panelScores }: Pick<District, 'panelScores'>, round: string, on: string) {
  const last = new Map<string, PanelScore>()
  const inTime = panelScores.by('round', round).filter((one) => one.given.on <= on)
  for (const one of inTime.sort((a, b) =>
    a.given.on === b.given.on ? a.given.position - b.given.position : a.given.on < b.given.on ? -1 : 1,
  ))
    last.set(JSON.stringify([one.rule, one.unit, one.given.value]), one)
  return (rule: string, unit: string): Measured => {
    const parts = [...last.values()]
      .filter((one) => one.rule === rule && one.unit === unit)
      .map((one): Part => ({ subject: `panelScore:${one.id}`, value: one.points, rests: [one.given.position] }))
    const sum = parts.reduce((total, part) => total + Math.round(part.value * 100), 0)
    return { value: parts.length === 0 ? undefined : Math.round(sum / parts.length) / 100, parts }
  }
}

/** The lines that decided appeals add to a unit's score by a day (R13). */
export const adjustmentsOf = ({ appeals }: Pick<District, 'appeals'>, round: string, unit: string, on: string): readonly ResultLine[] =>
  appeals
    .by('round', round)
    .filter((appeal) => appeal.unit === unit && appeal.decided && appeal.decided.on <= on)
    .sort((a, b) => (a.decided?.position ?? 0) - (b.decided?.position ?? 0))
    .map((appeal) => adjustment(appeal))

const adjustment = ({ rule, filed, decided }: Appeal): ResultLine => ({
  kind: 'adjustment',
  ...(rule !== undefined && { rule }),
  points: decided?.value.points ?? 0,
  rests: decided ? [filed.position, decided.position] : [filed.position],
})

/** Frozen results with the adjustments of appeals decided by a day, ranked and graded anew. */
export function adjusted(state: Pick<District, 'appeals' | 'rules' | 'schemes'>, round: Round, on: string): Result[] {
  const scheme = state.schemes.get(round.scheme)
  const frozen = entryOn(round.scored ? [round.scored] : [], on)?.value.results ?? []
  if (!scheme) return []
  const graded = frozen.map(
    ({ unit, group, lines, vetoes }): Graded => ({
      unit,
      group,
      lines: [...lines, ...adjustmentsOf(state, round.id, unit, on)],
      vetoes: vetoes.flatMap((rule) => {
        const veto = state.rules.get(rule)?.veto
        return veto ? [{ rule, grade: veto.grade }] : []
      }),
    }),
  )
  const lines = new Map(graded.map((one) => [one.unit, one.lines]))
  return standings(scheme, graded).map((standing) => ({ ...standing, lines: lines.get(standing.unit) ?? [] }))
}
