import type { ValueIn } from '@bihuan/core'
import { ladderSteps } from '../charts/steps.ts'
import { html } from '../markup.ts'
import { inLang } from '../parts/page.ts'
import { figure } from '../parts/sections.ts'
import { flat, table } from '../parts/table.ts'
import { picture } from '../parts/view.ts'

type Row = ValueIn<'ladder'>['rows'][number]
type Why = Row['why'][number]

const codeOf = (why: Why): string =>
  'tasks' in why ? `${why.code} ${why.tasks.length}` : 'days' in why ? `${why.code} ${why.days}` : `${why.code} ${why.count}`

/** Where each unit stands on the ladder of consequences, what is suggested next and why; a person decides. */
export const ladder = picture('ladder', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    const listings = value.rows.flatMap((row) => row.listings.map((listing) => ({ row, listing })))
    return {
      stats: value.order.map((step) => ({
        name: words.code('consequence', step),
        value: value.rows.filter((row) => row.reached === step).length,
        note: own.unitsThere,
      })),
      sections: [
        {
          id: page.anchor('steps'),
          title: words.view('ladder'),
          count: value.rows.length,
          body:
            value.rows.length === 0
              ? html`<p class="note">${own.nothing}</p>`
              : html`${figure(ladderSteps(value, page), page.anchor('steps', 'chart'), page, flat(flatTable, words.view('ladder'), page))}<p class="note">${own.personDecides}</p>`,
        },
        {
          id: page.anchor('next'),
          title: own.suggestedNext,
          body: table<Row>(
            {
              name: own.suggestedNext,
              rows: value.rows.filter((row) => row.next !== null),
              columns: [
                { head: words.column('unit'), look: 'h', cell: (row) => inLang(row.unit.name, page) },
                {
                  head: words.column('reached'),
                  look: 'k',
                  cell: (row) => (row.reached === null ? '—' : words.code('consequence', row.reached)),
                },
                { head: words.column('suggested'), look: 'k', cell: (row) => html`<b>${words.code('consequence', row.next ?? '')}</b>` },
                {
                  head: words.column('why'),
                  look: 'x',
                  cell: (row) => row.why.map((why) => words.code('whySuggested', codeOf(why))).join(page.lang === 'zh' ? '；' : '; '),
                },
                { head: words.column('waits'), look: 'd', cell: (row) => row.waits ?? '—' },
                { head: own.tasks, look: 'x', cell: (row) => row.tasks.join(page.lang === 'zh' ? '、' : ', ') || '—' },
              ],
            },
            page,
          ),
        },
        {
          id: page.anchor('listings'),
          title: words.code('consequence', 'listing'),
          count: listings.length,
          body: table<(typeof listings)[number]>(
            {
              name: words.code('consequence', 'listing'),
              rows: listings,
              columns: [
                { head: words.column('unit'), look: 'h', cell: ({ row }) => inLang(row.unit.name, page) },
                { head: words.column('note'), look: 'x', cell: ({ listing }) => inLang(listing.reason, page) },
                { head: words.column('listedUntil'), look: 'd', cell: ({ listing }) => listing.due },
                {
                  head: words.column('left'),
                  look: 'n',
                  cell: ({ listing }) => (listing.left < 0 ? html`<span class="no">${listing.left}</span>` : listing.left),
                },
                { head: own.tasks, look: 'x', cell: ({ listing }) => listing.tasks.join(page.lang === 'zh' ? '、' : ', ') || '—' },
              ],
            },
            page,
          ),
        },
      ],
      whole: true,
    }
  },
  chart: ({ value }, page) => ladderSteps(value, page),
})
