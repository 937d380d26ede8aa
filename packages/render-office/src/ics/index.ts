import { type Dictionary, InvalidInput, type Renderer } from '@bihuan/core'
import ical from 'ical-generator'
import { inOneLine } from '../plain.ts'
import { onOf, titleOf } from '../seen.ts'
import { officeWords } from '../words/words.ts'
import { type Entry, entriesOf, hasEntries } from './entries.ts'

export interface IcsOptions {
  /** Behind the @ of each entry's id: a domain of the district, so that calendars of two districts don't meet. `bihuan` when left out. */
  readonly domain?: string
}

/** The day of a calendar that has none. */
const noDay = '1970-01-01'

/**
 * What is due, and the next meeting, as an iCalendar file (RFC 5545) to be imported or subscribed to: days of the views `agenda`, `ledger` and
 * `wallChart`. An entry keeps its UID from one file to the next, so that a calendar moves it when its date moves.
 */
export function icsRenderer({ domain = 'bihuan' }: IcsOptions = {}): Renderer {
  return {
    name: 'ics',
    extension: '.ics',
    mediaType: 'text/calendar; charset=utf-8',
    shows: hasEntries,
    render: async (shown) => {
      const { view } = shown
      if (!hasEntries(view))
        throw new InvalidInput([
          { path: ['view'], code: 'notShown', message: `a calendar does not show ${view}`, params: { view, by: 'ics' } },
        ])
      return calendar(titleOf(shown), entriesOf({ ...shown, view }), onOf(shown.value) ?? noDay, domain, shown.words)
    },
    renderError: async (error, words) => {
      const { code, sentence, places } = words.error(error)
      const details = [code, ...places.map((place) => `${place.path}: ${place.sentence} (${place.code})`)]
      return calendar(officeWords(words).error, [{ id: `error/${code}`, day: noDay, summary: sentence, details }], noDay, domain, words)
    },
  }
}

function calendar(name: string, entries: readonly Entry[], stampDay: string, domain: string, words: Dictionary): Uint8Array {
  const stamp = new Date(`${stampDay}T00:00:00Z`)
  const made = ical({
    // The library writes this one as it comes.
    name: inOneLine(name).replace(/[\\;,]/g, '\\$&'),
    prodId: { company: 'bihuan', product: 'bihuan', language: words.lang.toUpperCase() },
  })
  for (const { id, day, summary, details } of entries) {
    const start = new Date(`${day}T00:00:00Z`)
    const event = made.createEvent({ id: `${idText(id)}@${idText(domain)}`, start, allDay: true, stamp, summary: inOneLine(summary) })
    // A day without an end is one day long (RFC 5545, 3.6.1).
    if (details.length > 0) event.description(details.map(inOneLine).join('\n'))
  }
  return new TextEncoder().encode(`${made.toString()}\r\n`)
}

/** An id as it may stand in a UID, which the library writes as it comes. */
const idText = (id: string): string => inOneLine(id).replace(/[\\;,\s]/g, '_')
