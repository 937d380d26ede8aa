import type { ValueIn } from '@bihuan/core'
import { funnels } from '../charts/flow.ts'
import { html } from '../markup.ts'
import { percent } from '../parts/numbers.ts'
import { inLang, type Page } from '../parts/page.ts'
import { figure } from '../parts/sections.ts'
import { flat, table } from '../parts/table.ts'
import { picture } from '../parts/view.ts'

type Loop = ValueIn<'loop'>

const stageFunnel = (value: Loop, page: Page) => {
  const { words, own } = page
  const kinds = value.rates.map(({ kind }) => kind)
  const of = kinds.map((kind) => ({
    name: words.code('kind', kind),
    stages: value.stages
      .filter((stage) => stage.kind === kind)
      .map(({ stage, count, waiting, oldest }) => ({
        name: words.code('anyState', stage),
        count,
        says: `${count}${waiting > 0 ? ` · ${own.waiting(waiting, oldest ?? 0)}` : ''}`,
      })),
  }))
  return funnels(of, `${words.view('loop')} · ${value.on}`, own.loopDesc(value.stages.length), page)
}

/** How much goes all the way, where it stands, how long each part takes, what is stuck, and what came back. */
export const loop = picture('loop', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    const kind = (one: { readonly kind: string }) => words.code('kind', one.kind)
    return {
      stats: value.rates.map((rate) => ({
        name: `${kind(rate)} · ${own.closingRate}`,
        value: percent(rate.share) ?? '—',
        note: own.closedOf(rate.closed, rate.came, rate.open),
      })),
      sections: [
        {
          id: page.anchor('funnel'),
          title: own.whereItStands,
          body: figure(stageFunnel(value, page), page.anchor('funnel', 'chart'), page, flat(flatTable, words.view('loop'), page)),
        },
        {
          id: page.anchor('rates'),
          title: own.closingRate,
          body: table(
            {
              name: own.closingRate,
              rows: value.rates,
              columns: [
                { head: words.column('kind'), look: 'h', cell: kind },
                { head: own.came, look: 'n', cell: (one) => one.came },
                { head: words.code('anyState', 'closed'), look: 'n', cell: (one) => one.closed },
                { head: own.stillOpen, look: 'n', cell: (one) => one.open },
                { head: own.leftOtherwise, look: 'n', cell: (one) => one.left },
                { head: own.standing, look: 'n', cell: (one) => one.standing },
                { head: own.closingRate, look: 'n', cell: (one) => percent(one.share) ?? '—' },
              ],
            },
            page,
          ),
        },
        {
          id: page.anchor('cycles'),
          title: own.cycleTimes,
          body: table(
            {
              name: own.cycleTimes,
              rows: value.cycles,
              columns: [
                { head: words.column('kind'), look: 'h', cell: kind },
                {
                  head: own.way,
                  cell: (one) => `${words.code('anyState', one.from)}${one.to === null ? '' : ` → ${words.code('anyState', one.to)}`}`,
                },
                { head: words.column('count'), look: 'n', cell: (one) => one.count },
                { head: own.medianDays, look: 'n', cell: (one) => one.median },
                { head: words.column('p90'), look: 'n', cell: (one) => one.p90 },
              ],
            },
            page,
          ),
        },
        {
          id: page.anchor('stuck'),
          title: own.stuck,
          count: value.stuck.length,
          body: table(
            {
              name: own.stuck,
              rows: value.stuck,
              columns: [
                { head: words.column('kind'), look: 'k', cell: kind },
                { head: words.column('title'), look: 'h', cell: (one) => inLang(one.title, page) },
                { head: words.column('stage'), look: 'k', cell: (one) => words.code('anyState', one.stage) },
                { head: words.column('unit'), cell: (one) => (one.unit ? inLang(one.unit.name, page) : '—') },
                { head: words.column('since'), look: 'd', cell: (one) => one.since },
                { head: words.column('days'), look: 'n', cell: (one) => one.days },
              ],
            },
            page,
          ),
        },
        {
          id: page.anchor('returns'),
          title: own.returns,
          body: html`${table(
            {
              name: own.returns,
              rows: value.returns,
              columns: [
                { head: words.column('kind'), look: 'h', cell: kind },
                { head: own.requests, look: 'n', cell: (one) => one.requests },
                { head: words.code('anyState', 'returned'), look: 'n', cell: (one) => `${one.returned} / ${one.verified}` },
                { head: words.column('share'), look: 'n', cell: (one) => percent(one.returnedShare) ?? '—' },
                { head: words.code('anyState', 'revoked'), look: 'n', cell: (one) => `${one.revoked} / ${one.approved}` },
                { head: words.column('share'), look: 'n', cell: (one) => percent(one.revokedShare) ?? '—' },
              ],
            },
            page,
          )}`,
        },
      ],
      whole: true,
    }
  },
  chart: ({ value }, page) => stageFunnel(value, page),
})
