import type { District, FlatTable, Lang, Recorded } from '@bihuan/core'
import { languages } from '@bihuan/core/words'
import { Usage } from '../io.ts'

/** A type that is not there would show nothing, as one that did not happen does. @throws Usage */
export function knownType(district: District, type: string): void {
  if (!district.machine.events.has(type)) throw new Usage('noType', { type })
}

/** Events as a table: the audit trail for people. */
export function timelineTable(district: District, events: readonly Recorded[], lang: Lang): FlatTable {
  const words = district.words(languages[lang])
  return {
    columns: [
      { key: 'position', kind: 'number' },
      { key: 'on', kind: 'day' },
      { key: 'recordedAt', kind: 'text' },
      { key: 'type', kind: 'text' },
      { key: 'subjects', kind: 'text' },
      { key: 'actor', kind: 'text' },
    ],
    rows: events.map((event) => ({
      position: event.position,
      on: event.on,
      recordedAt: event.recordedAt,
      type: words.event(event.type),
      subjects: subjectsOf(district, event).join(' '),
      actor: `${event.actor.person}@${event.actor.unit}`,
    })),
  }
}

export const subjectsOf = (district: District, event: Recorded): readonly string[] =>
  district.machine.events.get(event.type)?.subjects(event.data) ?? []
