import { html, type Markup } from '../markup.ts'
import type { Page } from '../parts/page.ts'
import type { Chart } from './chart.ts'
import { label } from './text.ts'

export interface Step {
  readonly name: string
  readonly value: number | string
  readonly notes: readonly string[]
}

const wide = 216
const high = 112
const across = 40

/** Steps one after another, with arrows between them: how work goes from list to list. */
export function flow(steps: readonly Step[], title: string, desc: string): Chart {
  const body: Markup[] = steps.map(({ name, value, notes }, at) => {
    const x = at * (wide + across)
    const arrow =
      at === 0
        ? null
        : html`<path class="link" d="M${x - across + 4} ${high / 2}H${x - 10}"/><path class="arrow" d="M${x - 12} ${high / 2 - 5}L${x - 2} ${high / 2}L${x - 12} ${high / 2 + 5}Z"/>`
    return html`${arrow}<rect class="box" x="${x}" width="${wide}" height="${high}" rx="3"/>${label(x + 16, 26, name, { size: 13, look: 'soft bold', room: wide - 32 })}${label(x + 16, 60, String(value), { size: 28, look: 'bold', room: wide - 32 })}${notes.slice(0, 2).map((note, n) => label(x + 16, 82 + n * 18, note, { size: 12, look: 'soft', room: wide - 32 }))}`
  })
  return { width: steps.length * (wide + across) - across, height: high, title, desc, body }
}

export interface Funnel {
  readonly name: string
  readonly stages: readonly { readonly name: string; readonly count: number; readonly says: string }[]
}

/** Where things stand, kind by kind: a bar a stage, as long as there are many, the longest across the whole. */
export function funnels(of: readonly Funnel[], title: string, desc: string, page: Page): Chart {
  const most = Math.max(1, ...of.flatMap(({ stages }) => stages.map(({ count }) => count)))
  let y = 0
  const body = of.map(({ name, stages }) => {
    const top = y
    y += 32 + Math.max(1, stages.length) * 24 + 8
    return html`${label(0, top + 20, name, { size: 14, look: 'bold', room: 200 })}${stages.map(({ name: stage, count, says }, at) => {
      const here = top + 32 + at * 24
      const bar = Math.max(count > 0 ? 2 : 0, (count / most) * 440)
      return html`${label(144, here + 15, stage, { size: 13, anchor: 'end', room: 140 })}<rect class="track" x="160" y="${here + 2}" width="440" height="18"/><rect class="bar" x="${160 + (440 - bar) / 2}" y="${here + 2}" width="${Math.round(bar * 10) / 10}" height="18"/>${label(616, here + 15, says, { size: 13, room: 264 })}`
    })}${stages.length === 0 ? label(160, top + 44, page.own.nothing, { size: 13, look: 'soft' }) : null}`
  })
  return { width: 880, height: Math.max(24, y), title, desc, body }
}
