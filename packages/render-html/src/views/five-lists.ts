import type { ValueIn } from '@bihuan/core'
import { flow } from '../charts/flow.ts'
import { type Child, html } from '../markup.ts'
import { light } from '../parts/lights.ts'
import { headed, inLang, type Page } from '../parts/page.ts'
import { figure } from '../parts/sections.ts'
import { table } from '../parts/table.ts'
import { picture } from '../parts/view.ts'

type Lists = ValueIn<'fiveLists'>
type Problem = Lists['problems']['rows'][number]
type Task = Lists['tasks']['rows'][number]

const flowOf = (value: Lists, page: Page) => {
  const { words, own } = page
  const list = (name: string) => headed(words.code('list', name), page)
  const { tasks, problems, coordinations, feedback, closings } = value
  return flow(
    [
      {
        name: list('tasks'),
        value: tasks.total,
        notes: [
          `${words.code('stage', 'underWay')} ${value.stages.underWay ?? 0}`,
          `${words.code('stage', 'registered')} ${value.stages.registered ?? 0}`,
        ],
      },
      { name: list('problems'), value: problems.total, notes: [`${words.code('problemState', 'withdrawn')} ${value.withdrawn}`] },
      {
        name: list('coordinations'),
        value: coordinations.total,
        notes: [`${own.items} ${coordinations.rows.reduce((sum, row) => sum + row.items.length, 0)}`],
      },
      {
        name: list('feedback'),
        value: feedback.resolved.total + feedback.reports.total,
        notes: [`${words.code('problemState', 'resolved')} ${feedback.resolved.total}`, `${own.reports} ${feedback.reports.total}`],
      },
      {
        name: list('closings'),
        value: closings.requests.total + closings.problems.total + closings.tasks.total,
        notes: [
          `${own.requests} ${closings.requests.total}`,
          `${own.tasks} ${closings.tasks.total} · ${own.problems} ${closings.problems.total}`,
        ],
      },
    ],
    `${words.view('fiveLists')} · ${value.on}`,
    own.flowDesc,
  )
}

