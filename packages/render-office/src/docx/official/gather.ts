import { type CoreFact, type District, InvalidInput, type Recorded } from '@bihuan/core'
import { joined, type Text } from '../../seen.ts'
import type { CircularData, InterviewData, LedgerRow, ListingData, Named, OrderData, ReminderData, SummaryData } from './data.ts'

/** What is asked of a district for its documents. */
export type Source = Pick<District, 'views' | 'timeline'>

type Of<T extends CoreFact['type']> = Recorded<Extract<CoreFact, { type: T }>>

/** The fact that brought something in. @throws InvalidInput with code `notFound` when there is none */
async function factOf<T extends CoreFact['type']>(source: Source, type: T, kind: string, id: string): Promise<Of<T>> {
  const subject = `${kind}:${id}`
  for (let after = 0; ; ) {
    const page = await source.timeline({ subject, after, limit: 1000 })
    const found = page.events.find((event) => event.type === type)
    if (found) return found as unknown as Of<T>
    if (page.next === undefined)
      throw new InvalidInput([{ path: [kind], code: 'notFound', message: `there is no ${subject}`, params: { kind, id } }])
    after = page.next
  }
}

const unitOf = ({ views }: Source, id: string, on: string): Named => ({ id, name: views.dossier({ on, unit: id }).name ?? id })
const postOf = ({ views }: Source, id: string, on: string): Named => ({ id, name: views.dossier({ on, post: id }).name ?? id })

/** The ledger's rows of these tasks on a day, in their order. */
function tasksOf({ views }: Source, ids: readonly string[], on: string): readonly LedgerRow[] {
  const rows = new Map(views.ledger({ on }).rows.map((row) => [row.task, row]))
  return ids.flatMap((id) => rows.get(id) ?? [])
}

export async function circularData(source: Source, circular: string): Promise<CircularData> {
  const { on, data } = await factOf(source, 'circular.issued', 'circular', circular)
  const round = data.round === undefined ? null : (source.views.leagueTable({ on, round: data.round }).name ?? data.round)
  return { on, fact: data, units: data.units.map((id) => unitOf(source, id, on)), tasks: tasksOf(source, data.tasks, on), round }
}

export async function interviewData(source: Source, interview: string): Promise<InterviewData> {
  const { on, data } = await factOf(source, 'interview.held', 'interview', interview)
  return {
    on,
    fact: data,
    unit: unitOf(source, data.unit, on),
    post: data.post === undefined ? null : postOf(source, data.post, on),
    tasks: tasksOf(source, data.tasks, on),
  }
}

export async function listingData(source: Source, listing: string): Promise<ListingData> {
  const { on, data } = await factOf(source, 'listing.placed', 'listing', listing)
  return { on, fact: data, unit: unitOf(source, data.unit, on), tasks: tasksOf(source, data.tasks, on) }
}

export async function reminderData(source: Source, reminder: string): Promise<ReminderData> {
  const { on, data } = await factOf(source, 'reminder.issued', 'reminder', reminder)
  const { duties } = source.views.agenda({ on, unit: data.unit })
  const rows = new Map(source.views.ledger({ on }).rows.map((row) => [row.task, row]))
  const titles = data.duties.map((duty): Text => {
    const about = (['task', 'coordination', 'inspection', 'indicator', 'reminder'] as const).find((kind) => duty[kind] !== undefined)
    const id = (about && duty[about]) ?? ''
    const part = duty.milestone ?? duty.item ?? duty.finding
    const row = duties.find((one) => one.duty === duty.duty && one.subject === `${about}:${id}` && one.part === (part ?? null))
    // What was done on the day itself is no duty any more at its end: the ledger still knows its name.
    const task = rows.get(duty.task ?? '')
    const milestone = task?.milestones.find((one) => one.id === duty.milestone)
    return row?.title ?? (task && (milestone ? joined(task.title, milestone.title) : task.title)) ?? id
  })
  return { on, fact: data, unit: unitOf(source, data.unit, on), titles }
}

/** What a unit is late with on a day. */
export async function orderData(source: Source, { unit, on }: { readonly unit: string; readonly on: string }): Promise<OrderData> {
  const its = source.views.fiveLists({ on }).coordinations.rows
  const coordinations = its.flatMap((row) => {
    const items = row.items.filter((item) => item.unit.id === unit && !item.executed)
    return items.length === 0 ? [] : [{ ...row, items }]
  })
  // Decisions have a table of their own.
  const duties = source.views
    .agenda({ on, unit })
    .duties.filter((duty) => duty.by === 'unit' && duty.late > 0 && duty.duty !== 'decisionLate' && duty.duty !== 'decisionDue')
  return { on, unit: unitOf(source, unit, on), duties, coordinations }
}

/** The quarter `YYYY-Qn` at its end, and what was said of it, once it was presented. */
export async function summaryData(source: Source, { quarter }: { readonly quarter: string }): Promise<SummaryData> {
  const [, year, n] = /^(\d{4})-Q([1-4])$/.exec(quarter) ?? []
  if (year === undefined || n === undefined)
    throw new InvalidInput([{ path: ['quarter'], code: 'invalid_format', message: 'must be YYYY-Qn', params: { format: 'regex' } }])
  const on = `${year}-${['03-31', '06-30', '09-30', '12-31'][Number(n) - 1]}`
  const { views } = source
  return {
    on,
    quarter,
    ledger: views.ledger({ on }),
    map: views.strategyMap({ on }),
    lists: views.fiveLists({ on, limit: 0 }),
    loop: views.loop({ on, limit: 0 }),
    presented: await presentedOf(source, quarter),
  }
}

/** The last summary of a quarter. */
async function presentedOf(source: Source, quarter: string): Promise<SummaryData['presented']> {
  let found: Of<'summary.presented'> | undefined
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<Source['timeline']>> = await source.timeline({ types: ['summary.presented'], after, limit: 1000 })
    for (const event of page.events as unknown as readonly Of<'summary.presented'>[]) if (event.data.quarter === quarter) found = event
    after = page.next
  }
  if (!found) return null
  return { on: found.on, heardBy: unitOf(source, found.data.heardBy, found.on), conclusions: found.data.conclusions }
}
