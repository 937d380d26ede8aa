import * as z from 'zod/mini'
import { addDays, daysBetween, monthOf, quarterDays, quarterOf } from '../domain/days.ts'
import { addLights, noLights } from '../domain/measures/sums.ts'
import { tasksOn } from '../domain/measures/tasks-seen.ts'
import type { District } from '../domain/state.ts'
import { dutiesOf, isAnythingDue } from '../domain/supervision/duties.ts'
import { packOn, packReasons } from '../domain/supervision/pack.ts'
import { monthsWithoutRun, reminderDayOf } from '../domain/supervision/reminding.ts'
import { rulebookOn } from '../domain/supervision/rulebook.ts'
import { valueOn } from '../engine/history.ts'
import { viewOf } from '../engine/view.ts'
import { dutyRow, dutyRows, reminderRow, reminderRows } from './agenda-rows.ts'
import { closingRow, closingsOn } from './list-rows.ts'
import { byText, copied, inLang, strategiesOn, unitNamed } from './naming.ts'
import { countsShape, dayShape, lightShape, namedShape, restsShape, textShape } from './shapes.ts'

const packRow = z.strictObject({
  kind: z.enum(['task', 'problem']),
  id: z.string(),
  title: textShape,
  unit: z.nullable(namedShape),
  /** A problem has none. */
  light: z.nullable(lightShape),
  why: z.array(z.enum(packReasons)),
  rests: restsShape,
})
const summaryRow = z.strictObject({
  strategy: z.string(),
  name: textShape,
  /** By itself, or with the district's whole work. */
  presented: z.nullable(z.strictObject({ id: z.string(), on: dayShape })),
  /** The strategy's tasks at the quarter's end. */
  lights: countsShape,
  rests: restsShape,
})

export const agendaParts = ['duty', 'closing', 'reminder', 'unreminded', 'withoutRun', 'pack', 'meeting', 'summary'] as const

/** What is due and what is missing: duties that are not done are rows too. With the meeting's pack and the quarter's summary. */
export const agenda = viewOf<District>()({
  options: z.strictObject({
    unit: z.optional(z.string()),
    /** Whose closings and reminders are shown: `YYYY-MM`, that of the day when left out. */
    month: z.optional(z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/))),
  }),
  shape: z.strictObject({
    on: dayShape,
    month: z.string(),
    duties: z.array(dutyRow),
    /** Asked for or decided in the month. */
    closings: z.array(closingRow),
    reminders: z.strictObject({
      /** When units are reminded in the month. */
      day: dayShape,
      rows: z.array(reminderRow),
      /** Units that have a duty on the day and were not reminded in its month, though its reminder day has come. */
      unreminded: z.array(namedShape),
      /** Months that passed without a run. */
      withoutRun: z.array(z.string()),
    }),
    meeting: z.strictObject({
      last: z.nullable(dayShape),
      /** So many days after the last as the rule book says; the day itself when there was none. */
      next: dayShape,
      late: z.number(),
      pack: z.array(packRow),
    }),
    /** Of the last quarter that is over. */
    summary: z.strictObject({ quarter: z.string(), due: dayShape, strategies: z.array(summaryRow) }),
  }),
  compute(state, { on, unit, month = monthOf(on) }, { calendar }) {
    const owed = dutiesOf(state, on, calendar, tasksOn(state, on).all())
    const duties = new Map([...owed].filter(([id]) => unit === undefined || id === unit))
    const day = reminderDayOf(state, month, on)
    const its = (one: { readonly unit: { readonly id: string } | null }) => unit === undefined || one.unit?.id === unit
    const monthly = new Set(
      state.reminders.by('period', monthOf(on)).flatMap((one) => (one.kind === 'monthly' && one.issued.on <= on ? one.unit : [])),
    )
    const late = on >= reminderDayOf(state, monthOf(on), on)
    const unreminded = [...duties.keys()].filter((id) => late && !monthly.has(id))
    return {
      on,
      month,
      duties: dutyRows(state, duties, on).filter(its),
      closings: closingsOn(state, on, unit, ({ requested, decided }) => [requested, decided ?? ''].some((at) => monthOf(at) === month)),
      reminders: {
        day,
        rows: reminderRows(state, month, on).filter(its),
        unreminded: unreminded.map((id) => unitNamed(state, id, on)),
        // A run that had nothing to say leaves no fact: a month is only missed when something was due on its reminder day.
        withoutRun: monthsWithoutRun(state, on).filter((one) => isAnythingDue(state, reminderDayOf(state, one, on), calendar)),
      },
      meeting: meetingOn(state, on, its),
      summary: summaryOn(state, on),
    }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'part', kind: 'code', words: 'agendaPart' },
      { key: 'what', kind: 'code', words: 'agendaWhat' },
      { key: 'unit', kind: 'text' },
      { key: 'subject', kind: 'id' },
      { key: 'title', kind: 'text' },
      { key: 'due', kind: 'day' },
      { key: 'late', kind: 'days' },
    ],
    rows: [
      ...value.duties.map((one) => {
        const subject = one.part === null ? one.subject : `${one.subject}/${one.part}`
        const title = inLang(one.title, lang)
        return line('duty', one.duty, one.unit && inLang(one.unit.name, lang), subject, title, one.due, one.late)
      }),
      ...value.closings.map((one) =>
        line('closing', one.state, inLang(one.unit.name, lang), `closing:${one.closing}`, inLang(one.title, lang), one.requested, null),
      ),
      ...value.reminders.rows.map((one) => {
        const what = one.answered === null ? one.kind : 'answered'
        return line('reminder', what, inLang(one.unit.name, lang), `reminder:${one.reminder}`, one.period, one.replyBy, null)
      }),
      ...value.reminders.unreminded.map((one) => line('unreminded', null, inLang(one.name, lang), `unit:${one.id}`, null, null, null)),
      ...value.reminders.withoutRun.map((month) => line('withoutRun', null, null, null, month, null, null)),
      line('meeting', null, null, null, null, value.meeting.next, value.meeting.late),
      ...value.meeting.pack.map((one) =>
        line(
          'pack',
          one.why.join('; '),
          one.unit && inLang(one.unit.name, lang),
          `${one.kind}:${one.id}`,
          inLang(one.title, lang),
          null,
          null,
        ),
      ),
      ...value.summary.strategies.map((one) => {
        const what = one.presented === null ? 'missing' : 'presented'
        return line('summary', what, null, `strategy:${one.strategy}`, inLang(one.name, lang), value.summary.due, null)
      }),
    ],
  }),
})

