import { inPage } from '../charts/chart.ts'
import { trendBoard, trendChart } from '../charts/trend.ts'
import { html } from '../markup.ts'
import { counts, light } from '../parts/lights.ts'
import { percent } from '../parts/numbers.ts'
import { inLang } from '../parts/page.ts'
import { facts, legend, stroke } from '../parts/sections.ts'
import { flat, table } from '../parts/table.ts'
import { picture } from '../parts/view.ts'

/** A card an indicator: its light, value and attainment, the trend with target and expected line; then figures that were reported. */
export const indicatorBoard = picture('indicatorBoard', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    const cards = value.rows.map((one, at) => {
      const unit = inLang(one.unit, page)
      const aim = one.band
        ? `${one.band.low}–${one.band.high} ${unit}`
        : one.target === null
          ? null
          : `${words.code('direction', one.direction)} ${one.target} ${unit}`
      return html`<article class="card"><h3>${inLang(one.name, page)}</h3><p class="note">${inLang(one.owner.name, page)}${one.illustrative ? ` · ${own.illustrative}` : null}</p><p><span class="big">${one.value ?? '—'}</span> ${unit} ${light(one.light, page)}</p>${inPage(trendChart(one, value.on, page), page.anchor('trend', String(at)))}${facts(
        [
          [words.column('attainment'), percent(one.attainment)],
          [words.column('expected'), one.expected],
          [words.column('target'), aim],
          [words.column('due'), one.due],
          [words.column('next'), one.next && `${one.next.on}: ${one.next.value}`],
          [words.column('trend'), words.code('trend', one.trend)],
        ],
      )}</article>`
    })
    const signs = [
      [stroke('line'), words.column('value')],
      [stroke('expected'), words.column('expected')],
      [stroke('target'), words.column('target')],
      [stroke('today'), own.today],
    ] as const
    return {
      stats: [
        { name: words.column('indicators'), value: value.rows.length },
        { name: words.column('light'), value: null, note: counts(value.lights, page) },
      ],
      sections: [
        {
          id: page.anchor('board'),
          title: words.view('indicatorBoard'),
          count: value.rows.length,
          body: html`${cards.length === 0 ? html`<p class="note">${own.nothing}</p>` : html`${legend(signs)}<div class="cards">${cards}</div>`}<details><summary>${own.asTable}</summary>${flat(flatTable, words.view('indicatorBoard'), page)}</details>`,
        },
        {
          id: page.anchor('figures'),
          title: own.figures,
          count: value.figures.length,
          body: table(
            {
              name: own.figures,
              rows: value.figures,
              columns: [
                { head: words.column('name'), look: 'h', cell: (one) => inLang(one.name, page) },
                { head: words.column('value'), look: 'n', cell: (one) => `${words.code('qualifier', one.qualifier)} ${one.value}` },
                { head: words.column('unitOfMeasure'), cell: (one) => inLang(one.unit, page) },
                { head: words.column('on'), look: 'd', cell: (one) => one.asOf ?? '—' },
                { head: own.sourceOfFigure, look: 'x', cell: (one) => inLang(one.source, page) },
              ],
            },
            page,
          ),
        },
      ],
      whole: true,
    }
  },
  chart: ({ value }, page) => trendBoard(value, page),
})
