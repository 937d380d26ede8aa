import type { ValueIn } from '@bihuan/core'
import { bars } from '../charts/bars.ts'
import type { Chart } from '../charts/chart.ts'
import { lanes } from '../charts/lanes.ts'
import { type Child, html } from '../markup.ts'
import { counts, isLight, light, lightBar, progressBar } from '../parts/lights.ts'
import { inLang, type Page, personalText } from '../parts/page.ts'
import { facts, figure, legend, swatch } from '../parts/sections.ts'
import { flat, type Head, said, table } from '../parts/table.ts'
import { picture } from '../parts/view.ts'

/** Books and files: the ledger, one task's thread, dossiers, and what changed. */

type LedgerRow = ValueIn<'ledger'>['rows'][number]

/** The book of all tasks: every column of the ledger, its progress as a bar beside the numbers. */
export const ledger = picture('ledger', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    const columns: Head<FlatRow>[] = flatTable.columns.map((column) => ({
      head: words.column(column.key),
      look:
        column.key === 'title'
          ? 'h'
          : column.key === 'task'
            ? 'i'
            : column.kind === 'day'
              ? 'd'
              : ['percent', 'count', 'number'].includes(column.kind)
                ? 'n'
                : column.kind === 'text'
                  ? 'x'
                  : column.key === 'reasons'
                    ? 'x'
                    : 'k',
      cell: ({ row, one }) =>
        column.key === 'actual'
          ? html`${one.actual}% ${progressBar(one.actual, one.planned, one.light, 64)}`
          : said(row[column.key], column, page),
    }))
    type FlatRow = { readonly row: (typeof flatTable.rows)[number]; readonly one: LedgerRow }
    const rows = flatTable.rows.map((row, at) => ({ row, one: value.rows[at] as LedgerRow }))
    // What it is about comes first, what it is called for programs last.
    const at = flatTable.columns.findIndex(({ key }) => key === 'title')
    const title = columns[at] as Head<FlatRow>
    const order = [title, ...columns.filter((one, i) => i !== at && one.look !== 'i'), ...columns.filter((one) => one.look === 'i')]
    return {
      stats: [
        { name: own.tasks, value: value.total, note: value.rows.length < value.total && own.shownOf(value.rows.length, value.total) },
        { name: words.column('light'), value: lightBar(value.lights, 160), note: counts(value.lights, page) },
      ],
      sections: [
        {
          id: page.anchor('ledger'),
          title: words.view('ledger'),
          count: value.rows.length,
          body: table<FlatRow>({ name: words.view('ledger'), rows, columns: order }, page),
        },
      ],
      whole: true,
    }
  },
})

const threadTitle = (value: ValueIn<'thread'>, page: Page): string => (value.title === null ? value.task : inLang(value.title, page))

export const thread = picture('thread', {
  layout({ value }, page) {
    const { own, words } = page
    const item = (one: (typeof value.entries)[number]) =>
      html`<li><div class="when">${one.on} · ${words.code('list', one.list)} · ${one.subject} · ${own.eventNo} ${one.position}</div><b>${words.code('anyState', one.what)}</b>${one.unit ? html` <span>${inLang(one.unit.name, page)}</span>` : null}${one.note === null ? null : html`<div class="long"${inLang(one.note, page).length > 400 ? html` tabindex="0" role="group"` : null}>${inLang(one.note, page)}</div>`}</li>`
    const pages = Array.from({ length: Math.ceil(value.entries.length / 100) }, (_, at) => value.entries.slice(at * 100, at * 100 + 100))
    const list = pages.map(
      (entries, at) =>
        html`<details${at === 0 ? html` open` : null}><summary>${own.rowsFromTo(at * 100 + 1, at * 100 + entries.length, value.entries.length)}</summary><ol class="timeline">${entries.map(item)}</ol></details>`,
    )
    const title = threadTitle(value, page)
    return {
      subject: title,
      stats: [
        { name: own.entries, value: value.entries.length },
        { name: words.column('task'), value: value.task },
      ],
      sections: [
        {
          id: page.anchor('lanes'),
          title: own.fiveLanes,
          body:
            value.entries.length === 0
              ? html`<p class="note">${own.nothing}</p>`
              : figure(lanes(value, `${words.view('thread')} · ${title}`, page), page.anchor('lanes', 'chart'), page),
        },
        {
          id: page.anchor('entries'),
          title: own.inOrder,
          count: value.entries.length,
          body: value.entries.length === 0 ? html`<p class="note">${own.nothing}</p>` : list,
        },
      ],
      whole: true,
    }
  },
  chart: ({ value }, page) => lanes(value, `${page.words.view('thread')} · ${threadTitle(value, page)}`, page),
})