const line = (
  part: (typeof agendaParts)[number],
  what: string | null,
  unit: string | null,
  subject: string | null,
  title: string | null,
  due: string | null,
  late: number | null,
) => ({ part, what, unit, subject, title, due, late })

function meetingOn(state: District, on: string, its: (row: z.infer<typeof packRow>) => boolean) {
  const held = [...state.meetings.values()].map((one) => one.held.on).filter((day) => day <= on)
  const last = held.sort().at(-1)
  const next = last === undefined ? on : addDays(last, rulebookOn(state, on).meetingDays)
  const { tasks, problems } = packOn(state, on)
  const pack = [
    ...tasks.map(({ seen, why }): z.infer<typeof packRow> => {
      const { task, facts, owners, light } = seen
      const unit = owners.responsible === undefined ? null : unitNamed(state, owners.responsible, on)
      return { kind: 'task', id: task.id, title: copied(facts.title), unit, light, why: [...why], rests: [`task:${task.id}`] }
    }),
    ...problems.map(({ problem, why }): z.infer<typeof packRow> => {
      const unit = unitNamed(state, valueOn(problem.places, on)?.unit ?? '', on)
      const rests = [`problem:${problem.id}`]
      return { kind: 'problem', id: problem.id, title: copied(problem.title), unit, light: null, why: [...why], rests }
    }),
  ]
  return { last: last ?? null, next, late: Math.max(0, daysBetween(next, on)), pack: pack.filter(its) }
}

/** Each strategy that was in force at the quarter's end is summed up, by itself or with the whole. */
function summaryOn(state: District, on: string) {
  const quarter = quarterOf(addDays(quarterDays(quarterOf(on)).from, -1))
  const { to } = quarterDays(quarter)
  const made = state.summaries
    .by('quarter', quarter)
    .filter((one) => one.presented.on <= on)
    .sort((a, b) => byText(a.presented.on, b.presented.on) || byText(a.id, b.id))
  const strategies = strategiesOn(state, to).filter((one) => !(one.superseded && one.superseded.on <= to))
  const tasks = tasksOn(state, to)
  const goals = [...state.goals.values()]
  return {
    quarter,
    due: addDays(to, 1),
    strategies: strategies.map((one) => {
      const summary = made.find((made) => made.strategy === undefined || made.strategy === one.id)
      const own = goals.filter((goal) => goal.strategy === one.id).map((goal) => tasks.sumsOf(goal.id).lights)
      return {
        strategy: one.id,
        name: copied(one.name),
        presented: summary ? { id: summary.id, on: summary.presented.on } : null,
        lights: own.reduce(addLights, noLights()),
        rests: [`strategy:${one.id}`, ...(summary ? [`summary:${summary.id}`] : [])],
      }
    }),
  }
}
