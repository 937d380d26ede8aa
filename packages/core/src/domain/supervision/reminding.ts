import { type Context, refuse } from '../../engine/decision.ts'
import { inTime } from '../../engine/history.ts'
import { deadline } from '../calendar.ts'
import { monthEnd, monthOf, monthsBetween } from '../days.ts'
import type { CoreRefusal } from '../refusals.ts'
import type { CoreFactOf, District } from '../state.ts'
import { type Duties, dutiesOf, isLate, keyOf } from './duties.ts'
import type { Duty } from './events.ts'
import { rulebookOn } from './rulebook.ts'
import type { Reminder } from './state.ts'

/** What is to be reminded of on a day (R15): keyed by kind, unit and period, so that nothing is issued twice. */

type Issued = CoreFactOf<'reminder.issued'>
type Kind = Reminder['kind']

export const periodOf = (kind: Kind, on: string): string => (kind === 'monthly' ? monthOf(on) : on)

/** The reminder that has this key, in whatever order it was entered. */
export const reminderOf = ({ reminders }: District, kind: Kind, unit: string, period: string): Reminder | undefined =>
  reminders.by('period', period).find((one) => one.unit === unit && one.kind === kind)

/** How many duties a reminder names, and how many months it lists as missed: the bounds of the fact. */
const most = { duties: 2000, missed: 120 }

export function issued(
  input: Omit<Issued['data'], 'period' | 'replyBy' | 'duties'>,
  duties: readonly Duty[],
  { on, calendar }: Context,
  { replyDays }: { readonly replyDays: number },
): Issued {
  const { kind } = input
  const replyBy = deadline(calendar, on, replyDays)
  return { type: 'reminder.issued', data: { ...input, period: periodOf(kind, on), duties: duties.slice(0, most.duties), replyBy } }
}

/** R15: everything that is due on the day and was not issued yet. */
export function dueReminders(state: District, context: Context): readonly Issued[] {
  const { on, calendar } = context
  const book = rulebookOn(state, on)
  const missed = missedMonths(state, context)
  const ids = new Set<string>()
  return [...dutiesOf(state, on, calendar)].flatMap(([unit, duties]): Issued[] => {
    // R1: also when it ended on a later day than that of the run.
    if (state.units.get(unit)?.ended) return []
    const monthly = on >= reminderDayOf(state, monthOf(on), on) && !reminderOf(state, 'monthly', unit, monthOf(on))
    const kind = monthly ? 'monthly' : 'urge'
    const named = monthly ? duties : urged(state, unit, duties, on)
    if (named.length === 0) return []
    const reminder = freshId(state, ids, `${periodOf(kind, on)}-${unit}`)
    return [issued({ reminder, unit, kind, missed: monthly ? missed(unit) : [], byHand: false }, named, context, book)]
  })
}

/** Late duties that the unit's last monthly reminder named, whose reply is over, and that it was not urged to since in this month. */
function urged(state: District, unit: string, duties: readonly Duty[], on: string): readonly Duty[] {
  if (reminderOf(state, 'urge', unit, on)) return []
  const own = state.reminders.by('unit', unit).filter((one) => one.issued.on <= on)
  const last = own
    .filter((one) => one.kind === 'monthly')
    .sort((a, b) => inTime(a.issued, b.issued))
    .at(-1)
  if (!last || last.replyBy >= on) return []
  const since = own.filter((one) => one.kind === 'urge' && monthOf(one.period) === monthOf(on) && inTime(last.issued, one.issued) < 0)
  const already = new Set(since.flatMap((one) => one.duties.map(keyOf)))
  const named = new Set(last.duties.map(keyOf))
  return duties.filter((duty) => isLate(duty, on) && named.has(keyOf(duty)) && !already.has(keyOf(duty)))
}

/**
 * The months before that of `on` that passed without a run by their reminder day or later, as is known on `on`. They count from
 * the first rule book on, or without one from the log's first day.
 */
export function monthsWithoutRun(state: District, on: string): readonly string[] {
  const books = [...state.rulebooks.values()].map((book) => book.adopted.on).filter((day) => day <= on)
  const start = books.sort()[0] ?? state.districts.get('district')?.opened ?? on
  return monthsBetween(start, on)
    .slice(0, -1)
    .slice(-most.missed)
    .filter((month) => reminderDayOf(state, month, on) >= start && !hadRun(state, month, on))
}

/** R15: for a unit, the months without a run in which something was due on the reminder day. They are listed once. */
export function missedMonths(state: District, { on, calendar }: Context): (unit: string) => string[] {
  const passed = monthsWithoutRun(state, on)
  const seen = new Map<string, Duties>()
  const dutiesIn = (month: string): Duties => {
    const known = seen.get(month) ?? dutiesOf(state, reminderDayOf(state, month, on), calendar)
    seen.set(month, known)
    return known
  }
  return (unit) => {
    const listed = new Set(state.reminders.by('unit', unit).flatMap((one) => one.missed))
    return passed.filter((month) => !listed.has(month) && !reminderOf(state, 'monthly', unit, month) && dutiesIn(month).has(unit))
  }
}

const hadRun = ({ reminders }: District, month: string, on: string): boolean =>
  reminders.by('period', month).some((one) => one.kind === 'monthly' && !one.byHand && one.issued.on <= on)

/** The day of a month on which units are reminded, by the rule book in force at the month's end, or on `on` before it. */
export function reminderDayOf(state: District, month: string, on: string): string {
  const end = monthEnd(`${month}-01`)
  return `${month}-${String(rulebookOn(state, on < end ? on : end).reminderDay).padStart(2, '0')}`
}

/** R19: reminders come in the order of their days, so that a month that was listed as missed is not made up for afterwards. */
export function afterLast(reminders: Iterable<Reminder>, on: string): void {
  for (const { id, issued } of reminders)
    if (issued.on > on) refuse<CoreRefusal>({ code: 'outOfOrder', rule: 'R19', what: 'reminder', id, last: issued.on, on })
}

/** An id that tells period and unit, cut where it is too long, and numbered where somebody used it. */
function freshId({ reminders }: District, ids: Set<string>, wanted: string): string {
  const cut = [...wanted].slice(0, 58).join('')
  let id = cut
  for (let n = 2; reminders.has(id) || ids.has(id); n++) id = `${cut}-${n}`
  ids.add(id)
  return id
}