/** The five lists in their order, with links along each thread: task, problem, decision, report, closing. */
export const fiveLists = picture('fiveLists', {
  layout({ value }, page) {
    const { own, words } = page
    // A subject stands in several lists: its row is where it stands first, and links lead there.
    const placed = new Map<string, string>()
    const place = (kind: string, id: string) => {
      const key = `${kind}:${id}`
      if (placed.has(key)) return undefined
      placed.set(key, page.anchor(kind, id))
      return placed.get(key)
    }
    const ids = new Map<object, string | undefined>()
    for (const row of [...value.tasks.rows, ...value.closings.tasks.rows]) ids.set(row, place('task', row.task))
    for (const row of [...value.problems.rows, ...value.feedback.resolved.rows, ...value.closings.problems.rows])
      ids.set(row, place('problem', row.problem))
    for (const row of value.coordinations.rows) ids.set(row, place('coordination', row.coordination))
    const to = (kind: string, id: string, says: Child) => {
      const address = placed.get(`${kind}:${id}`)
      return address === undefined ? says : html`<a href="#${address}">${says}</a>`
    }
    const id = (row: object) => ids.get(row)
    const tasks = (rows: readonly Task[], name: string) =>
      table<Task>(
        {
          name,
          rows,
          id,
          columns: [
            { head: words.column('title'), look: 'h', cell: (row) => inLang(row.title, page) },
            { head: words.column('light'), look: 'k', cell: (row) => light(row.light, page) },
            { head: words.column('stage'), look: 'k', cell: (row) => words.code('stage', row.stage) },
            { head: words.column('actual'), look: 'n', cell: (row) => `${row.actual}%` },
            { head: words.column('goal'), cell: (row) => inLang(row.goal.name, page) },
            { head: words.column('responsible'), cell: (row) => (row.responsible ? inLang(row.responsible.name, page) : '—') },
            { head: words.column('from'), look: 'd', cell: (row) => row.from },
            { head: words.column('due'), look: 'd', cell: (row) => row.due },
            { head: words.column('id'), look: 'i', cell: (row) => row.task },
          ],
        },
        page,
      )
    const problems = (rows: readonly Problem[], name: string) =>
      table<Problem>(
        {
          name,
          rows,
          id,
          columns: [
            { head: words.column('title'), look: 'h', cell: (row) => inLang(row.title, page) },
            { head: words.column('state'), look: 'k', cell: (row) => words.code('problemState', row.state) },
            { head: own.severity, look: 'k', cell: (row) => words.code('severity', row.severity) },
            { head: own.ofTask, cell: (row) => (row.task ? to('task', row.task.id, inLang(row.task.title, page)) : '—') },
            { head: words.column('unit'), cell: (row) => inLang(row.unit.name, page) },
            { head: own.from, look: 'k', cell: (row) => words.code('problemSource', row.source) },
            { head: words.column('since'), look: 'd', cell: (row) => row.raised },
            { head: words.column('days'), look: 'n', cell: (row) => row.age },
            { head: words.column('note'), look: 'x', cell: (row) => (row.how === null ? '—' : inLang(row.how, page)) },
            { head: words.column('id'), look: 'i', cell: (row) => row.problem },
          ],
        },
        page,
      )
    const items = value.coordinations.rows.flatMap((row) => row.items.map((item, at) => ({ row, item, first: at === 0 })))
    const part = (title: string, body: Child, of: { readonly total: number; readonly rows: readonly unknown[] }) =>
      html`<h3>${title}<span class="count">${of.total === of.rows.length ? of.total : own.shownOf(of.rows.length, of.total)}</span></h3>${body}`
    const decisions = table<(typeof items)[number]>(
      {
        name: words.code('list', 'coordinations'),
        rows: items,
        id: ({ row, first }) => (first ? id(row) : undefined),
        columns: [
          { head: words.column('title'), look: 'h', cell: ({ row }) => to('problem', row.problem, inLang(row.title, page)) },
          { head: own.opinion, look: 'x', cell: ({ row }) => inLang(row.opinion, page) },
          { head: own.decidedBy, cell: ({ row }) => row.decidedBy },
          { head: own.toDo, look: 'x', cell: ({ item }) => inLang(item.what, page) },
          { head: words.column('unit'), cell: ({ item }) => inLang(item.unit.name, page) },
          { head: words.column('since'), look: 'd', cell: ({ row }) => row.decided },
          { head: words.column('due'), look: 'd', cell: ({ item }) => item.due },
          { head: words.column('late'), look: 'n', cell: ({ item }) => (item.late > 0 ? html`<span class="no">${item.late}</span>` : '—') },
          { head: words.column('state'), look: 'k', cell: ({ item }) => words.code('anyState', item.executed ? 'executed' : 'pending') },
          { head: words.column('id'), look: 'i', cell: ({ row, item }) => `${row.coordination}/${item.id}` },
        ],
      },
      page,
    )
    const reports = table(
      {
        name: own.reports,
        rows: value.feedback.reports.rows,
        columns: [
          {
            head: words.column('title'),
            look: 'h',
            cell: (row) => to(row.about === 'task' ? 'task' : 'coordination', row.subject, inLang(row.title, page)),
          },
          { head: words.column('on'), look: 'd', cell: (row) => row.on },
          { head: words.column('unit'), cell: (row) => inLang(row.unit.name, page) },
          {
            head: words.column('actual'),
            look: 'n',
            cell: (row) =>
              row.percent === null
                ? row.done === null
                  ? '—'
                  : words.code('anyState', row.done ? 'executed' : 'pending')
                : `${row.percent}%`,
          },
          { head: words.column('note'), look: 'x', cell: (row) => (row.narrative === null ? '—' : inLang(row.narrative, page)) },
          { head: words.column('evidence'), look: 'n', cell: (row) => row.evidence },
          {
            head: words.column('state'),
            look: 'k',
            cell: (row) =>
              row.disputed ? html`<span class="no">${words.code('anyState', 'disputed')}</span>` : words.code('anyState', 'stands'),
          },
          { head: words.column('id'), look: 'i', cell: (row) => row.report },
        ],
      },
      page,
    )
    const requests = table(
      {
        name: own.requests,
        rows: value.closings.requests.rows,
        columns: [
          {
            head: words.column('title'),
            look: 'h',
            cell: (row) => to(row.kind === 'problem' ? 'problem' : 'task', row.subject, inLang(row.title, page)),
          },
          { head: words.column('kind'), look: 'k', cell: (row) => words.code('kind', row.kind) },
          { head: words.column('state'), look: 'k', cell: (row) => words.code('closingState', row.state) },
          { head: words.column('unit'), cell: (row) => inLang(row.unit.name, page) },
          { head: words.column('since'), look: 'd', cell: (row) => row.requested },
          { head: own.decided, look: 'd', cell: (row) => row.decided ?? '—' },
          { head: words.column('note'), look: 'x', cell: (row) => (row.reason === null ? '—' : inLang(row.reason, page)) },
          { head: words.column('id'), look: 'i', cell: (row) => row.closing },
        ],
      },
      page,
    )
    const list = (name: string, at: number, count: number, body: Child) => ({
      id: page.anchor('list', name),
      title: `${at} ${words.code('list', name)}`,
      count,
      body,
    })
    return {
      sections: [
        { id: page.anchor('flow'), title: words.view('fiveLists'), body: figure(flowOf(value, page), page.anchor('flow', 'chart'), page) },
        list(
          'tasks',
          1,
          value.tasks.total,
          part(words.code('kind', 'task'), tasks(value.tasks.rows, words.code('list', 'tasks')), value.tasks),
        ),
        list(
          'problems',
          2,
          value.problems.total,
          part(words.code('kind', 'problem'), problems(value.problems.rows, words.code('list', 'problems')), value.problems),
        ),
        list(
          'coordinations',
          3,
          value.coordinations.total,
          part(words.code('kind', 'item'), decisions, { total: items.length, rows: items }),
        ),
        list(
          'feedback',
          4,
          value.feedback.resolved.total + value.feedback.reports.total,
          html`${part(words.code('kind', 'problem'), problems(value.feedback.resolved.rows, `${words.code('list', 'feedback')} ${own.problems}`), value.feedback.resolved)}${part(words.code('kind', 'report'), reports, value.feedback.reports)}`,
        ),
        list(
          'closings',
          5,
          value.closings.requests.total + value.closings.problems.total + value.closings.tasks.total,
          html`${part(words.code('kind', 'closing'), requests, value.closings.requests)}${part(words.code('kind', 'problem'), problems(value.closings.problems.rows, `${words.code('list', 'closings')} ${own.problems}`), value.closings.problems)}${part(words.code('kind', 'task'), tasks(value.closings.tasks.rows, `${words.code('list', 'closings')} ${own.tasks}`), value.closings.tasks)}`,
        ),
      ],
      whole: true,
    }
  },
  chart: ({ value }, page) => flowOf(value, page),
})
