import { daysBetween } from '../../domain/days.ts'
import { defaultRulebook } from '../../domain/supervision/rulebook.ts'
import { isRefused } from '../../engine/errors.ts'
import type { Recorded } from '../../engine/event.ts'
import type { CoreEvent } from '../chronicle.ts'
import { must } from '../difference.ts'
import type { LegalHistory } from '../legal-history.ts'
import { system } from '../moves/people.ts'

const at = (event: Recorded) => `position ${event.position}: ${event.type}`

/** R15: a reminder for a unit, a kind and a period once; a month is missed once, and never made up for; what is done is done once. */
export function supervisionIsIdempotent({ events, machine, state }: LegalHistory): void {
  const told = new Map<string, string>()
  const once = (event: Recorded, key: string) => {
    must(!told.has(key), `${at(event)}: ${key} again, after ${told.get(key)}`)
    told.set(key, at(event))
  }
  for (const event of events as readonly CoreEvent[]) {
    const { type, data } = event
    if (type === 'reminder.answered') once(event, `answer to ${data.reminder}`)
    if (type === 'fileReview.completed') once(event, `completion of ${data.fileReview}`)
    if (type === 'finding.rectified') once(event, `rectification of ${data.inspection}/${data.finding}`)
    if (type === 'listing.lifted') once(event, `lifting of ${data.listing}`)
    if (type === 'accountability.decided') once(event, `decision on ${data.accountability}`)
    if (type === 'summary.presented') once(event, `summary of ${data.quarter} for ${data.strategy}`)
    if (type !== 'reminder.issued') continue
    const { unit, kind, period, missed, duties, replyBy } = data
    once(event, `${kind} reminder of ${unit} for ${period}`)
    for (const month of missed) {
      once(event, `${unit} missed ${month}`)
      must(month < event.on.slice(0, 7), `${at(event)} of ${event.on} lists ${month} as missed`)
      must(!told.has(`monthly reminder of ${unit} for ${month}`), `${at(event)} lists ${month}, which was not missed`)
    }
    must(!told.has(`${unit} missed ${period}`), `${at(event)} makes up for ${period}`)
    must(period === (kind === 'monthly' ? event.on.slice(0, 7) : event.on), `${at(event)} of ${event.on} is for ${period}`)
    must(duties.length > 0 && replyBy >= event.on, `${at(event)} names nothing, or wants a reply before it`)
  }
  // Run twice at the end, the second run has nothing to say.
  const [day = '2026-01-05'] = events.map((event) => event.on).sort((a, b) => (a < b ? 1 : -1))
  const after = state.overlay()
  const run = () => machine.decide(after, 'supervision.run', {}, { on: day, today: day, actor: system, position: events.length })
  try {
    run().forEach((fact, i) => {
      const command = { id: 'c', name: 'supervision.run', digest: '', n: 1, of: 1 }
      const rest = { v: 1, version: 1, recordedAt: `${day}T04:00:00.000Z`, actor: system, command, correlation: 'c', salt: '' } as const
      machine.evolve(after, { ...rest, position: events.length + 1 + i, type: fact.type, on: day, data: fact.data })
    })
    must(run().length === 0, `run twice on ${day}, the second run has something to issue`)
  } catch (error) {
    must(isRefused(error), error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}

/** R16: no step of the ladder is passed over without a reason; and R6: nobody is talked to or judged by the own unit. */
export function stepsAreNotSkipped({ events }: LegalHistory): void {
  const books: { readonly on: string; readonly ladder: readonly string[]; readonly ladderDays: number }[] = []
  const steps: { readonly unit: string; readonly step: string; readonly on: string }[] = []
  const accused = new Map<string, string>()
  for (const event of events as readonly CoreEvent[]) {
    const { type, data, on, actor } = event
    const book = books.filter((one) => one.on <= on).sort((a, b) => (a.on < b.on ? -1 : 1))
    const { ladder, ladderDays } = book.at(-1) ?? defaultRulebook
    for (const { unit, step, reason } of stepsIn(event)) {
      const counted = steps.filter((one) => one.unit === unit && one.on <= on && daysBetween(one.on, on) <= ladderDays)
      const height = Math.max(-1, ...counted.map((one) => (ladder as readonly string[]).indexOf(one.step)))
      const place = (ladder as readonly string[]).indexOf(step)
      must(reason || place <= height + 1, `${at(event)} takes ${unit} from step ${height} to ${place} of ${ladder}, and says not why`)
    }
    for (const { unit, step } of stepsIn(event)) steps.push({ unit, step, on })
    if (type === 'rulebook.adopted') books.push({ on, ladder: data.ladder, ladderDays: data.ladderDays })
    if (type === 'accountability.opened') accused.set(data.accountability, data.unit)
    if (type === 'interview.held') must(data.unit !== actor.unit, `${at(event)} by ${actor.unit} with itself`)
    if (type === 'accountability.decided') {
      must(accused.get(data.accountability) !== actor.unit, `${at(event)} by ${actor.unit}, which it is about`)
      must(event.basis !== undefined, `${at(event)} without a basis`)
    }
  }
}

/** The steps that an event takes, and whether it may skip some. A run of reminders is nobody's decision. */
function stepsIn({ type, data }: CoreEvent): readonly { readonly unit: string; readonly step: string; readonly reason: boolean }[] {
  const taken = (unit: string, step: string, reason: unknown) => ({ unit, step, reason: reason !== undefined })
  switch (type) {
    case 'reminder.issued':
      return [taken(data.unit, data.kind === 'urge' ? 'urge' : 'remind', data.byHand ? data.skipReason : 'run')]
    case 'circular.issued':
      return data.kind === 'praise' ? [] : data.units.map((unit) => taken(unit, 'circular', data.skipReason))
    case 'interview.held':
      return [taken(data.unit, 'interview', data.skipReason)]
    case 'listing.placed':
      return [taken(data.unit, 'listing', data.skipReason)]
    case 'accountability.opened':
      return [taken(data.unit, 'accountability', data.skipReason)]
    default:
      return []
  }
}