/** A file on a unit, a post or a task: how it stands in numbers, then a section for each kind of item. */
export const dossier = picture('dossier', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    const { ledger: row } = value
    const sections = Object.entries(value.counts).filter(([, count]) => count > 0)
    type DossierRow = (typeof value.rows)[number]
    const columns: readonly (Head<DossierRow> & { readonly there: (one: DossierRow) => boolean })[] = [
      { head: words.column('title'), look: 'h', cell: (one) => inLang(one.title, page), there: () => true },
      {
        head: words.column('state'),
        look: 'k',
        cell: (one) => (one.state === null ? '—' : words.code('anyState', one.state)),
        there: (one) => one.state !== null,
      },
      {
        head: words.column('light'),
        look: 'k',
        cell: (one) => (isLight(one.light) ? light(one.light, page) : '—'),
        there: (one) => one.light !== null,
      },
      { head: words.column('unit'), cell: (one) => (one.unit ? inLang(one.unit.name, page) : '—'), there: (one) => one.unit !== null },
      { head: words.column('since'), look: 'd', cell: (one) => one.since ?? '—', there: (one) => one.since !== null },
      { head: words.column('due'), look: 'd', cell: (one) => one.due ?? '—', there: (one) => one.due !== null },
      { head: words.column('lateDays'), look: 'n', cell: (one) => one.days ?? '—', there: (one) => one.days !== null },
      {
        head: words.column('note'),
        look: 'x',
        cell: (one) => (one.note === null ? '—' : personalText(one.note, page)),
        there: (one) => one.note !== null,
      },
      { head: words.column('id'), look: 'i', cell: (one) => one.id, there: () => true },
    ]
    const name = value.name === null ? value.id : inLang(value.name, page)
    const of = (code: string) => value.rows.filter((one) => one.section === code)
    return {
      subject: `${words.code('kind', value.kind)} · ${name}`,
      stats: [
        { name: words.column('light'), value: lightBar(value.lights, 160), note: counts(value.lights, page) },
        { name: words.code('anyState', 'returned'), value: value.returned },
        { name: words.code('anyState', 'revoked'), value: value.revoked },
        { name: words.code('anyState', 'disputed'), value: value.disputed },
        { name: words.column('lateDays'), value: value.lateDays },
      ],
      sections: [
        ...(row
          ? [
              {
                id: page.anchor('ledger'),
                title: words.view('ledger'),
                body: facts([
                  [
                    words.column('light'),
                    html`${light(row.light, page)} ${progressBar(row.actual, row.planned, row.light)} ${own.actualOfPlan} ${row.actual}/${row.planned}%`,
                  ],
                  [words.column('goal'), inLang(row.goal.name, page)],
                  [words.column('stage'), words.code('stage', row.stage)],
                  [words.column('lead'), row.lead && inLang(row.lead.name, page)],
                  [words.column('responsible'), row.responsible && inLang(row.responsible.name, page)],
                  [
                    words.column('cooperating'),
                    row.cooperating.length > 0 &&
                      row.cooperating.map((unit) => inLang(unit.name, page)).join(page.lang === 'zh' ? '、' : ', '),
                  ],
                  [own.period, `${row.from} – ${row.due}`],
                  [words.column('content'), row.content && inLang(row.content, page)],
                  [words.column('scale'), row.scale && inLang(row.scale, page)],
                  [words.column('amount'), row.amount],
                  [words.column('source'), row.source && inLang(row.source, page)],
                  [
                    words.column('measures'),
                    row.measures.length > 0 && row.measures.map((one) => inLang(one, page)).join(page.lang === 'zh' ? '；' : '; '),
                  ],
                ]),
              },
            ]
          : []),
        ...sections.map(([code, count]) => {
          const rows = of(code)
          return {
            id: page.anchor('section', code),
            title: words.code('section', code),
            count,
            body: table<DossierRow>(
              { name: words.code('section', code), rows, columns: columns.filter(({ there }) => rows.some(there)) },
              page,
            ),
          }
        }),
        {
          id: page.anchor('all'),
          title: own.asTable,
          count: flatTable.rows.length,
          body: html`<details><summary>${own.asTable}</summary>${flat(flatTable, words.view('dossier'), page)}</details>`,
        },
      ],
      whole: true,
    }
  },
})

