import type { Dictionary, Renderer } from '@bihuan/core'
import { bodyOf, chapterOf, contentsOf, dayOfValue } from './chapter.ts'
import { bytesOf, document } from './document.ts'
import { html } from './markup.ts'
import { pageOf } from './parts/page.ts'
import type { Paper } from './style/page.ts'
import { pageWords } from './words/index.ts'

export interface HtmlOptions {
  /** What walls are printed on, across: A3 when left out. Other pages are printed on A4. */
  readonly wallPaper?: Paper
}

/**
 * Views as pages: each one file of HTML, which needs nothing else, runs no script, opens from a folder, and prints. Core views have a
 * layout of their own with charts as SVG and the same as a table; others are shown as their table.
 */
export function htmlRenderer({ wallPaper = 'A3' }: HtmlOptions = {}): Renderer {
  return {
    name: 'html',
    extension: '.html',
    mediaType: 'text/html; charset=utf-8',
    shows: () => true,
    async render(shown) {
      const { words } = shown
      const own = pageWords[words.lang]
      const page = pageOf(words, own, 'v')
      const layout = chapterOf(shown, page)
      const on = dayOfValue(shown.value)
      return bytesOf(
        document({
          own,
          title: words.view(shown.view),
          subtitle: [layout.subject, on === undefined ? undefined : own.asOf(on)].filter((part) => part !== undefined).join(' · '),
          paper: layout.sheets ? wallPaper : 'A4',
          wall: layout.sheets !== undefined,
          body: bodyOf(layout, 2),
          contents: contentsOf(layout.sections, page),
        }),
      )
    },
    async renderError(error, words) {
      const own = pageWords[words.lang]
      return bytesOf(document({ own, title: own.errorTitle, subtitle: '', paper: 'A4', wall: false, body: errorBody(error, words) }))
    },
  }
}

function errorBody(error: unknown, words: Dictionary) {
  const { code, sentence, places } = words.error(error)
  const own = pageWords[words.lang]
  const list = places.map(
    (place) => html`<dt>${place.path || '—'}</dt><dd class="long">${place.sentence} <span class="note">${place.code}</span></dd>`,
  )
  return html`<section role="alert"><p class="long"${sentence.length > 400 ? html` tabindex="0"` : null}><b>${sentence}</b></p><p class="note">${code}</p>${list.length === 0 ? null : html`<h2>${own.places}</h2><dl class="facts">${list}</dl>`}</section>`
}
