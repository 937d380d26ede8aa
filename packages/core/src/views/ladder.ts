import * as z from 'zod/mini'
import { daysBetween } from '../domain/days.ts'
import type { Unit } from '../domain/organisation/state.ts'
import type { District } from '../domain/state.ts'
import { consequences } from '../domain/supervision/events.ts'
import { heightOf, reachedBy, suggestion, type Why } from '../domain/supervision/ladder.ts'
import { rulebookOn } from '../domain/supervision/rulebook.ts'
import type { Listing } from '../domain/supervision/state.ts'
import { valueOn } from '../engine/history.ts'
import { viewOf } from '../engine/view.ts'
import { byText, copied, inLang, orNull, unitNamed } from './naming.ts'
import { dayShape, namedShape, restsShape, textShape } from './shapes.ts'

const whyShape = z.union([
  z.strictObject({ code: z.literal('redTasks'), tasks: z.array(z.string()) }),
  z.strictObject({ code: z.literal('overdue'), days: z.number() }),
  z.strictObject({ code: z.enum(['remindersUnanswered', 'findingsOverdue', 'listingsOver']), count: z.number() }),
  z.strictObject({ code: z.literal('repeated'), step: z.enum(consequences), count: z.number() }),
])

const row = z.strictObject({
  unit: namedShape,
  /** The severest step of the ladder that it has reached within the rule book's days. */
  reached: z.nullable(z.enum(consequences)),
  steps: z.array(z.strictObject({ step: z.enum(consequences), count: z.number(), last: dayShape })),
  /** What is suggested next; a person decides (R16). */
  next: z.nullable(z.enum(consequences)),
  /** Until when the unit has time to act on the last step. */
  waits: z.nullable(dayShape),
  why: z.array(whyShape),
  /** Red tasks, and those that a consequence was about. */
  tasks: z.array(z.string()),
  /** In force; `left` is negative when its time is over. */
  listings: z.array(
    z.strictObject({ listing: z.string(), reason: textShape, due: dayShape, left: z.number(), tasks: z.array(z.string()) }),
  ),
  rests: restsShape,
})

/** Units by consequence reached, severest first, with the suggested next and why (R16). */
export const ladder = viewOf<District>()({
  options: z.strictObject({ unit: z.optional(z.string()), step: z.optional(z.enum(consequences)) }),
  shape: z.strictObject({ on: dayShape, order: z.array(z.enum(consequences)), rows: z.array(row) }),
  compute(state, { on, unit, step }) {
    const { ladder: order } = rulebookOn(state, on)
    const rows = [...state.units.values()]
      .filter((one) => (unit === undefined || one.id === unit) && valueOn(one.names, on) !== undefined)
      .map((one) => rowOf(state, one, on))
      .filter((one) => one.steps.length + one.why.length + one.listings.length > 0 && (step === undefined || one.reached === step))
    const height = (one: z.infer<typeof row>) => (one.reached === null ? -1 : order.indexOf(one.reached))
    return { on, order: [...order], rows: rows.sort((a, b) => height(b) - height(a) || byText(a.unit.id, b.unit.id)) }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'unit', kind: 'text' },
      { key: 'reached', kind: 'code', words: 'consequence' },
      ...consequences.map((step) => ({ key: step, kind: 'count' as const, detail: true as const })),
      { key: 'since', kind: 'day' },
      { key: 'tasks', kind: 'count' },
      { key: 'suggested', kind: 'code', words: 'consequence' },
      { key: 'waits', kind: 'day' },
      { key: 'why', kind: 'code', words: 'whySuggested' },
      { key: 'listedUntil', kind: 'day' },
      { key: 'left', kind: 'days' },
    ],
    rows: value.rows.map((one) => ({
      unit: inLang(one.unit.name, lang),
      reached: one.reached,
      ...Object.fromEntries(consequences.map((step) => [step, one.steps.find((taken) => taken.step === step)?.count ?? 0])),
      since:
        one.steps
          .map((taken) => taken.last)
          .sort(byText)
          .at(-1) ?? null,
      tasks: one.tasks.length,
      suggested: one.next,
      waits: one.waits,
      why: one.why.map(whyCode).join('; '),
      listedUntil: one.listings[0]?.due ?? null,
      left: one.listings[0]?.left ?? null,
    })),
  }),
})

/** As in `redTasks 2; overdue 12`. What is repeated is told by its number alone. */
function whyCode(why: z.infer<typeof whyShape>): string {
  if ('tasks' in why) return `${why.code} ${why.tasks.length}`
  return 'days' in why ? `${why.code} ${why.days}` : `${why.code} ${why.count}`
}

function rowOf(state: District, unit: Unit, on: string): z.infer<typeof row> {
  const { ladder: order } = rulebookOn(state, on)
  const reached = reachedBy(state, unit.id, on)
  const next = unit.ended && unit.ended.on <= on ? undefined : suggestion(state, unit.id, on)
  const listings = state.listings
    .by('unit', unit.id)
    .filter((one) => one.placed.on <= on && !(one.lifted && one.lifted.on <= on))
    .sort((a, b) => byText(a.due, b.due) || byText(a.id, b.id))
  const why = (next?.why ?? []).map(whyOf)
  const red = why.flatMap((one) => ('tasks' in one ? one.tasks : []))
  const tasks = [...new Set([...red, ...reached.flatMap((one) => one.rests.flatMap((subject) => tasksOf(state, subject)))])].sort(byText)
  const subjects = [
    ...reached.flatMap((one) => one.rests),
    ...listings.map((one) => `listing:${one.id}`),
    ...tasks.map((id) => `task:${id}`),
  ]
  return {
    unit: unitNamed(state, unit.id, on),
    reached: order[heightOf(order, reached)] ?? null,
    steps: reached.map(({ step, count, last }) => ({ step, count, last })),
    next: orNull(next?.step),
    waits: orNull(next?.waits),
    why,
    tasks,
    listings: listings.map((one) => listingOf(one, on)),
    rests: [`unit:${unit.id}`, ...new Set(subjects)],
  }
}

const whyOf = (why: Why): z.infer<typeof whyShape> => ('tasks' in why ? { code: why.code, tasks: [...why.tasks] } : { ...why })

const listingOf = ({ id, reason, due, tasks }: Listing, on: string) => ({
  listing: id,
  reason: copied(reason),
  due,
  left: daysBetween(on, due),
  tasks: [...tasks],
})

/** The tasks that a consequence was about. */
function tasksOf(state: District, subject: string): readonly string[] {
  const [kind = '', id = ''] = [subject.slice(0, subject.indexOf(':')), subject.slice(subject.indexOf(':') + 1)]
  if (kind === 'reminder') return (state.reminders.get(id)?.duties ?? []).flatMap((duty) => duty.task ?? [])
  const rows = { circular: state.circulars, interview: state.interviews, listing: state.listings, accountability: state.accountabilities }
  return Object.hasOwn(rows, kind) ? (rows[kind as keyof typeof rows].get(id)?.tasks ?? []) : []
}
