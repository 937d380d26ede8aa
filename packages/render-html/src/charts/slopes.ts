import type { ValueIn } from '@bihuan/core'
import { extent, ticks } from 'd3-array'
import { html } from '../markup.ts'
import { px } from '../parts/numbers.ts'
import { inLang, type Page } from '../parts/page.ts'
import type { Chart } from './chart.ts'
import { label, roomFor } from './text.ts'

const plotWidth = 560
const lineHigh = 24

/** Points before and after, a line a unit: a ring where it was, a disc where it would be, and a stroke between them. */
export function slopes(value: ValueIn<'backtest'>, page: Page): Chart {
  const { words, own } = page
  const points = value.rows.flatMap((row) => [row.points, ...(row.was ? [row.was.points] : [])])
  const [low = 0, high = 100] = extent(points)
  const [from, to] = low === high ? [low - 5, high + 5] : [low - (high - low) * 0.05, high + (high - low) * 0.05]
  const nameWidth = roomFor(
    value.rows.map((row) => inLang(row.unit.name, page)),
    13,
    360,
  )
  const x = (at: number) => px(nameWidth + 16 + ((at - from) / (to - from)) * plotWidth)
  const height = value.rows.length * lineHigh + 32
  const grid = ticks(from, to, 8)
  const rows = value.rows.map((row, at) => {
    const y = at * lineHigh + 40
    const more = (row.difference ?? 0) > 0 ? 'better' : (row.difference ?? 0) < 0 ? 'worse' : 'same'
    const says =
      row.difference === null
        ? String(row.points)
        : `${row.was?.points} → ${row.points} (${row.difference > 0 ? '+' : ''}${row.difference})`
    const grade =
      row.was && row.was.grade.grade !== row.grade.grade
        ? `${inLang(row.was.grade.name, page)} → ${inLang(row.grade.name, page)}`
        : inLang(row.grade.name, page)
    return html`${label(nameWidth, y + 4, inLang(row.unit.name, page), { size: 13, anchor: 'end', room: nameWidth })}${row.was ? html`<path class="${more}" d="M${x(row.was.points)} ${y}H${x(row.points)}"/><circle class="m-open" cx="${x(row.was.points)}" cy="${y}" r="4"/>` : null}<circle class="dot" cx="${x(row.points)}" cy="${y}" r="5"/>${label(nameWidth + plotWidth + 32, y + 4, `${says} ${grade}`, { size: 12, look: 'soft', room: 260 })}`
  })
  return {
    width: nameWidth + plotWidth + 296,
    height,
    title: `${words.view('backtest')} · ${value.period.from} – ${value.period.to}`,
    desc: own.slopeDesc(value.rows.length, value.regraded),
    body: html`<path class="grid" d="${grid.map((tick) => `M${x(tick)} 24V${height}`).join('') || 'M0 0'}"/>${grid.map((tick) => label(x(tick), 16, String(tick), { size: 11, anchor: 'middle', look: 'soft' }))}${rows}`,
  }
}
