import type { ValueIn } from '@bihuan/core'
import { monthSheet, overdueBefore } from '../charts/month.ts'
import { html } from '../markup.ts'
import { counts, light } from '../parts/lights.ts'
import { inLang } from '../parts/page.ts'
import { figure } from '../parts/sections.ts'
import { flat, table } from '../parts/table.ts'
import { picture } from '../parts/view.ts'

type Agenda = ValueIn<'agenda'>

/** The month as a calendar, the duties that are not done, the next meeting's pack, reminders, and the quarter's summary. */
export const agenda = picture('agenda', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    const { meeting, reminders, summary } = value
    const late = value.duties.filter((duty) => duty.late > 0)
    return {
      subject: value.month,
      stats: [
        { name: words.code('agendaPart', 'duty'), value: value.duties.length, note: own.lateOfThem(late.length) },
        {
          name: own.nextMeeting,
          value: meeting.next,
          note: meeting.late > 0 ? own.daysLate(meeting.late) : own.inPack(meeting.pack.length),
        },
        { name: own.reminderDay, value: reminders.day, note: own.remindersSent(reminders.rows.length) },
        {
          name: words.code('agendaPart', 'unreminded'),
          value: reminders.unreminded.length,
          note:
            reminders.unreminded.length > 0 &&
            reminders.unreminded.map((unit) => inLang(unit.name, page)).join(page.lang === 'zh' ? '、' : ', '),
        },
      ],
      sections: [
        {
          id: page.anchor('month'),
          title: own.calendar,
          body: html`${figure(monthSheet(value, page), page.anchor('month', 'chart'), page)}<p class="note">${own.overdueBefore(overdueBefore(value))}</p>`,
        },
        {
          id: page.anchor('duties'),
          title: words.code('agendaPart', 'duty'),
          count: value.duties.length,
          body: table<Agenda['duties'][number]>(
            {
              name: words.code('agendaPart', 'duty'),
              rows: [...value.duties].sort(
                (a, b) => Number(a.duty === 'reminderUnanswered') - Number(b.duty === 'reminderUnanswered') || b.late - a.late,
              ),
              columns: [
                { head: words.column('title'), look: 'h', cell: (one) => inLang(one.title, page) },
                { head: words.column('what'), look: 'k', cell: (one) => words.code('agendaWhat', one.duty) },
                { head: words.column('unit'), cell: (one) => (one.unit ? inLang(one.unit.name, page) : words.code('role', one.by)) },
                { head: words.column('due'), look: 'd', cell: (one) => one.due ?? '—' },
                { head: words.column('late'), look: 'n', cell: (one) => (one.late > 0 ? html`<span class="no">${one.late}</span>` : '—') },
                {
                  head: words.column('subject'),
                  look: 'i',
                  cell: (one) => (one.part === null ? one.subject : `${one.subject}/${one.part}`),
                },
              ],
            },
            page,
          ),
        },
        {
          id: page.anchor('pack'),
          title: words.code('agendaPart', 'pack'),
          count: meeting.pack.length,
          body: table<Agenda['meeting']['pack'][number]>(
            {
              name: words.code('agendaPart', 'pack'),
              rows: meeting.pack,
              columns: [
                { head: words.column('title'), look: 'h', cell: (one) => inLang(one.title, page) },
                { head: words.column('kind'), look: 'k', cell: (one) => words.code('kind', one.kind) },
                { head: words.column('light'), look: 'k', cell: (one) => (one.light === null ? '—' : light(one.light, page)) },
                {
                  head: words.column('why'),
                  look: 'x',
                  cell: (one) => one.why.map((why) => words.code('agendaWhat', why)).join(page.lang === 'zh' ? '、' : ', '),
                },
                { head: words.column('unit'), cell: (one) => (one.unit ? inLang(one.unit.name, page) : '—') },
              ],
            },
            page,
          ),
        },
        {
          id: page.anchor('reminders'),
          title: words.code('agendaPart', 'reminder'),
          count: reminders.rows.length,
          body: table<Agenda['reminders']['rows'][number]>(
            {
              name: words.code('agendaPart', 'reminder'),
              rows: reminders.rows,
              columns: [
                { head: words.column('unit'), look: 'h', cell: (one) => inLang(one.unit.name, page) },
                { head: words.column('kind'), look: 'k', cell: (one) => words.code('agendaWhat', one.kind) },
                { head: own.issued, look: 'd', cell: (one) => one.issued },
                { head: own.replyBy, look: 'd', cell: (one) => one.replyBy },
                {
                  head: words.code('agendaWhat', 'answered'),
                  look: 'd',
                  cell: (one) => one.answered ?? html`<span class="no">${own.unanswered}</span>`,
                },
                { head: own.duties, look: 'n', cell: (one) => one.duties },
                { head: own.missedMonths, cell: (one) => one.missed.join(page.lang === 'zh' ? '、' : ', ') || '—' },
              ],
            },
            page,
          ),
        },
        {
          id: page.anchor('summary'),
          title: `${words.code('agendaPart', 'summary')} ${summary.quarter}`,
          body: table<Agenda['summary']['strategies'][number]>(
            {
              name: words.code('agendaPart', 'summary'),
              rows: summary.strategies,
              columns: [
                { head: words.column('strategy'), look: 'h', cell: (one) => inLang(one.name, page) },
                {
                  head: words.column('state'),
                  look: 'k',
                  cell: (one) => words.code('agendaWhat', one.presented === null ? 'missing' : 'presented'),
                },
                { head: words.column('on'), look: 'd', cell: (one) => one.presented?.on ?? '—' },
                { head: words.column('due'), look: 'd', cell: () => summary.due },
                { head: own.tasks, cell: (one) => counts(one.lights, page) },
              ],
            },
            page,
          ),
        },
        {
          id: page.anchor('all'),
          title: own.asTable,
          count: flatTable.rows.length,
          body: html`<details><summary>${own.asTable}</summary>${flat(flatTable, words.view('agenda'), page)}</details>`,
        },
      ],
      whole: true,
    }
  },
  chart: ({ value }, page) => monthSheet(value, page),
})
