import type { ValueIn } from '@bihuan/core'
import { html } from '../markup.ts'
import { dayNumber, dayOf, daysOfMonth, weekday } from '../parts/numbers.ts'
import { inLang, type Page } from '../parts/page.ts'
import { monthName } from './axis.ts'
import type { Chart } from './chart.ts'
import { label } from './text.ts'

type Agenda = ValueIn<'agenda'>

const cellWidth = 172
const cellHigh = 104
const headHigh = 64
const most = 4

export interface Due {
  readonly look: string
  readonly says: string
}

/** What stands on each day: the reminder day, meetings, the summary, what is due, what was closed. Several of a kind are counted. */
export function duesOf(value: Agenda, page: Page): ReadonlyMap<string, readonly Due[]> {
  const { words, own } = page
  const of = new Map<string, Due[]>()
  const put = (day: string | null, look: string, says: string) => {
    if (day === null) return
    of.set(day, [...(of.get(day) ?? []), { look, says }])
  }
  put(value.reminders.day, 'bar', `${own.reminderDay}${value.reminders.rows.length > 0 ? ` ${value.reminders.rows.length}` : ''}`)
  put(value.meeting.last, 'bar', own.meetingHeld)
  put(value.meeting.next, 'bar', own.nextMeeting)
  put(value.summary.due, 'bar', `${words.code('agendaPart', 'summary')} ${value.summary.quarter}`)
  const owed = new Map<string, { day: string; duty: string; titles: string[]; late: boolean }>()
  for (const duty of value.duties) {
    if (duty.due === null) continue
    const key = `${duty.due} ${duty.duty}`
    const one = owed.get(key) ?? { day: duty.due, duty: duty.duty, titles: [], late: false }
    one.titles.push(inLang(duty.title, page))
    one.late ||= duty.late > 0
    owed.set(key, one)
  }
  for (const { day, duty, titles, late } of owed.values())
    put(day, late ? 'bar3' : 'bar4', `${words.code('agendaWhat', duty)} ${titles.length === 1 ? titles[0] : `×${titles.length}`}`)
  for (const closing of value.closings)
    put(closing.decided ?? closing.requested, 'bar2', `${words.code('agendaWhat', closing.state)} ${inLang(closing.title, page)}`)
  return of
}

/** The month as a calendar, weeks from Monday. */
export function monthSheet(value: Agenda, page: Page): Chart {
  const { words, own, lang } = page
  const { first, count } = daysOfMonth(value.month)
  const offset = weekday(first)
  const weeks = Math.ceil((offset + count) / 7)
  const dues = duesOf(value, page)
  const heads = own.weekdays.map((day, at) =>
    label(at * cellWidth + cellWidth / 2, headHigh - 10, day, { size: 13, anchor: 'middle', look: 'soft bold' }),
  )
  const cells = Array.from({ length: count }, (_, i) => {
    const day = dayOf(first + i)
    const [x, y] = [((offset + i) % 7) * cellWidth, headHigh + Math.floor((offset + i) / 7) * cellHigh]
    const here = dues.get(day) ?? []
    const shown = here.length > most ? here.slice(0, most - 1) : here
    const rest = here.length - shown.length
    const list = shown.map(
      ({ look, says }, n) =>
        html`<rect class="${look}" x="${x + 6}" y="${y + 28 + n * 18}" width="4" height="13"/>${label(x + 16, y + 39 + n * 18, says, { size: 11, room: cellWidth - 22 })}`,
    )
    const more = rest > 0 ? label(x + 16, y + 39 + shown.length * 18, own.moreOf(rest), { size: 11, look: 'soft' }) : null
    const today =
      day === value.on ? html`<rect class="today" x="${x + 2}" y="${y + 2}" width="${cellWidth - 4}" height="${cellHigh - 4}"/>` : null
    return html`<rect class="${(offset + i) % 7 > 4 ? 'band' : 'field'}" x="${x}" y="${y}" width="${cellWidth}" height="${cellHigh}"/>${today}${label(x + 8, y + 18, String(i + 1), { size: 13, look: day === value.on ? 'bold accent' : 'bold' })}${list}${more}`
  })
  const title = `${words.view('agenda')} · ${monthName(value.month, 99, lang)}`
  const frame = html`<path class="grid" d="${Array.from({ length: weeks + 1 }, (_, at) => `M0 ${headHigh + at * cellHigh}H${7 * cellWidth}`).join('')}"/>`
  return {
    width: 7 * cellWidth,
    height: headHigh + weeks * cellHigh,
    title,
    desc: own.monthDesc([...dues.keys()].filter((day) => day.startsWith(value.month)).length),
    body: html`${label(0, 22, title, { size: 20, look: 'bold' })}${heads}${frame}${cells}`,
  }
}

export const overdueBefore = (value: Agenda): number =>
  value.duties.filter(({ due }) => due !== null && dayNumber(due) < daysOfMonth(value.month).first).length
