import * as z from 'zod/mini'
import { daysBetween, monthOf } from '../domain/days.ts'
import type { District } from '../domain/state.ts'
import { type Duties, isLate } from '../domain/supervision/duties.ts'
import { type Duty, dutyCodes, reminderKinds } from '../domain/supervision/events.ts'
import { inTime, valueOn } from '../engine/history.ts'
import type { Text } from '../engine/schema.ts'
import { closingsOn, taskTitle } from './list-rows.ts'
import { byText, copied, orNull, unitNamed } from './naming.ts'
import { dayShape, namedShape, restsShape, textShape } from './shapes.ts'

/** The rows of the agenda: their shapes, and how each is made. */

/** What a unit owes, and what is waited for of those who verify and decide. */
export const agendaDuties = [...dutyCodes, 'closingWaiting', 'appealUndecided'] as const

export const dutyRow = z.strictObject({
  /** Who has to act: a unit, or a role. */
  by: z.enum(['unit', 'office', 'leader', 'committee']),
  unit: z.nullable(namedShape),
  duty: z.enum(agendaDuties),
  /** What it is about, such as `milestone` M1 of `task:T-1`. */
  subject: z.string(),
  part: z.nullable(z.string()),
  title: textShape,
  due: z.nullable(dayShape),
  /** Days past the due date, or since somebody waits; 0 when it is not late. */
  late: z.number(),
  rests: restsShape,
})
export type DutyRow = z.infer<typeof dutyRow>

export const reminderRow = z.strictObject({
  reminder: z.string(),
  unit: namedShape,
  kind: z.enum(reminderKinds),
  period: z.string(),
  issued: dayShape,
  replyBy: dayShape,
  answered: z.nullable(dayShape),
  duties: z.number(),
  missed: z.array(z.string()),
  rests: restsShape,
})

/** Duties of units, and then of those who verify and decide. */
export function dutyRows(state: District, duties: Duties, on: string): DutyRow[] {
  const owed = [...duties].flatMap(([unit, own]) =>
    own.map((duty): DutyRow => {
      const { subject, part, title, rests } = about(state, duty, on)
      const late = isLate(duty, on) ? daysBetween(duty.due as string, on) : 0
      const named = unitNamed(state, unit, on)
      return {
        by: 'unit',
        unit: named,
        duty: duty.duty,
        subject,
        part,
        title,
        due: orNull(duty.due),
        late,
        rests: [...rests, `unit:${unit}`],
      }
    }),
  )
  return [...owed, ...closingsWaiting(state, on), ...appealsUndecided(state, on)]
}

interface About {
  readonly subject: string
  readonly part: string | null
  readonly title: Text
  readonly rests: string[]
}

function about(state: District, duty: Duty, on: string): About {
  const of = (subject: string, title: Text, part: string | null = null): About => ({
    subject,
    part,
    title: copied(title),
    rests: [subject],
  })
  if (duty.task !== undefined) {
    const milestone = state.tasks.get(duty.task)?.milestones.find((one) => one.id === duty.milestone)
    const task = taskTitle(state, duty.task, on)
    const part = milestone && valueOn(milestone.plans, on)?.title
    return of(`task:${duty.task}`, part === undefined ? task : titledBy(task, part), orNull(duty.milestone))
  }
  if (duty.coordination !== undefined) {
    const decision = state.coordinations.get(duty.coordination)
    const item = decision?.items.find((one) => one.id === duty.item)
    const found = of(`coordination:${duty.coordination}`, item?.what ?? duty.coordination, orNull(duty.item))
    return { ...found, rests: [...found.rests, `problem:${decision?.problem}`] }
  }
  if (duty.inspection !== undefined) {
    const finding = state.inspections.get(duty.inspection)?.findings.find((one) => one.id === duty.finding)
    return of(`inspection:${duty.inspection}`, finding?.what ?? duty.inspection, orNull(duty.finding))
  }
  if (duty.indicator !== undefined) return of(`indicator:${duty.indicator}`, state.indicators.get(duty.indicator)?.name ?? duty.indicator)
  const reminder = duty.reminder ?? ''
  return of(`reminder:${reminder}`, state.reminders.get(reminder)?.period ?? reminder)
}

/** A part's title behind that of the task whose part it is: many tasks have milestones of the same name. */
function titledBy(task: Text, part: Text): Text {
  const both = (of: Text) => (typeof of === 'string' ? { zh: of, en: of } : of)
  if (typeof task === 'string' && typeof part === 'string') return `${task} · ${part}`
  return { zh: `${both(task).zh} · ${both(part).zh}`, en: `${both(task).en} · ${both(part).en}` }
}

/** What was asked for waits for the office, and what the office asked for waits for a leader (R6). */
function closingsWaiting(state: District, on: string): DutyRow[] {
  return closingsOn(state, on, undefined, (closing) => closing.decided === null).map((row) => ({
    by: state.units.get(row.unit.id)?.kind === 'office' ? 'leader' : 'office',
    unit: row.unit,
    duty: 'closingWaiting',
    subject: `closing:${row.closing}`,
    part: row.milestone,
    title: row.title,
    due: null,
    late: daysBetween(row.requested, on),
    rests: row.rests,
  }))
}

function appealsUndecided(state: District, on: string): DutyRow[] {
  return [...state.appeals.values()]
    .filter(({ filed, decided }) => filed.on <= on && !(decided && decided.on <= on))
    .sort((a, b) => inTime(a.filed, b.filed))
    .map(({ id, unit, round, reason, filed }) => ({
      by: 'committee',
      unit: unitNamed(state, unit, on),
      duty: 'appealUndecided',
      subject: `appeal:${id}`,
      part: null,
      title: copied(reason),
      due: null,
      late: daysBetween(filed.on, on),
      rests: [`appeal:${id}`, `round:${round}`, `unit:${unit}`],
    }))
}

/** Reminders of a month, monthly and urging, as they were issued. */
export function reminderRows(state: District, month: string, on: string): z.infer<typeof reminderRow>[] {
  return [...state.reminders.values()]
    .filter((one) => one.issued.on <= on && monthOf(one.period) === month)
    .sort((a, b) => byText(a.issued.on, b.issued.on) || byText(a.unit, b.unit) || byText(a.id, b.id))
    .map((one) => ({
      reminder: one.id,
      unit: unitNamed(state, one.unit, on),
      kind: one.kind,
      period: one.period,
      issued: one.issued.on,
      replyBy: one.replyBy,
      answered: one.answered && one.answered.on <= on ? one.answered.on : null,
      duties: one.duties.length,
      missed: [...one.missed],
      rests: [`reminder:${one.id}`, `unit:${one.unit}`],
    }))
}
