import { dayScale, monthGrid, monthHeads } from '../charts/axis.ts'
import { inPage } from '../charts/chart.ts'
import { type Bar, type GoalRow, monthCounts, taskBar, wallSheets } from '../charts/gantt.ts'
import { html, type Markup } from '../markup.ts'
import { counts, light } from '../parts/lights.ts'
import { inLang } from '../parts/page.ts'
import { legend, sign, stroke } from '../parts/sections.ts'
import { scroller } from '../parts/table.ts'
import { picture } from '../parts/view.ts'

/** As the style sizes them. */
const strip = 648
const lineHigh = 28
/** Strokes go on beyond a row that is higher, and are cut at its edge. */
const beyond = 64

/** Goals down, months across, a bar a task. On the screen a table that reads like the wall; on paper the sheets themselves. */
export const wallChart = picture('wallChart', {
  layout({ value }, page) {
    const { own, words } = page
    // By their lights: the bars may have been left out.
    const tasks = Object.values(value.lights).reduce((sum, count) => sum + count, 0)
    const scale = dayScale(value.from, value.to, 4, strip - 8)
    const grid = html`<g id="${page.anchor('grid')}">${monthGrid(scale, value.months, -beyond, lineHigh + beyond, value.on)}</g>`
    const drawn = (inner: Markup) => html`<td class="s"><svg aria-hidden="true"><use href="#${page.anchor('grid')}"/>${inner}</svg>`
    const goalLine = (row: GoalRow) =>
      html`<tr class="goal"><th scope="row" class="d${Math.min(4, row.depth)}">${inLang(row.name, page)}</th><td>${light(row.light, page)}<td colspan="2">${counts(row.lights, page)}<td class="n">${row.progress === null ? '—' : `${row.progress}%`}${drawn(monthCounts(row, scale, lineHigh / 2 + 4, 11))}</tr>`
    const taskLine = (bar: Bar, depth: number) => {
      const title = inLang(bar.title, page)
      return html`<tr><th scope="row" class="d${Math.min(4, depth + 1)}">${title.length > 60 ? html`<span class="clamp" tabindex="0" role="group">${title}</span>` : title}</th><td>${light(bar.light, page)}<td>${bar.lead ? inLang(bar.lead.name, page) : '—'}<td>${bar.responsible ? inLang(bar.responsible.name, page) : '—'}<td class="n">${bar.actual}/${bar.planned}%${drawn(taskBar(bar, scale, lineHigh / 2, 12))}</tr>`
    }
    const head = html`<colgroup><col class="c1"><col class="c2"><col class="c3"><col class="c4"><col class="c5"><col></colgroup><thead><tr><th scope="col">${own.goalAndTask}<th scope="col">${words.column('light')}<th scope="col">${words.column('lead')}<th scope="col">${words.column('responsible')}<th scope="col" class="n">${own.actualOfPlan}<th scope="col" class="s"><svg width="${strip}" height="24" role="img" aria-label="${own.months}">${monthHeads(scale, value.months, 16, page.lang)}</svg></thead>`
    const wall = scroller(
      words.view('wallChart'),
      1,
      html`<table class="wall">${head}<tbody>${value.rows.map((row) => html`${goalLine(row)}${row.bars.map((bar) => taskLine(bar, row.depth))}`)}</tbody></table>`,
    )
    const marks = [
      [sign('m-open'), own.milestoneOpen],
      [sign('m-reached'), own.milestoneReached],
      [sign('m-confirmed'), own.milestoneConfirmed],
      [sign('m-late'), own.milestoneLate],
      [stroke('today'), own.today],
    ] as const
    return {
      subject: `${value.from} – ${value.to}`,
      stats: [
        { name: own.goals, value: value.rows.length },
        { name: own.tasks, value: tasks },
        { name: words.column('light'), value: null, note: counts(value.lights, page) },
      ],
      sections: [
        {
          id: page.anchor('wall'),
          title: words.view('wallChart'),
          screen: true,
          body: html`<svg class="defs" aria-hidden="true">${grid}</svg>${wall}${legend(marks)}<p class="note">${own.wallNote}</p>`,
        },
      ],
      sheets: wallSheets(value, page).map((chart, at) => inPage(chart, page.anchor('sheet', String(at)))),
    }
  },
  chart: ({ value }, page) => wallSheets(value, page, Number.POSITIVE_INFINITY)[0] as never,
})
