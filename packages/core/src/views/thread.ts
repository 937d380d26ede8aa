import * as z from 'zod/mini'
import type { Closing } from '../domain/closing/state.ts'
import type { District } from '../domain/state.ts'
import type { Entry } from '../engine/history.ts'
import type { Text } from '../engine/schema.ts'
import { viewOf } from '../engine/view.ts'
import { byText, copied, inLang, unitNamed } from './naming.ts'
import { dayShape, namedShape, textShape } from './shapes.ts'

const lists = ['tasks', 'problems', 'coordinations', 'feedback', 'closings'] as const

const entry = z.strictObject({
  on: dayShape,
  /** Position of the event behind it. */
  position: z.number(),
  list: z.enum(lists),
  subject: z.string(),
  /** What happened: a stage, a state, or what kind of entry it is. */
  what: z.string(),
  unit: z.nullable(namedShape),
  note: z.nullable(textShape),
})
type ThreadEntry = z.infer<typeof entry>

/** Everything about one task across the five lists, in order. */
export const thread = viewOf<District>()({
  options: z.strictObject({ task: z.string() }),
  shape: z.strictObject({ on: dayShape, task: z.string(), title: z.nullable(textShape), entries: z.array(entry) }),
  compute(state, { on, task: id }) {
    const task = state.tasks.get(id)
    const title = task?.facts.filter((one) => one.on <= on).at(-1)?.value.title
    return {
      on,
      task: id,
      title: title === undefined ? null : copied(title),
      entries: threadOf(state, id, on),
    }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'on', kind: 'day' },
      { key: 'list', kind: 'code', words: 'list' },
      { key: 'subject', kind: 'id' },
      { key: 'what', kind: 'code', words: 'anyState' },
      { key: 'unit', kind: 'text' },
      { key: 'note', kind: 'text' },
      { key: 'position', kind: 'number' },
    ],
    rows: value.entries.map((one) => ({
      on: one.on,
      list: one.list,
      subject: one.subject,
      what: one.what,
      unit: one.unit && inLang(one.unit.name, lang),
      note: one.note && inLang(one.note, lang),
      position: one.position,
    })),
  }),
})

/** What happened to a task by a day, in order. */
export const threadOf = (state: District, id: string, on: string): ThreadEntry[] =>
  [...ofTask(state, id, on), ...ofProblems(state, id, on), ...ofClosings(state, [...state.closings.by('task', id)])]
    .filter((one) => one.on <= on)
    .sort((a, b) => byText(a.on, b.on) || a.position - b.position)

const make = (
  at: Entry<unknown>,
  list: ThreadEntry['list'],
  subject: string,
  what: string,
  unit: ThreadEntry['unit'],
  note: Text | undefined,
): ThreadEntry => ({
  on: at.on,
  position: at.position,
  list,
  subject,
  what,
  unit,
  note: note === undefined ? null : copied(note),
})

function ofTask(state: District, id: string, on: string): ThreadEntry[] {
  const task = state.tasks.get(id)
  if (!task) return []
  const named = (unit: string | undefined, day: string) => (unit === undefined ? null : unitNamed(state, unit, day))
  const first = task.owners[0]?.position
  return [
    ...task.stages.map((one) => make(one, 'tasks', `task:${id}`, one.value.stage, null, one.value.reason)),
    ...task.owners
      .filter((one) => one.position !== first)
      .map((one) => make(one, 'tasks', `task:${id}`, 'assigned', named(one.value.responsible, one.on), undefined)),
    ...task.milestones.flatMap((milestone) =>
      milestone.states
        .filter((one) => one.value !== 'open' || one !== milestone.states[0])
        .map((one) =>
          make(
            one,
            'tasks',
            `task:${id}`,
            one.value,
            null,
            milestone.plans.filter((plan) => plan.on <= one.on && plan.value).at(-1)?.value?.title,
          ),
        ),
    ),
    ...state.extensions
      .by('task', id)
      .flatMap((extension) =>
        extension.states.map((one) =>
          make(one, 'tasks', `extension:${extension.id}`, one.value, null, one.value === 'requested' ? extension.reason : extension.due),
        ),
      ),
    ...state.reports
      .by('task', id)
      .flatMap((report) => [
        make(
          report.told,
          'feedback',
          `report:${report.id}`,
          'reported',
          named(report.unit, on),
          'percent' in report.about ? percentNote(report.about.percent, report.narrative) : report.narrative,
        ),
        ...(report.disputed
          ? [make(report.disputed, 'feedback', `report:${report.id}`, 'disputed', null, report.disputed.value.finding)]
          : []),
      ]),
  ]
}

function percentNote(percent: number, narrative: Text | undefined): Text {
  if (narrative === undefined) return `${percent}%`
  return typeof narrative === 'string'
    ? `${percent}% ${narrative}`
    : { zh: `${percent}% ${narrative.zh}`, en: `${percent}% ${narrative.en}` }
}

function ofProblems(state: District, id: string, on: string): ThreadEntry[] {
  const here = state.problems.by('everTask', id).filter((problem) => problem.places.some((one) => one.on <= on && one.value.task === id))
  return here.flatMap((problem) => {
    const unitAt = (day: string) => {
      const place = problem.places.filter((one) => one.on <= day).at(-1)
      return place ? unitNamed(state, place.value.unit, day) : null
    }
    const decisions = state.coordinations.by('problem', problem.id)
    return [
      ...problem.states.map((one) =>
        make(
          one,
          listOf[one.value.state],
          `problem:${problem.id}`,
          one.value.state,
          unitAt(one.on),
          one.value.state === 'raised' ? problem.title : one.value.how,
        ),
      ),
      ...problem.escalations.map((one) => make(one, 'problems', `problem:${problem.id}`, 'escalated', null, one.value.reason)),
      ...problem.places
        .slice(1)
        .map((one) => make(one, 'problems', `problem:${problem.id}`, 'transferred', unitNamed(state, one.value.unit, one.on), undefined)),
      ...decisions.flatMap((decision) => [
        make(decision.decided, 'coordinations', `coordination:${decision.id}`, 'decided', null, decision.opinion),
        ...(decision.rescinded
          ? [make(decision.rescinded, 'coordinations', `coordination:${decision.id}`, 'rescinded', null, decision.rescinded.value.reason)]
          : []),
        ...state.reports
          .by('coordination', decision.id)
          .flatMap((report) => [
            make(
              report.told,
              'feedback',
              `report:${report.id}`,
              'done' in report.about && report.about.done ? 'executed' : 'reported',
              unitNamed(state, report.unit, on),
              report.narrative,
            ),
            ...(report.disputed
              ? [make(report.disputed, 'feedback', `report:${report.id}`, 'disputed', null, report.disputed.value.finding)]
              : []),
          ]),
      ]),
      ...ofClosings(state, state.closings.by('problem', problem.id)),
    ]
  })
}

const listOf = {
  raised: 'problems',
  coordinated: 'coordinations',
  resolved: 'feedback',
  closing: 'closings',
  closed: 'closings',
  withdrawn: 'problems',
} as const

const ofClosings = (state: District, closings: readonly Closing[]): ThreadEntry[] =>
  closings.flatMap((closing) =>
    closing.states.map((one) =>
      make(
        one,
        'closings',
        `closing:${closing.id}`,
        one.value.state,
        unitNamed(state, one.value.unit, one.on),
        one.value.reason ?? closing.summary,
      ),
    ),
  )
