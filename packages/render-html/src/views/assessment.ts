import type { ValueIn } from '@bihuan/core'
import { bars } from '../charts/bars.ts'
import type { Chart } from '../charts/chart.ts'
import { slopes } from '../charts/slopes.ts'
import { html } from '../markup.ts'
import { inLang, type Page, type Written } from '../parts/page.ts'
import { facts, figure, legend, swatch } from '../parts/sections.ts'
import { flat, table } from '../parts/table.ts'
import { picture } from '../parts/view.ts'

/** Assessment: the league of units, a unit's card explained line by line, and another scheme tried on the past. */

const signed = (points: number): string => (points > 0 ? `+${points}` : String(points))

function leagueBars(value: ValueIn<'leagueTable'>, page: Page): Chart {
  const lines = value.groups.flatMap((group) => [
    { name: inLang(group.name, page) },
    ...group.rows.map((row) => ({
      name: `${row.rank}  ${inLang(row.unit.name, page)}`,
      parts: [
        { look: 'bar', value: row.base },
        { look: 'bar2', value: row.bonus },
        { look: 'bar4', value: row.adjustment },
        { look: 'bar3', value: row.deduction },
      ],
      says: `${row.points}  ${inLang(row.grade.name, page)}`,
    })),
  ])
  const { words, own } = page
  const title = `${words.view('leagueTable')} · ${value.name === null ? value.round : inLang(value.name, page)}`
  return bars(lines, {
    title,
    desc: own.leagueDesc(value.groups.length),
    full: Math.max(0, ...value.groups.map((group) => group.fullMarks)),
  })
}

export const leagueTable = picture('leagueTable', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    const marks = [
      [swatch('bar'), words.column('base')],
      [swatch('bar2'), words.column('bonus')],
      [swatch('bar3'), words.column('deduction')],
      [swatch('bar4'), words.column('adjustment')],
    ] as const
    return {
      subject: value.name === null ? value.round : inLang(value.name, page),
      stats: value.stage === null ? [] : [{ name: words.column('stage'), value: words.code('roundStage', value.stage) }],
      sections: [
        {
          id: page.anchor('league'),
          title: own.allGroups,
          body:
            value.groups.length === 0
              ? html`<p class="note">${own.noRound}</p>`
              : figure(
                  leagueBars(value, page),
                  page.anchor('league', 'chart'),
                  page,
                  flat(flatTable, words.view('leagueTable'), page),
                  legend(marks),
                ),
        },
        ...value.groups.map((group) => ({
          id: page.anchor('group', group.group),
          title: inLang(group.name, page),
          count: group.rows.length,
          body: html`<p>${own.fullMarks} ${group.fullMarks} · ${group.grades.map((grade, at) => html`${at > 0 ? ' · ' : null}${inLang(grade.name, page)} ${grade.count}`)}</p>${table(
            {
              name: inLang(group.name, page),
              rows: group.rows,
              columns: [
                { head: words.column('rank'), look: 'n', cell: (row) => row.rank },
                { head: words.column('unit'), look: 'h', cell: (row) => inLang(row.unit.name, page) },
                { head: words.column('score'), look: 'n', cell: (row) => html`<b>${row.points}</b>` },
                { head: words.column('grade'), look: 'k', cell: (row) => inLang(row.grade.name, page) },
                { head: words.column('base'), look: 'n', cell: (row) => row.base },
                { head: words.column('bonus'), look: 'n', cell: (row) => row.bonus },
                { head: words.column('deduction'), look: 'n', cell: (row) => row.deduction },
                { head: words.column('adjustment'), look: 'n', cell: (row) => row.adjustment },
                {
                  head: words.column('vetoed'),
                  look: 'k',
                  cell: (row) => (row.vetoed ? html`<span class="no">${words.code('flag', 'true')}</span>` : words.code('flag', 'false')),
                },
              ],
            },
            page,
          )}`,
        })),
      ],
      whole: true,
    }
  },
  chart: ({ value }, page) => leagueBars(value, page),
})

type Line = NonNullable<ValueIn<'scorecard'>['card']>['lines'][number]

const lineLook: Readonly<Record<string, string>> = { base: 'bar', bonus: 'bar2', deduction: 'bar3', adjustment: 'bar4' }

const lineName = (line: Line, page: Page): string => (line.name === null ? page.words.code('lineKind', line.kind) : inLang(line.name, page))
const measureOf = (measure: Written | null, page: Page): string =>
  measure === null ? '—' : typeof measure === 'string' ? page.words.metric(measure) : inLang(measure, page)
const workings = (line: Line, page: Page): string =>
  line.workings.map(({ step, numbers }) => page.words.code('working', [step, ...numbers].join(' '))).join(page.lang === 'zh' ? '；' : '; ')

function cardBars(value: ValueIn<'scorecard'>, page: Page): Chart {
  const lines = (value.card?.lines ?? []).map((line) => ({
    name: lineName(line, page),
    parts: [{ look: lineLook[line.kind] ?? 'was', value: line.points }],
    says: line.worth === null ? signed(line.points) : `${line.points} / ${line.worth}`,
  }))
  const title = `${page.words.view('scorecard')} · ${value.card ? inLang(value.card.unit.name, page) : value.round}`
  return bars(lines, { title, desc: page.own.cardDesc(value.card?.points ?? null) })
}

