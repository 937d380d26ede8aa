import type { ValueIn } from '@bihuan/core'
import { extent, ticks } from 'd3-array'
import { html, type Markup } from '../markup.ts'
import { px } from '../parts/numbers.ts'
import { inLang, type Page } from '../parts/page.ts'
import { dayScale } from './axis.ts'
import type { Chart } from './chart.ts'
import { mark } from './lights.ts'
import { label } from './text.ts'

type Indicator = ValueIn<'indicatorBoard'>['rows'][number]

const width = 336
const height = 152
const plot = { left: 48, right: 328, top: 12, bottom: 124 }

/** An indicator over time: what was measured, the line that the plan expects, and the target. */
export function trendChart(one: Indicator, on: string, page: Page): Chart {
  const { own } = page
  const days = [...one.series.map((point) => point.on), on, ...(one.due === null ? [] : [one.due])].sort()
  const scale = dayScale(days[0] as string, days.at(-1) as string, plot.left, plot.right)
  const aims = one.band ? [one.band.low, one.band.high] : [one.target]
  const values = [...one.series.map((point) => point.value), one.baseline, one.expected, one.next?.value ?? null, ...aims].filter(
    (value): value is number => value !== null,
  )
  const [low = 0, high = 1] = extent(values)
  const room = (high - low || Math.abs(high) || 1) * 0.12
  const [bottom, top] = [low - room, high + room]
  const y = (value: number) => px(plot.bottom - ((value - bottom) / (top - bottom || 1)) * (plot.bottom - plot.top))
  const grid = ticks(bottom, top, 4)
  const line = one.series.map((point, at) => `${at === 0 ? 'M' : 'L'}${scale.at(point.on)} ${y(point.value)}`).join('')
  const expects = expectedLine(one, on, days[0] as string)
  const parts: Markup[] = [
    html`<path class="grid" d="${grid.map((tick) => `M${plot.left} ${y(tick)}H${plot.right}`).join('') || 'M0 0'}"/>`,
    ...grid.map((tick) => label(plot.left - 6, y(tick) + 4, short(tick), { size: 11, anchor: 'end', look: 'soft', room: plot.left - 8 })),
    ...(one.band
      ? [
          html`<rect class="b-green" x="${plot.left}" y="${y(one.band.high)}" width="${plot.right - plot.left}" height="${px(y(one.band.low) - y(one.band.high))}"/>`,
        ]
      : []),
    ...(one.target === null ? [] : [html`<path class="target" d="M${plot.left} ${y(one.target)}H${plot.right}"/>`]),
    ...(expects.length < 2
      ? []
      : [
          html`<path class="expected" d="${expects.map(([day, value], at) => `${at === 0 ? 'M' : 'L'}${scale.at(day)} ${y(value)}`).join('')}"/>`,
        ]),
    html`<path class="today" d="M${scale.at(on)} ${plot.top}V${plot.bottom}"/>`,
    ...(line === '' ? [] : [html`<path class="line" d="${line}"/>`]),
    ...one.series.map(
      (point) =>
        html`<circle class="dot" cx="${scale.at(point.on)}" cy="${y(point.value)}" r="3.5"><title>${point.on} ${point.value}</title></circle>`,
    ),
    html`<path class="axis" d="M${plot.left} ${plot.bottom}H${plot.right}"/>`,
    label(plot.left, plot.bottom + 18, days[0] as string, { size: 11, look: 'soft' }),
    label(plot.right, plot.bottom + 18, days.at(-1) as string, { size: 11, anchor: 'end', look: 'soft' }),
    ...(values.length === 0
      ? [label((plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2, own.notMeasured, { size: 13, anchor: 'middle', look: 'soft' })]
      : []),
  ]
  return { width, height, title: inLang(one.name, page), desc: own.trendDesc(one.series.length, one.value, one.target), body: parts }
}

/** From the baseline over what is expected today and the next checkpoint to the target, as far as they are known. */
function expectedLine(one: Indicator, on: string, first: string): readonly (readonly [day: string, value: number])[] {
  if (one.expected === null) return []
  const start: (readonly [string, number])[] = one.baseline === null || first >= on ? [] : [[first, one.baseline]]
  const next: (readonly [string, number])[] = one.next === null ? [] : [[one.next.on, one.next.value]]
  const end: (readonly [string, number])[] =
    one.due === null || one.target === null || one.due <= (one.next?.on ?? on) ? [] : [[one.due, one.target]]
  return [...start, [on, one.expected], ...next, ...end]
}

const short = (value: number): string => (Math.abs(value) >= 1e5 ? value.toExponential(1) : String(Math.round(value * 1e4) / 1e4))

/** All indicators in one drawing, side by side. */
export function trendBoard(value: ValueIn<'indicatorBoard'>, page: Page): Chart {
  const across = 3
  const [wide, high] = [width + 24, height + 64]
  const cells = value.rows.map((one, at) => {
    const [x, y] = [(at % across) * wide, Math.floor(at / across) * high + 48]
    return html`<g transform="translate(${x} ${y})">${mark(`l-${one.light}`, 8, 13, 14)}${label(22, 18, inLang(one.name, page), { size: 13, look: 'bold', room: 220 })}${label(width - 4, 18, one.value === null ? '—' : `${one.value} ${inLang(one.unit, page)}`, { size: 13, anchor: 'end', room: 100 })}<g transform="translate(0 28)">${trendChart(one, value.on, page).body}</g></g>`
  })
  const { words, own } = page
  const rows = Math.max(1, Math.ceil(value.rows.length / across))
  return {
    width: wide * across,
    height: rows * high + 48,
    title: `${words.view('indicatorBoard')} · ${value.on}`,
    desc: own.boardDesc(value.rows.length),
    body: html`${label(0, 24, `${words.view('indicatorBoard')} · ${value.on}`, { size: 20, look: 'bold' })}${cells.length === 0 ? label(0, 64, own.nothing, { size: 14, look: 'soft' }) : cells}`,
  }
}
