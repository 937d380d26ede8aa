import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Scenario } from '../../testing/scenario.ts'
import { fullTask, housing, mayor, office, smallDistrict, tablesOf } from '../../testing/small-district.ts'
import { officialCalendar } from '../calendar.ts'
import { addDays, monthOf, monthsBetween } from '../days.ts'
import { dutiesOf, isLate, keyOf } from './duties.ts'
import { rulebookOn } from './rulebook.ts'
import type { Reminder } from './state.ts'

const first = '2026-01-20'

/** Two units with tasks that are or are not kept up with, and an office that runs supervision when it thinks of it. */
const begun = (reminderDay: number): Scenario => {
  const given = smallDistrict().given(
    'rulebook.adopt',
    { rulebook: 'RB-1', name: '督办规则', reminderDay, reportDay: 28 },
    { on: first, actor: mayor },
  )
  given.given('task.register', fullTask, { actor: office })
  given.given('task.start', { task: 'T-1' }, { actor: housing })
  const milestones = [3, 4, 5, 6, 7].map((month) => ({ milestone: `M${month}`, title: '节点', due: `2026-0${month}-15`, weight: 1 }))
  given.given('task.register', { ...fullTask, task: 'T-2', responsible: '科技局', cooperating: [], milestones }, { actor: office })
  given.given('task.start', { task: 'T-2' })
  return given
}

type Step = { readonly days: number; readonly what: number; readonly pick: number }
const step: fc.Arbitrary<Step> = fc.record({ days: fc.nat(25), what: fc.nat(9), pick: fc.nat(9) })

/** `today` goes on; what a run does not do is done by a unit, or by the office by hand. */
function play(given: Scenario, { what, pick }: Step, on: string): void {
  const { reminders } = tablesOf(given)
  const open = [...reminders.values()].filter((one) => !one.answered)
  const unanswered = open[pick % open.length]
  if (what < 5) return void given.when('supervision.run', {}, { on, actor: office })
  if (what === 5)
    for (const milestone of ['M3', 'M4', 'M5', 'M6', 'M7'].filter((id) => `2026-0${id.slice(1)}` <= monthOf(on)))
      given.when('milestone.reach', { task: 'T-2', milestone }, { on, actor: office })
  if (what === 6 && unanswered) given.when('reminder.answer', { reminder: unanswered.id, answer: '已部署' }, { on, actor: office })
  if (what === 7) given.when('progress.report', { task: 'T-1', percent: 90 }, { on, actor: housing })
  if (what === 8) given.when('reminder.issue', { unit: ['住建局', '科技局'][pick % 2] }, { on, actor: office })
  if (what === 9) given.when('supervision.run', {}, { on: addDays(on, -pick * 5), today: on, actor: office })
}

const key = ({ unit, kind, period }: Reminder) => `${unit} ${kind} ${period}`
const unique = (values: readonly string[]) => expect([...values].sort()).toEqual([...new Set(values)].sort())

it('R15: each key once, run twice nothing new, urged only to what was named, and each month without a run told once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 28 }), fc.array(step, { minLength: 8, maxLength: 30 }), (reminderDay, steps) => {
      const given = begun(reminderDay)
      let on = first
      for (const one of steps) {
        const next = addDays(on, one.days)
        if (next > '2026-12-10') break
        on = next
        play(given, one, on)
      }
      given.when('supervision.run', {}, { on, actor: office })
      expect(given.when('supervision.run', {}, { on })).toEqual({ accepted: true, facts: [] })

      const tables = tablesOf(given)
      const all = [...tables.reminders.values()]
      unique(all.map(key))
      unique(all.flatMap((one) => one.missed.map((month) => `${one.unit} ${month}`)))
      const ran = new Set(all.flatMap((one) => (one.kind === 'monthly' && !one.byHand ? one.period : [])))
      for (const unit of ['住建局', '科技局']) {
        const own = all.filter((one) => one.unit === unit).sort((a, b) => a.issued.position - b.issued.position)
        const monthly = own.filter((one) => one.kind === 'monthly')
        const last = monthly.at(-1)
        const told = new Set(own.flatMap((one) => one.missed))
        for (const month of last ? monthsBetween(first, last.issued.on).slice(0, -1) : []) {
          const day = `${month}-${String(rulebookOn(tables, `${month}-28`).reminderDay).padStart(2, '0')}`
          const due = day >= first && dutiesOf(tables, day, officialCalendar).has(unit)
          expect([month, told.has(month)]).toEqual([month, due && !ran.has(month) && !monthly.some((one) => one.period === month)])
        }
        own.forEach((one, i) => {
          if (one.kind === 'monthly') return
          const before = monthly.filter((other) => other.issued.position < one.issued.position).at(-1) as Reminder
          const named = before.duties.map(keyOf)
          expect(before.replyBy < one.issued.on).toBe(true)
          expect(one.duties.every((duty) => isLate(duty, one.issued.on) && named.includes(keyOf(duty)))).toBe(true)
          for (const other of own.slice(0, i))
            if (other.kind === 'urge' && other.issued.position > before.issued.position && monthOf(other.period) === monthOf(one.period))
              unique([...other.duties, ...one.duties].map(keyOf))
        })
      }
    }),
    { numRuns: 100 * Number(process.env.BIHUAN_RUNS ?? 1) },
  )
})
