import type { District, Explanation, FlatTable, Lang } from '@bihuan/core'
import { languages } from '@bihuan/core/words'
import { json } from '@bihuan/render-text'
import { Usage } from '../io.ts'
import type { Session } from '../session.ts'
import { subjectsOf } from './timeline.ts'
import { show } from './view.ts'

export interface ExplainOptions {
  readonly round?: string
  readonly unit?: string
  readonly rule?: string
  readonly format?: string
}

/** Follows a unit's score in a round down to the events that each line rests on. */
export const explain = (session: Session, options: ExplainOptions): Promise<void> =>
  session.withDistrict(
    async (district) => {
      const { round, unit, rule, format = session.json ? 'json' : 'table' } = options
      if (round === undefined || unit === undefined) throw new Usage('noScore')
      const explained = await district.explain({ round, unit })
      if (!explained) throw new Usage('notScored', { round, unit })
      const lines = explained.lines.filter((line) => rule === undefined || line.rule === rule)
      if (format === 'json') return session.print(json({ ...explained, lines }))
      show(session, tableOf(district, { ...explained, lines }, session.lang), format, district)
      if (format === 'table') {
        const facts = { points: explained.points, grade: explained.grade, cutOff: explained.cutOff }
        session.print(session.say(explained.reproduced ? 'reproduced' : 'notReproduced', facts))
      }
    },
    { reading: true },
  )

/** An event a row; a line without events has a row of its own. */
function tableOf(district: District, { lines }: Explanation, lang: Lang): FlatTable {
  const words = district.words(languages[lang])
  return {
    columns: [
      { key: 'kind', kind: 'code', words: 'lineKind' },
      { key: 'rule', kind: 'id' },
      { key: 'points', kind: 'number' },
      { key: 'position', kind: 'number' },
      { key: 'on', kind: 'day' },
      { key: 'type', kind: 'text' },
      { key: 'subjects', kind: 'text' },
      { key: 'evidence', kind: 'text' },
    ],
    rows: lines.flatMap(({ kind, rule, points, events }): FlatTable['rows'] => {
      const line = { kind, rule: rule ?? null, points }
      if (events.length === 0) return [{ ...line, position: null, on: null, type: null, subjects: null, evidence: null }]
      return events.map((event) => ({
        ...line,
        position: event.position,
        on: event.on,
        type: words.event(event.type),
        subjects: subjectsOf(district, event).join(' '),
        evidence: evidenceOf(event.data, lang),
      }))
    }),
  }
}

function evidenceOf(data: unknown, lang: Lang): string | null {
  const list = typeof data === 'object' && data !== null && 'evidence' in data && Array.isArray(data.evidence) ? data.evidence : []
  const titles = list.map((one: { readonly title: string | Readonly<Record<Lang, string>> }) =>
    typeof one.title === 'string' ? one.title : one.title[lang],
  )
  return titles.length === 0 ? null : titles.join(lang === 'zh' ? '、' : ', ')
}
