import type { Dictionary, Shown } from '@bihuan/core'
import { inLang, type ShownOf, type Text } from '../seen.ts'
import { officeWords } from '../words/words.ts'

/** A day in a calendar. */
export interface Entry {
  /** Stays the same for the same thing, whatever the view, the day and the language. */
  readonly id: string
  readonly day: string
  readonly summary: string
  readonly details: readonly string[]
}

interface Work {
  readonly task: string
  readonly title: Text
  readonly due: string
  readonly stage: string
  readonly light: string
  readonly actual: number
  readonly lead: { readonly name: Text } | null
  readonly responsible: { readonly name: Text } | null
  readonly milestones: readonly { readonly id: string; readonly title: Text; readonly due: string; readonly state: string }[]
}

const over = ['closed', 'cancelled']

/** When a task is due, and its milestones that are not reached; nothing of what is over. */
function worksEntries(works: readonly Work[], words: Dictionary): readonly Entry[] {
  const { dues, colon } = officeWords(words)
  const { lang } = words
  return works
    .filter((work) => !over.includes(work.stage))
    .flatMap((work) => {
      const title = inLang(work.title, lang)
      const named = (key: string, of: { readonly name: Text } | null) =>
        of === null ? [] : [words.column(key) + colon + inLang(of.name, lang)]
      const details = [
        ...named('responsible', work.responsible),
        ...named('lead', work.lead),
        words.column('light') + colon + words.code('light', work.light),
        `${words.column('actual')}${colon}${work.actual}%`,
      ]
      return [
        { id: `task/${work.task}/due`, day: work.due, summary: dues.task + colon + title, details },
        ...work.milestones
          .filter((one) => one.state === 'open')
          .map((one) => ({
            id: `task/${work.task}/milestone/${one.id}`,
            day: one.due,
            summary: `${dues.milestone}${colon}${title} · ${inLang(one.title, lang)}`,
            details,
          })),
      ]
    })
}

/** What is due and what is late is one thing, which keeps its place; a task's is that of the ledger too. */
function idOf({ duty, subject, part, unit, by }: ShownOf<'agenda'>['value']['duties'][number]): string {
  const at = subject.indexOf(':')
  const [kind, id] = [subject.slice(0, at), subject.slice(at + 1)]
  if (duty === 'taskDue' || duty === 'taskOverdue') return `task/${id}/due`
  if (duty === 'milestoneDue' || duty === 'milestoneLate') return `task/${id}/milestone/${part}`
  if (duty === 'decisionDue' || duty === 'decisionLate') return `coordination/${id}/item/${part}`
  return ['duty', duty, unit?.id ?? by, kind, id, ...(part === null ? [] : [part])].join('/')
}

function agendaEntries({ value, words }: ShownOf<'agenda'>): readonly Entry[] {
  const { dues, colon } = officeWords(words)
  const { lang } = words
  const unit = (of: { readonly name: Text } | null) => (of === null ? [] : [words.column('unit') + colon + inLang(of.name, lang)])
  return [
    ...value.duties.flatMap((duty): Entry[] => {
      if (duty.due === null) return []
      const id = idOf(duty)
      const summary = words.code('agendaWhat', duty.duty) + colon + inLang(duty.title, lang)
      return [{ id, day: duty.due, summary, details: unit(duty.unit) }]
    }),
    ...value.reminders.rows
      .filter((row) => row.answered === null)
      .map((row) => ({
        id: `reminder/${row.reminder}/reply`,
        day: row.replyBy,
        summary: `${dues.reply}${colon}${inLang(row.unit.name, lang)} · ${row.period}`,
        details: unit(row.unit),
      })),
    {
      // The next one: when it is held, the one after it takes its place in the calendar.
      id: 'meeting/next',
      day: value.meeting.next,
      summary: dues.meeting,
      details: value.meeting.pack.map((one) => words.code('kind', one.kind) + colon + inLang(one.title, lang)),
    },
    ...value.summary.strategies
      .filter((one) => one.presented === null)
      .map((one) => ({
        id: `summary/${value.summary.quarter}/${one.strategy}`,
        day: value.summary.due,
        summary: dues.summary(value.summary.quarter) + colon + inLang(one.name, lang),
        details: [],
      })),
  ]
}

type Views = 'agenda' | 'ledger' | 'wallChart'

const entries: { readonly [N in Views]: (shown: ShownOf<N>) => readonly Entry[] } = {
  agenda: agendaEntries,
  ledger: ({ value, words }) => worksEntries(value.rows, words),
  wallChart: ({ value, words }) =>
    worksEntries(
      value.rows.flatMap((row) => row.bars),
      words,
    ),
}

/** Views that hold days on which something is due. */
export const hasEntries = (view: string): view is Views => Object.hasOwn(entries, view)

/** By day, then by id; the same thing once. */
export function entriesOf(shown: Shown & { readonly view: Views }): readonly Entry[] {
  const found = (entries[shown.view] as (shown: Shown) => readonly Entry[])(shown)
  const each = [...new Map(found.map((entry) => [entry.id, entry])).values()]
  return each.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.id < b.id ? -1 : 1))
}
