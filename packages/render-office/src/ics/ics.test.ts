import { InvalidInput } from '@bihuan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inOneLine } from '../plain.ts'
import { extension, hostileText } from '../testing/hostile.ts'
import { calendarLines, inspect } from '../testing/inspect.ts'
import { coreViews, day, playedYear } from '../testing/year.ts'
import { icsRenderer } from './index.ts'

const year = await playedYear()
const renderer = icsRenderer({ domain: 'nangang.example' })
const zh = year.words('zh')

/** Events of a calendar: their properties by name. */
function eventsIn(bytes: Uint8Array): readonly ReadonlyMap<string, string>[] {
  const events: Map<string, string>[] = []
  for (const line of calendarLines(bytes)) {
    if (line === 'BEGIN:VEVENT') events.push(new Map())
    else if (events.length > 0 && !line.startsWith('END:')) {
      const at = line.search(/[;:]/)
      events.at(-1)?.set(line.slice(0, at), line.slice(line.indexOf(':') + 1))
    }
  }
  return events
}
const uids = (bytes: Uint8Array) => eventsIn(bytes).map((event) => event.get('UID'))

describe('a calendar', async () => {
  const ledger = await renderer.render(year.see('ledger'))

  it('holds the due dates of open tasks and of milestones that are not reached, as days', () => {
    const open = year.see('ledger').value.rows.filter((row) => !['closed', 'cancelled'].includes(row.stage))
    const wanted = open.flatMap((row) => [
      [`task/${row.task}/due@nangang.example`, row.due],
      ...row.milestones
        .filter((one) => one.state === 'open')
        .map((one) => [`task/${row.task}/milestone/${one.id}@nangang.example`, one.due]),
    ])
    const held = eventsIn(ledger).map((event) => [event.get('UID'), event.get('DTSTART')?.replace(/(....)(..)(..)/, '$1-$2-$3')])
    expect(held.sort()).toEqual(wanted.sort())
    expect(held.length).toBeGreaterThan(100)
    for (const line of calendarLines(ledger).filter((one) => one.startsWith('DTSTART'))) expect(line).toMatch(/^DTSTART;VALUE=DATE:\d{8}$/)
  })

  it('is stamped with the day of its view, ends its lines as RFC 5545 says, and folds them at 75 octets', () => {
    expect(new Set(eventsIn(ledger).map((event) => event.get('DTSTAMP')))).toEqual(new Set([`${day.replaceAll('-', '')}T000000Z`]))
    const text = new TextDecoder().decode(ledger)
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    for (const line of text.split('\r\n')) {
      expect(line).not.toContain('\n')
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    }
  })

  it('gives one thing one UID, in every view, on every day, in both languages', async () => {
    const wall = await renderer.render(year.see('wallChart'))
    expect(new Set(uids(wall))).toEqual(new Set(uids(ledger)))
    expect(uids(await renderer.render(year.see('ledger', 'en')))).toEqual(uids(ledger))
    expect(new Set(uids(ledger)).size).toBe(uids(ledger).length)
    const agenda = uids(await renderer.render(year.see('agenda')))
    expect(new Set(agenda).size).toBe(agenda.length)
    const tasks = agenda.filter((uid) => uid?.startsWith('task/'))
    expect(tasks.length).toBeGreaterThan(0)
    for (const uid of tasks) expect(uids(ledger)).toContain(uid)
  })

  it('of the agenda holds the next meeting with its pack, replies that are waited for, and duties', async () => {
    const { value } = year.see('agenda')
    const events = eventsIn(await renderer.render(year.see('agenda')))
    const meeting = events.find((event) => event.get('UID') === 'meeting/next@nangang.example')
    expect(meeting?.get('DTSTART')).toBe(value.meeting.next.replaceAll('-', ''))
    expect(meeting?.get('DESCRIPTION')?.split('\\n').length).toBe(value.meeting.pack.length)
    const replies = value.reminders.rows.filter((row) => row.answered === null)
    expect(replies.length).toBeGreaterThan(0)
    for (const row of replies)
      expect(events.some((event) => event.get('UID') === `reminder/${row.reminder}/reply@nangang.example`)).toBe(true)
  })

  it('is of three views and refuses the others', async () => {
    expect(coreViews.filter((view) => renderer.shows(view))).toEqual(['ledger', 'wallChart', 'agenda'])
    expect(renderer.shows('constructor')).toBe(false)
    const error = await renderer.render(year.see('loop')).catch((thrown: unknown) => thrown)
    expect(zh.error(error).places).toEqual([{ path: 'view', code: 'notShown', sentence: 'ics不能显示视图loop' }])
    await expect(renderer.render(extension(zh, ['x']))).rejects.toThrow(InvalidInput)
  })

  it('says what went wrong', async () => {
    const error = new InvalidInput([{ path: ['due'], code: 'unknownView', message: 'x', params: { view: 'v', views: [] } }])
    const text = inspect(await renderer.renderError(error, zh), '.ics')
    for (const expected of ['invalidInput', zh.error(error).sentence, 'due', 'unknownView']) expect(text).toContain(expected)
  })
})

it('hostile texts are a line of one event, read back as they were', async () => {
  const shown = year.see('ledger')
  const row = shown.value.rows.find((one) => one.stage === 'underWay')
  if (!row) throw new Error('no task under way')
  await fc.assert(
    fc.asyncProperty(hostileText, hostileText, async (title, unit) => {
      const rows = [{ ...row, title, responsible: { id: 'u', name: unit }, milestones: [] }]
      const bytes = await renderer.render({ ...shown, value: { ...shown.value, rows } })
      expect(eventsIn(bytes).length).toBe(1)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
      expect(new TextDecoder().decode(bytes)).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
      const [, summary = '', ...details] = inspect(bytes, '.ics').split('\n')
      expect(summary).toBe(`任务完成时限：${inOneLine(title)}`)
      expect(details[0]).toBe(`责任单位：${inOneLine(unit)}`)
    }),
  )
})
