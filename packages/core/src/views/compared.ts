import type { GoalSeen, Scene } from '../domain/measures/goal.ts'
import { type IndicatorSeen, seeIndicator } from '../domain/measures/indicator.ts'
import type { LightReason } from '../domain/measures/task.ts'
import type { Light } from '../domain/measures/thresholds.ts'
import { valueOn } from '../engine/history.ts'
import type { Text } from '../engine/schema.ts'
import { seeProblem } from './list-rows.ts'
import { byText, postNamed, strategiesOn, unitNamed, unitOrNull } from './naming.ts'

/** What two moments are compared by: everything of one scene, reduced to what can change. */

export const comparedKinds = ['goal', 'indicator', 'task', 'milestone', 'problem', 'closing'] as const
export type ComparedKind = (typeof comparedKinds)[number]

interface Named {
  readonly id: string
  readonly name: Text
}

export interface Compared {
  readonly kind: ComparedKind
  readonly id: string
  readonly subject: string
  readonly title: Text
  readonly state: string | null
  readonly closed: boolean
  readonly unit: Named | null
  readonly lead: Named | null
  readonly cooperating: readonly Named[]
  readonly due: string | null
  readonly light: Light | null
  readonly reasons: readonly LightReason[]
  /** Percent: actual progress, or attainment. */
  readonly progress: number | null
  /** The whole aim of an indicator, for telling whether it changed, and what is shown of it. */
  readonly aim: string
  readonly target: string | null
}

const still = {
  unit: null,
  lead: null,
  cooperating: [],
  due: null,
  light: null,
  reasons: [],
  progress: null,
  aim: '',
  target: null,
  closed: false,
}

/** By kind and id, in the order of kinds and, within them, of ids. */
export function comparedIn(scene: Scene): ReadonlyMap<string, Compared> {
  const all = [...goalsIn(scene), ...indicatorsIn(scene), ...tasksIn(scene), ...problemsIn(scene), ...closingsIn(scene)]
  return new Map(all.map((one) => [`${one.kind}:${one.id}`, one]))
}

function goalsIn(scene: Scene): Compared[] {
  const row = ({ goal, facts, light, progress, children }: GoalSeen): Compared[] => [
    { ...still, kind: 'goal', id: goal.id, subject: `goal:${goal.id}`, title: facts.name, state: null, light, progress: progress ?? null },
    ...children.flatMap(row),
  ]
  return strategiesOn(scene.state, scene.day).flatMap((one) => scene.goalsOf(one.id).flatMap(row))
}

const indicatorsIn = ({ state, day }: Scene): Compared[] =>
  [...state.indicators.values()].flatMap((one) => {
    const seen = seeIndicator(state, one, day)
    return seen ? [indicatorRow(seen)] : []
  })

function indicatorRow({ indicator, target, light, reasons, attainment }: IndicatorSeen): Compared {
  const { baseline, band, due, checkpoints } = target
  return {
    ...still,
    kind: 'indicator',
    id: indicator.id,
    subject: `indicator:${indicator.id}`,
    title: indicator.name,
    state: null,
    due: due ?? null,
    light,
    reasons,
    progress: attainment ? Math.round(attainment.ratio * 10_000) / 100 : null,
    aim: JSON.stringify([baseline, target.target, band?.low, band?.high, due, checkpoints.map(({ on, value }) => [on, value])]),
    target: band ? `${band.low}–${band.high}` : target.target === undefined ? null : String(target.target),
  }
}

const tasksIn = ({ state, day, tasks }: Scene): Compared[] =>
  tasks.flatMap(({ task, facts, owners, stage, milestones, light, reasons, actual }): Compared[] => [
    {
      ...still,
      kind: 'task',
      id: task.id,
      subject: `task:${task.id}`,
      title: facts.title,
      state: stage.stage,
      closed: stage.stage === 'closed',
      unit: unitOrNull(state, owners.responsible, day),
      lead: owners.lead === undefined ? null : postNamed(state, owners.lead, day),
      cooperating: [...owners.cooperating].sort(byText).map((unit) => unitNamed(state, unit, day)),
      due: facts.schedule.due,
      light,
      reasons,
      progress: actual,
    },
    ...milestones.map(
      (one): Compared => ({
        ...still,
        kind: 'milestone',
        id: `${task.id}/${one.id}`,
        subject: `task:${task.id}`,
        title: one.title,
        state: one.state === 'open' ? 'pending' : one.state,
        closed: one.state === 'confirmed',
        due: one.due,
      }),
    ),
  ])

const problemsIn = ({ state, day }: Scene): Compared[] =>
  [...state.problems.values()].flatMap((problem): Compared[] => {
    const seen = seeProblem(problem, day)
    if (!seen) return []
    const { id, title } = problem
    const [is, unit] = [seen.state, unitNamed(state, seen.unit, day)]
    return [{ ...still, kind: 'problem', id, subject: `problem:${id}`, title, state: is, closed: is === 'closed', unit }]
  })

const closingsIn = ({ state, day, task }: Scene): Compared[] =>
  [...state.closings.values()].flatMap(({ id, subject, states, unit }): Compared[] => {
    const is = valueOn(states, day)?.state
    if (is === undefined) return []
    const title = 'problem' in subject ? state.problems.get(subject.problem)?.title : task(subject.task)?.facts.title
    const by = unitNamed(state, unit, day)
    return [{ ...still, kind: 'closing', id, subject: `closing:${id}`, title: title ?? id, state: is, closed: is === 'approved', unit: by }]
  })
