import type { ValueIn } from '@bihuan/core'
import { html, type Markup } from '../markup.ts'
import { px, ratio } from '../parts/numbers.ts'
import { inLang, type Page } from '../parts/page.ts'
import { type DayScale, dayScale, monthGrid, monthHeads, monthsAcross } from './axis.ts'
import type { Chart } from './chart.ts'
import { lights, mark } from './lights.ts'
import { label, roomFor, widthOf } from './text.ts'

type Wall = ValueIn<'wallChart'>
export type GoalRow = Wall['rows'][number]
export type Bar = GoalRow['bars'][number]

/** A task's bar: its schedule, how much of it is done, a stroke where the plan stands, and its milestones; `y` is its middle. */
export function taskBar(bar: Bar, scale: DayScale, y: number, high: number): Markup {
  const [from, to] = [scale.at(bar.from), scale.at(bar.due)]
  const wide = Math.max(2, px(to - from + 1))
  const top = px(y - high / 2)
  const done = px(ratio(bar.actual, 100) * wide)
  const plan = px(from + ratio(bar.planned, 100) * wide)
  const marks = bar.milestones.map((one) =>
    mark(one.late > 0 && one.state === 'open' ? 'm-late' : `m-${one.state}`, scale.at(one.due), y, 11),
  )
  return html`<rect class="b-${bar.light} o-${bar.light} thin" x="${from}" y="${top}" width="${wide}" height="${high}"/>${done > 0 ? html`<rect class="f-${bar.light}" x="${from}" y="${top}" width="${done}" height="${high}"/>` : null}<path class="axis" d="M${plan} ${px(top - 2)}v${high + 4}"/>${marks}`
}

/** A goal's months: of the milestones due in each, how many were reached, and how many are late. */
export const monthCounts = (row: GoalRow, scale: DayScale, y: number, size: number): Markup => {
  const { all, each } = monthsAcross(
    scale,
    row.months.map(({ month }) => month),
  )
  if (each < 30) return html``
  return html`${row.months.map(({ due, reached, late }, at) =>
    due === 0
      ? null
      : label(((all[at]?.from ?? 0) + (all[at]?.to ?? 0)) / 2, y, `${reached}/${due}${late > 0 ? `!${late}` : ''}`, {
          size,
          anchor: 'middle',
          look: late > 0 ? 'accent bold' : 'soft',
        }),
  )}`
}

type Line = { readonly goal: GoalRow } | { readonly bar: Bar; readonly depth: number }

const rowHigh = 16
const headHigh = 128
const footHigh = 32
/** Lines on a sheet: on A3 the text of a full sheet is 2 mm high. */
const perSheet = 96

/** The wall chart as sheets of the shape of paper: one, unless there are more lines than can be read on one. */
export function wallSheets(value: Wall, page: Page, most = perSheet): readonly Chart[] {
  const all: Line[] = value.rows.flatMap((goal): Line[] => [{ goal }, ...goal.bars.map((bar) => ({ bar, depth: goal.depth }))])
  const parts: Line[][] = []
  for (const line of all) {
    const last = parts.at(-1)
    if (last && last.length < most) last.push(line)
    else parts.push([line])
  }
  return (parts.length === 0 ? [[]] : parts).map((lines, at) => sheet(value, page, lines, at + 1, Math.max(1, parts.length)))
}

/** Where the columns of all sheets begin: each is as wide as what it says, up to a limit, and never narrower than its head. */
function columnsOf({ rows }: Wall, page: Page) {
  const bars = rows.flatMap((row) => row.bars)
  const named = (key: 'lead' | 'responsible', low: number, most: number) =>
    Math.max(
      low,
      roomFor(
        bars.map((bar) => inLang(bar[key]?.name ?? '', page)),
        12,
        most,
      ),
    )
  const titles = rows.flatMap((row) => [
    roomFor([inLang(row.name, page)], 13.5, 480) + (row.depth - 1) * 14,
    ...row.bars.map((bar) => roomFor([inLang(bar.title, page)], 12, 480) + row.depth * 14),
  ])
  const title = 22
  const light = title + titles.reduce((widest, one) => Math.max(widest, one), 240) + 10
  const lead = light + 56
  const unit = lead + named('lead', 130, 280) + 14
  const plan = unit + named('responsible', 130, 360) + 14
  return { title, light, lead, unit, plan, chart: plan + 84 }
}

