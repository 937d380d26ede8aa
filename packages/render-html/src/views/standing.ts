import type { ValueIn } from '@bihuan/core'
import { bars } from '../charts/bars.ts'
import type { Chart } from '../charts/chart.ts'
import { type Child, html } from '../markup.ts'
import { counts, lightBar } from '../parts/lights.ts'
import { percent } from '../parts/numbers.ts'
import { inLang, listed, type Page, personalText } from '../parts/page.ts'
import { figure, legend, swatch } from '../parts/sections.ts'
import { flat, stepped, table } from '../parts/table.ts'
import { picture } from '../parts/view.ts'

/** What is in place: three in place, who answers for what, and how far it reaches down and across. */

const yes = (is: boolean, { words }: Page): Child =>
  is ? html`<span class="yes">✓ ${words.code('flag', 'true')}</span>` : html`<span class="no">✗ ${words.code('flag', 'false')}</span>`

const readinessBars = ({ on, total, inPlace }: ValueIn<'readiness'>, { words, own }: Page): Chart => {
  const line = (name: string, of: number) => ({ name, parts: [{ look: 'bar2', value: of }], says: `${of} / ${total}` })
  return bars(
    [
      line(words.column('forces'), inPlace.forces),
      line(words.column('responsibilities'), inPlace.responsibilities),
      line(words.column('policies'), inPlace.policies),
      line(own.allThree, inPlace.all),
    ],
    {
      title: `${words.view('readiness')} · ${on}`,
      desc: own.readinessDesc(inPlace.all, total),
      full: total,
    },
  )
}

export const readiness = picture('readiness', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    const lacking = value.rows.filter((row) => row.gaps.length > 0)
    return {
      stats: [
        { name: own.allThree, value: `${value.inPlace.all} / ${value.total}`, note: own.openTasks },
        { name: words.column('gaps'), value: lacking.length, note: own.tasks },
      ],
      sections: [
        {
          id: page.anchor('bars'),
          title: words.view('readiness'),
          body: figure(readinessBars(value, page), page.anchor('bars', 'chart'), page, flat(flatTable, words.view('readiness'), page)),
        },
        {
          id: page.anchor('gaps'),
          title: words.column('gaps'),
          count: lacking.length,
          body: table<(typeof lacking)[number]>(
            {
              name: words.column('gaps'),
              rows: lacking,
              columns: [
                { head: words.column('title'), look: 'h', cell: (row) => inLang(row.title, page) },
                { head: words.column('responsible'), cell: (row) => (row.responsible ? inLang(row.responsible.name, page) : '—') },
                { head: words.column('forces'), look: 'k', cell: (row) => yes(row.forces, page) },
                { head: words.column('responsibilities'), look: 'k', cell: (row) => yes(row.responsibilities, page) },
                { head: words.column('policies'), look: 'k', cell: (row) => yes(row.policies, page) },
                {
                  head: words.column('gaps'),
                  look: 'x',
                  cell: (row) => row.gaps.map((gap) => html`<span class="tag">${words.code('gap', gap)}</span>`),
                },
              ],
            },
            page,
          ),
        },
      ],
      whole: true,
    }
  },
  chart: ({ value }, page) => readinessBars(value, page),
})

const coverageBars = ({ on, overall, byKind, byLevel }: ValueIn<'coverage'>, { words, own }: Page): Chart => {
  type Share = (typeof overall)[number]
  const line = (name: string, { covered, of, share }: Share) => ({
    name,
    parts: [
      { look: 'bar2', value: share ?? 0 },
      { look: 'bar3', value: share === null ? 0 : 100 - share },
    ],
    says: `${percent(share) ?? '—'} · ${covered} / ${of}`,
  })
  return bars(
    [
      { name: words.code('coveragePart', 'overall') },
      ...overall.map((share) => line(words.code('coverage', share.measure), share)),
      { name: words.code('coveragePart', 'byKind') },
      ...byKind.map(({ kind, units }) => line(words.code('unitGroup', kind), units)),
      { name: words.code('coveragePart', 'byLevel') },
      ...byLevel.map(({ level, units }) => line(words.code('unitGroup', level), units)),
    ],
    { title: `${words.view('coverage')} · ${on}`, desc: own.coverageDesc(overall.length), full: 100 },
  )
}

export const coverage = picture('coverage', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    const marks = [
      [swatch('bar2'), words.column('covered')],
      [swatch('bar3'), own.missing],
    ] as const
    return {
      stats: value.overall.map((share) => ({
        name: words.code('coverage', share.measure),
        value: percent(share.share) ?? '—',
        note: `${share.covered} / ${share.of}`,
      })),
      sections: [
        {
          id: page.anchor('bars'),
          title: words.view('coverage'),
          body: figure(
            coverageBars(value, page),
            page.anchor('bars', 'chart'),
            page,
            flat(flatTable, words.view('coverage'), page),
            legend(marks),
          ),
        },
        {
          id: page.anchor('goals'),
          title: words.code('coveragePart', 'byGoal'),
          body: table<(typeof value.goals)[number]>(
            {
              name: words.code('coveragePart', 'byGoal'),
              rows: value.goals,
              columns: [
                {
                  head: words.column('goal'),
                  look: 'h',
                  cell: (goal) => stepped(inLang(goal.name, page), goal.depth - 1),
                },
                ...(value.goals[0]?.shares ?? []).map((share, at) => ({
                  head: words.code('coverage', share.measure),
                  look: 'n' as const,
                  cell: (goal: (typeof value.goals)[number]) => {
                    const one = goal.shares[at]
                    return one && one.of > 0 ? `${percent(one.share)} (${one.covered}/${one.of})` : '—'
                  },
                })),
              ],
            },
            page,
          ),
        },
        {
          id: page.anchor('gaps'),
          title: words.code('coveragePart', 'gaps'),
          count: value.gaps.length,
          body: table<(typeof value.gaps)[number]>(
            {
              name: words.code('coveragePart', 'gaps'),
              rows: value.gaps,
              columns: [
                { head: words.column('name'), look: 'h', cell: (gap) => inLang(gap.name, page) },
                { head: words.column('kind'), look: 'k', cell: (gap) => words.code('kind', gap.kind) },
                { head: words.column('gap'), look: 'k', cell: (gap) => html`<span class="no">${words.code('gap', gap.gap)}</span>` },
                { head: words.column('unit'), cell: (gap) => (gap.unit ? inLang(gap.unit.name, page) : '—') },
                { head: words.column('since'), look: 'd', cell: (gap) => gap.since },
                { head: words.column('days'), look: 'n', cell: (gap) => gap.days },
              ],
            },
            page,
          ),
        },
      ],
      whole: true,
    }
  },
  chart: ({ value }, page) => coverageBars(value, page),
})

