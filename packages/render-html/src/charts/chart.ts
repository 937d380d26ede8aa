import { type Child, html, type Markup, verbatim } from '../markup.ts'
import { chartStyle } from '../style/chart.ts'
import { symbols } from './lights.ts'

/** A drawing: its size in units of the drawing, what it is called and says, and what is in it. */
export interface Chart {
  readonly width: number
  readonly height: number
  readonly title: string
  /** What it shows, in a sentence, for those who don't see it. */
  readonly desc: string
  readonly body: Child
}

/** A chart within a page, which has the style and the symbols. */
export const inPage = (chart: Chart, id: string): Markup =>
  html`<svg class="chart" viewBox="0 0 ${Math.ceil(chart.width)} ${Math.ceil(chart.height)}" width="${Math.ceil(chart.width)}" height="${Math.ceil(chart.height)}" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${chart.title}</title><desc id="${id}-d">${chart.desc}</desc>${chart.body}</svg>`

/** A chart as a file of its own. */
export const standalone = (chart: Chart, lang: string): Markup => {
  const [width, height] = [Math.ceil(chart.width) + 48, Math.ceil(chart.height) + 48]
  return html`${verbatim('<?xml version="1.0" encoding="UTF-8"?>\n')}<svg xmlns="http://www.w3.org/2000/svg" class="alone" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d" xml:lang="${lang}"><title id="t">${chart.title}</title><desc id="d">${chart.desc}</desc><style>${verbatim(chartStyle)}</style><defs>${symbols}</defs><rect class="paper" width="${width}" height="${height}"/><g transform="translate(24 24)">${chart.body}</g></svg>
`
}
