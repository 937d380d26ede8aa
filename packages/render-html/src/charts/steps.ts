import type { ValueIn } from '@bihuan/core'
import { html } from '../markup.ts'
import { px } from '../parts/numbers.ts'
import { inLang, type Page } from '../parts/page.ts'
import type { Chart } from './chart.ts'
import { label, roomFor } from './text.ts'

const stepWidth = 128
const lineHigh = 30

/** Units down, steps of the ladder across: how often each was taken, up to where the unit stands, and the step suggested next. */
export function ladderSteps({ order, rows, on }: ValueIn<'ladder'>, page: Page): Chart {
  const { words, own } = page
  const nameWidth = roomFor(
    rows.map((row) => inLang(row.unit.name, page)),
    13,
    300,
  )
  const x = (at: number) => nameWidth + 16 + at * stepWidth
  const heads = order.map((step, at) =>
    label(x(at) + stepWidth / 2, 18, words.code('consequence', step), {
      size: 13,
      anchor: 'middle',
      look: 'soft bold',
      room: stepWidth - 4,
    }),
  )
  const lines = rows.map((row, at) => {
    const y = 28 + at * lineHigh
    const reached = row.reached === null ? -1 : order.indexOf(row.reached)
    const cells = order.map((step, i) => {
      const taken = row.steps.find((one) => one.step === step)
      const look = i <= reached ? (i >= 4 ? 'b-red' : i >= 2 ? 'b-yellow' : 'b-grey') : 'band'
      const next =
        row.next === step
          ? html`<rect class="m-late" x="${x(i) + 3}" y="${y + 3}" width="${stepWidth - 6}" height="${lineHigh - 6}" rx="3" fill-opacity="0"/>`
          : null
      const says = taken ? own.times(taken.count) : row.next === step ? own.suggestedNext : ''
      return html`<rect class="${look}" x="${x(i) + 1}" y="${y + 1}" width="${stepWidth - 2}" height="${lineHigh - 2}"/>${next}${says === '' ? null : label(x(i) + stepWidth / 2, y + 20, taken && row.next === step ? `${says} · ${own.suggestedNext}` : says, { size: 12, anchor: 'middle', look: i === reached ? 'bold' : 'soft', room: stepWidth - 10 })}`
    })
    return html`${label(nameWidth, y + 20, inLang(row.unit.name, page), { size: 13, anchor: 'end', room: nameWidth })}${cells}`
  })
  return {
    width: px(x(order.length)),
    height: 28 + Math.max(1, rows.length) * lineHigh,
    title: `${words.view('ladder')} · ${on}`,
    desc: own.ladderDesc(rows.length),
    body: html`${heads}${lines}`,
  }
}