type Responsibility = ValueIn<'responsibility'>

/** Posts across, units down: whose portfolio each unit is in. */
const matrix = (value: Responsibility, page: Page): Child => {
  const { own, words } = page
  const posts = value.leads.filter((lead) => value.units.some((unit) => unit.leads.includes(lead.post)))
  return table<Responsibility['units'][number]>(
    {
      name: own.matrix,
      rows: value.units.filter((unit) => unit.leads.length + unit.responsible.length + unit.cooperating.length > 0),
      columns: [
        { head: words.column('unit'), look: 'h', cell: (unit) => inLang(unit.name, page) },
        ...posts.map((post) => ({
          head: inLang(post.title, page),
          look: 'k' as const,
          cell: (unit: Responsibility['units'][number]) =>
            unit.leads.includes(post.post) ? html`<span class="yes">● ${own.leads}</span>` : '',
        })),
        { head: own.responsibleFor, look: 'n', cell: (unit) => unit.responsible.length },
        { head: words.column('cooperating'), look: 'n', cell: (unit) => unit.cooperating.length },
        {
          head: words.column('light'),
          cell: (unit) => (unit.responsible.length === 0 ? '—' : html`${counts(unit.lights, page)}${lightBar(unit.lights, 120)}`),
        },
        { head: words.column('openProblems'), look: 'n', cell: (unit) => unit.openProblems },
      ],
    },
    page,
  )
}

export const responsibility = picture('responsibility', {
  layout({ value, table: flatTable }, page) {
    const { own, words } = page
    const { gaps } = value
    const gapRows = [
      ...gaps.goalsWithoutTasks.map((goal) => ({ kind: 'goal', name: inLang(goal.name, page), gap: 'noTasks' })),
      ...gaps.tasksWithoutLead.map((task) => ({ kind: 'task', name: task, gap: 'noLead' })),
      ...gaps.tasksWithoutResponsible.map((task) => ({ kind: 'task', name: task, gap: 'noResponsible' })),
      ...gaps.vacantLeads.map((post) => ({ kind: 'post', name: post, gap: 'leadVacant' })),
      ...gaps.unitsWithoutTasks.map((unit) => ({ kind: 'unit', name: unit, gap: 'noTasks' })),
      ...gaps.ownersWithoutFeedback.map((one) => ({ kind: 'unit', name: `${one.unit}: ${one.tasks.join(', ')}`, gap: 'noFeedback' })),
    ]
    const leads = value.leads.map(
      (lead) =>
        html`<article class="card"><h3>${inLang(lead.title, page)}</h3><p class="note">${inLang(lead.unit.name, page)} · ${words.code('rank', lead.rank)}</p><p>${lead.person === null ? html`<span class="no">${words.code('gap', 'leadVacant')}</span>` : lead.officer === null ? lead.person : html`${personalText(lead.officer, page)}<span class="count">${lead.person}</span>`}</p><p>${own.tasksLed(lead.tasks.length)}</p>${lead.tasks.length > 0 ? counts(lead.lights, page) : null}<p class="note">${own.portfolio}${page.lang === 'zh' ? '：' : ': '}${
          listed(
            [...lead.portfolio.units, ...lead.portfolio.goals].map(({ name }) => name),
            page,
          ) || '—'
        }</p></article>`,
    )
    return {
      stats: [
        { name: own.leadsCount, value: value.leads.length },
        { name: own.units, value: value.units.length },
        { name: words.column('gaps'), value: gapRows.length },
      ],
      sections: [
        {
          id: page.anchor('leads'),
          title: own.leadsCount,
          count: value.leads.length,
          body: leads.length === 0 ? html`<p class="note">${own.nothing}</p>` : html`<div class="cards">${leads}</div>`,
        },
        { id: page.anchor('matrix'), title: own.matrix, body: matrix(value, page) },
        {
          id: page.anchor('gaps'),
          title: words.column('gaps'),
          count: gapRows.length,
          body: table<(typeof gapRows)[number]>(
            {
              name: words.column('gaps'),
              rows: gapRows,
              columns: [
                { head: words.column('kind'), look: 'k', cell: (row) => words.code('kind', row.kind) },
                { head: words.column('name'), look: 'h', cell: (row) => row.name },
                { head: words.column('gap'), look: 'k', cell: (row) => html`<span class="no">${words.code('gap', row.gap)}</span>` },
              ],
            },
            page,
          ),
        },
        {
          id: page.anchor('all'),
          title: own.asTable,
          count: flatTable.rows.length,
          body: html`<details><summary>${own.asTable}</summary>${flat(flatTable, words.view('responsibility'), page)}</details>`,
        },
      ],
      whole: true,
    }
  },
})
