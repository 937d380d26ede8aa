import type { Renderer, Shown } from '@bihuan/core'
import type { ByView, CoreView } from '../seen.ts'
import { joined, onOf, type Text, titleOf } from '../seen.ts'
import { officeWords, officialWords } from '../words/words.ts'
import { compiled, heading, paragraph } from './blocks.ts'
import { file } from './file.ts'
import { titled } from './letterhead.ts'
import { textWidth, textWidthAcross } from './measures.ts'
import { viewTable } from './tables.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const noDay = '2000-01-01'

/** What each view of the core is about, beside its day. */
const subjects: ByView<(shown: never) => Text | null> = {
  strategyMap: () => null,
  ledger: () => null,
  fiveLists: () => null,
  thread: ({ value }) => value.title ?? value.task,
  wallChart: () => null,
  readiness: () => null,
  responsibility: () => null,
  indicatorBoard: () => null,
  scorecard: ({ value }) => (value.card ? joined(value.card.unit.name, value.name ?? value.round) : (value.name ?? value.round)),
  leagueTable: ({ value }) => value.name ?? value.round,
  backtest: () => null,
  loop: () => null,
  coverage: () => null,
  changes: () => null,
  dossier: ({ value }) => value.name ?? value.id,
  agenda: () => null,
  ladder: () => null,
}

export interface DocxOptions {
  /** Columns that are details, such as ids, are shown too; left out when `false`, which it is when it is not given. */
  readonly details?: boolean
}

/** Views as documents: a title and the view's table in the measures of GB/T 9704, on its side where it is wide. */
export function docxRenderer({ details = false }: DocxOptions = {}): Renderer {
  return {
    name: 'docx',
    extension: '.docx',
    mediaType,
    shows: () => true,
    render: async (shown: Shown) => {
      const { words } = shown
      const subject = Object.hasOwn(subjects, shown.view)
        ? (subjects[shown.view as CoreView] as (shown: Shown) => Text | null)(shown)
        : null
      const title = titleOf(shown, subject)
      const { table, across } = viewTable(shown.table, words, details)
      const blocks = table.columns.length === 0 || table.rows.length === 0 ? [paragraph(officialWords(words).none)] : [table]
      const body = compiled(blocks, words, across ? textWidthAcross : textWidth)
      return file([...titled(title, undefined, words, 0), ...body], words, { title, day: onOf(shown.value) ?? noDay, across })
    },
    renderError: async (error, words) => {
      const own = officeWords(words)
      const { code, sentence, places } = words.error(error)
      const blocks = [
        paragraph(`${own.columns.code}: ${code}`),
        paragraph(sentence),
        ...places.flatMap((place) => [heading(1, place.path || own.nothing), paragraph(`${place.code}: ${place.sentence}`)]),
      ]
      const body = compiled(blocks, words, textWidth)
      return file([...titled(own.error, undefined, words, 0), ...body], words, { title: own.error, day: noDay })
    },
  }
}