export const scorecard = picture('scorecard', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    const { card } = value
    const round = value.name === null ? value.round : inLang(value.name, page)
    if (!card)
      return {
        subject: round,
        sections: [{ id: page.anchor('card'), title: words.view('scorecard'), body: html`<p class="note">${own.noCard}</p>` }],
      }
    const lines = table(
      {
        name: own.lines,
        rows: card.lines,
        columns: [
          { head: words.column('name'), look: 'h', cell: (line) => lineName(line, page) },
          { head: words.column('kind'), look: 'k', cell: (line) => words.code('lineKind', line.kind) },
          { head: words.column('metric'), cell: (line) => measureOf(line.measure, page) },
          { head: words.column('value'), look: 'n', cell: (line) => line.value ?? '—' },
          { head: words.column('worth'), look: 'n', cell: (line) => line.worth ?? '—' },
          { head: words.column('score'), look: 'n', cell: (line) => html`<b>${line.points}</b>` },
          { head: words.column('workings'), look: 'x', cell: (line) => workings(line, page) || '—' },
          { head: words.column('events'), look: 'n', cell: (line) => line.rests.length },
        ],
      },
      page,
    )
    return {
      subject: `${inLang(card.unit.name, page)} · ${round}`,
      stats: [
        { name: words.column('score'), value: card.points, note: own.sumOfLines },
        { name: words.column('rank'), value: `${card.rank} / ${card.of}`, note: inLang(card.group.name, page) },
        { name: words.column('grade'), value: inLang(card.grade.name, page) },
        {
          name: words.column('stage'),
          value: value.stage === null ? '—' : words.code('roundStage', value.stage),
          note: value.period && `${value.period.from} – ${value.period.to}`,
        },
      ],
      sections: [
        {
          id: page.anchor('lines'),
          title: own.lines,
          count: card.lines.length,
          body: html`${figure(cardBars(value, page), page.anchor('lines', 'chart'), page)}${lines}<details><summary>${own.asTable}</summary>${flat(flatTable, words.view('scorecard'), page)}</details>`,
        },
        {
          id: page.anchor('appeals'),
          title: own.appeals,
          count: card.appeals.length,
          body: table(
            {
              name: own.appeals,
              rows: card.appeals,
              columns: [
                { head: words.column('id'), look: 'i', cell: (one) => one.appeal },
                { head: words.column('since'), look: 'd', cell: (one) => one.filed },
                { head: words.column('note'), look: 'x', cell: (one) => inLang(one.reason, page) },
                { head: own.decided, look: 'd', cell: (one) => one.decided ?? '—' },
                { head: own.upheld, look: 'k', cell: (one) => (one.upheld === null ? '—' : words.code('flag', String(one.upheld))) },
                { head: words.column('adjustment'), look: 'n', cell: (one) => one.points ?? '—' },
              ],
            },
            page,
          ),
        },
        {
          id: page.anchor('basis'),
          title: own.basis,
          body: facts([
            [own.scheme, value.scheme],
            [own.cutOff, value.cutOff],
            [words.column('vetoed'), card.vetoes.length > 0 && card.vetoes.join(', ')],
          ]),
        },
      ],
      whole: true,
    }
  },
  chart: ({ value }, page) => cardBars(value, page),
})

export const backtest = picture('backtest', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    return {
      subject: `${value.period.from} – ${value.period.to}`,
      stats: [
        { name: own.scheme, value: value.scheme ?? own.draft },
        { name: own.comparedWith, value: value.round ?? '—' },
        { name: own.regraded, value: value.regraded },
        { name: own.units, value: value.rows.length },
      ],
      sections: [
        {
          id: page.anchor('slopes'),
          title: own.beforeAndAfter,
          body:
            value.rows.length === 0
              ? html`<p class="note">${own.nothing}</p>`
              : figure(
                  slopes(value, page),
                  page.anchor('slopes', 'chart'),
                  page,
                  undefined,
                  legend([
                    [swatch('bar2'), own.more],
                    [swatch('bar3'), own.less],
                  ]),
                ),
        },
        {
          id: page.anchor('table'),
          title: words.view('backtest'),
          count: value.rows.length,
          body: flat(flatTable, words.view('backtest'), page),
        },
        {
          id: page.anchor('lines'),
          title: own.lines,
          body: value.rows.map(
            (row) =>
              html`<details><summary>${inLang(row.unit.name, page)} · ${row.points}</summary>${table(
                {
                  name: inLang(row.unit.name, page),
                  rows: row.lines,
                  columns: [
                    { head: words.column('name'), look: 'h', cell: (line) => lineName(line, page) },
                    { head: words.column('value'), look: 'n', cell: (line) => line.value ?? '—' },
                    { head: words.column('score'), look: 'n', cell: (line) => line.points },
                    { head: words.column('workings'), look: 'x', cell: (line) => workings(line, page) || '—' },
                  ],
                },
                page,
              )}</details>`,
          ),
        },
      ],
      whole: true,
    }
  },
  chart: ({ value }, page) => slopes(value, page),
})