function sheet(value: Wall, page: Page, of: readonly Line[], at: number, sheets: number): Chart {
  const { words, own, lang } = page
  const height = headHigh + Math.max(of.length, 24) * rowHigh + footHigh
  const width = Math.max(1500, Math.round(height * Math.SQRT2))
  const cols = columnsOf(value, page)
  const scale = dayScale(value.from, value.to, cols.chart, width - 8)
  const bottom = height - footHigh
  const head = (x: number, key: string, room: number) => label(x, 116, key, { size: 12, look: 'soft bold', room })
  const rows = of.map((line, i) => {
    const y = headHigh + i * rowHigh + rowHigh / 2
    const base = y + 4
    if ('goal' in line) {
      const { goal } = line
      const x = cols.title + (goal.depth - 1) * 14
      const told = lights.flatMap((which) => (goal.lights[which] > 0 ? [`${words.code('light', which)} ${goal.lights[which]}`] : []))
      return html`<rect class="track" y="${y - rowHigh / 2}" width="${width}" height="${rowHigh}"/>${mark(`l-${goal.light}`, x - 12, y, 12)}${label(x, base, inLang(goal.name, page), { size: 13, look: 'bold', room: cols.light - x - 8 })}${label(cols.light, base, words.code('light', goal.light), { size: 12, look: 'bold', room: 52 })}${label(cols.lead, base, told.join(' '), { size: 11, look: 'soft', room: cols.plan - cols.lead - 8 })}${label(cols.chart - 12, base, goal.progress === null ? '—' : `${goal.progress}%`, { size: 12, look: 'bold', anchor: 'end' })}${monthCounts(goal, scale, base, 11)}`
    }
    const { bar } = line
    const x = cols.title + line.depth * 14
    return html`<path class="grid" d="M0 ${y + rowHigh / 2}H${width}"/>${mark(`l-${bar.light}`, x - 10, y, 11)}${label(x, base, inLang(bar.title, page), { size: 12, room: cols.light - x - 8 })}${label(cols.light, base, words.code('light', bar.light), { size: 12, room: 52 })}${label(cols.lead, base, bar.lead ? inLang(bar.lead.name, page) : '—', { size: 12, room: cols.unit - cols.lead - 8 })}${label(cols.unit, base, bar.responsible ? inLang(bar.responsible.name, page) : '—', { size: 12, room: cols.plan - cols.unit - 8 })}${label(cols.chart - 12, base, `${bar.actual}/${bar.planned}`, { size: 12, anchor: 'end' })}${taskBar(bar, scale, y, 8)}`
  })
  const title = sheets > 1 ? `${words.view('wallChart')} ${own.sheetOf(at, sheets)}` : words.view('wallChart')
  const counted = lights.map((which, i) => ({ which, x: i * 130, text: `${words.code('light', which)} ${value.lights[which]}` }))
  const body = html`${label(0, 36, title, { size: 28, look: 'bold' })}${label(widthOf(title, 28) + 32, 36, own.asOf(value.on), { size: 16, look: 'soft' })}<path class="today" d="M0 52H${width}"/>${counted.map(({ which, x, text }) => html`${mark(`l-${which}`, x + 8, 74, 16)}${label(x + 24, 79, text, { size: 14, look: 'bold' })}`)}${sheetLegend(page, 700, 79)}${head(cols.title, own.goalAndTask, 230)}${head(cols.light, words.column('light'), 52)}${head(cols.lead, words.column('lead'), 130)}${head(cols.unit, words.column('responsible'), 130)}${label(cols.chart - 12, 116, own.actualOfPlan, { size: 12, look: 'soft bold', anchor: 'end' })}${monthHeads(scale, value.months, 116, lang)}<path class="axis" d="M0 ${headHigh}H${width}"/>${monthGrid(scale, value.months, headHigh, bottom, undefined)}${rows}${monthGrid(scale, [], headHigh - 6, bottom, value.on)}${label(0, height - 10, own.wallNote, { size: 12, look: 'soft', room: width })}`
  return {
    width,
    height,
    title: `${title} · ${value.on}`,
    desc: own.wallDesc(
      value.rows.length,
      value.rows.reduce((sum, row) => sum + row.bars.length, 0),
    ),
    body,
  }
}

function sheetLegend({ own }: Page, x: number, y: number): Markup {
  const items = [
    ['m-open', own.milestoneOpen],
    ['m-reached', own.milestoneReached],
    ['m-confirmed', own.milestoneConfirmed],
    ['m-late', own.milestoneLate],
  ] as const
  let at = x
  const made = items.map(([symbol, says]) => {
    const here = at
    at += 20 + widthOf(says, 13) + 20
    return html`${mark(symbol, here + 7, y - 5, 14)}${label(here + 20, y, says, { size: 13 })}`
  })
  return html`${made}<path class="today" d="M${at} ${y - 14}v18"/>${label(at + 8, y, own.today, { size: 13 })}`
}
