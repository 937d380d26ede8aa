import { InvalidInput, type Renderer } from '@bihuan/core'
import { type Chart, standalone } from './charts/chart.ts'
import { label, lines } from './charts/text.ts'
import { bytesOf } from './document.ts'
import { html } from './markup.ts'
import { pageOf } from './parts/page.ts'
import { pictureOf } from './views/index.ts'
import { pageWords } from './words/index.ts'

/**
 * The chart of a view as a drawing by itself, for slides and documents: SVG without scripts and with nothing from elsewhere. Shows the
 * views that have a chart. What there is no room for is cut in the drawing and stands whole in its tooltip.
 */
export function svgRenderer(): Renderer {
  return {
    name: 'svg',
    extension: '.svg',
    mediaType: 'image/svg+xml',
    shows: (view) => pictureOf(view)?.chart !== undefined,
    async render(shown) {
      const chart = pictureOf(shown.view)?.chart
      if (!chart)
        throw new InvalidInput([
          { path: ['view'], code: 'notShown', message: 'this view has no chart', params: { view: shown.view, by: 'svg' } },
        ])
      const own = pageWords[shown.words.lang]
      return bytesOf(standalone(chart(shown as never, pageOf(shown.words, own, 'v')), own.htmlLang))
    },
    async renderError(error, words) {
      const { code, sentence, places } = words.error(error)
      const own = pageWords[words.lang]
      const told = [sentence, code, ...places.map((place) => `${place.path} ${place.sentence} ${place.code}`)]
      let y = 0
      const body = told.flatMap((text, at) => {
        const said = lines(text, 14, 720, 8)
        y += 8
        return said.map((line, n) => {
          y += 20
          return html`<g>${n === 0 ? html`<title>${text}</title>` : null}${label(0, y, line, { size: 14, look: at === 0 ? 'bold' : 'soft' })}</g>`
        })
      })
      const chart: Chart = { width: 736, height: y + 8, title: own.errorTitle, desc: sentence, body }
      return bytesOf(standalone(chart, own.htmlLang))
    },
  }
}