type Changes = ValueIn<'changes'>

const changeBars = ({ on, from, counts: kinds }: Changes, { words, own }: Page): Chart => {
  const good = new Set(['closed', 'advanced'])
  const bad = new Set(['reopened', 'slipped', 'removed'])
  const lines = kinds.flatMap(({ kind, before, after, changes }) => {
    const there = Object.entries(changes).filter(([, count]) => count > 0)
    if (there.length === 0) return []
    return [
      { name: `${words.code('kind', kind)} ${before} → ${after}` },
      ...there.map(([change, count]) => ({
        name: words.code('change', change),
        parts: [{ look: good.has(change) ? 'bar2' : bad.has(change) ? 'bar3' : 'bar', value: count }],
        says: String(count),
      })),
    ]
  })
  return bars(lines.length === 0 ? [{ name: own.nothingChanged }] : lines, {
    title: `${words.view('changes')} · ${from} → ${on}`,
    desc: own.changesDesc(kinds.reduce((sum, { changes }) => sum + Object.values(changes).reduce((a, b) => a + b, 0), 0)),
  })
}

/** Two days compared: how much of what changed, and each change with before and after. */
export const changes = picture('changes', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    const told = (one: Changes['rows'][number], text: Changes['rows'][number]['from']): Child => {
      if (text === null) return '—'
      const is = inLang(text, page)
      if (one.change === 'relit' && isLight(is)) return light(is, page)
      return ['responsible', 'lead', 'cooperating'].includes(one.change) ? is : words.code('changed', is)
    }
    return {
      subject: `${value.from} → ${value.on}`,
      stats: value.counts.map(({ kind, before, after }) => ({ name: words.code('kind', kind), value: `${before} → ${after}` })),
      sections: [
        {
          id: page.anchor('bars'),
          title: own.whatChanged,
          body: figure(
            changeBars(value, page),
            page.anchor('bars', 'chart'),
            page,
            flat(flatTable, words.view('changes'), page),
            legend([
              [swatch('bar2'), own.forTheBetter],
              [swatch('bar3'), own.forTheWorse],
              [swatch('bar'), own.otherChange],
            ]),
          ),
        },
        {
          id: page.anchor('rows'),
          title: words.view('changes'),
          count: value.rows.length,
          body: table<Changes['rows'][number]>(
            {
              name: words.view('changes'),
              rows: value.rows,
              columns: [
                { head: words.column('title'), look: 'h', cell: (one) => inLang(one.title, page) },
                { head: words.column('kind'), look: 'k', cell: (one) => words.code('kind', one.kind) },
                { head: words.column('change'), look: 'k', cell: (one) => words.code('change', one.change) },
                { head: words.column('before'), cell: (one) => told(one, one.from) },
                { head: words.column('after'), cell: (one) => told(one, one.to) },
                { head: words.column('days'), look: 'n', cell: (one) => one.days ?? '—' },
                { head: words.column('points'), look: 'n', cell: (one) => one.points ?? '—' },
                { head: words.column('unit'), cell: (one) => (one.unit ? inLang(one.unit.name, page) : '—') },
              ],
            },
            page,
          ),
        },
      ],
      whole: true,
    }
  },
  chart: ({ value }, page) => changeBars(value, page),
})
