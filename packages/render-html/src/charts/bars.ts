import { html, type Markup } from '../markup.ts'
import { px } from '../parts/numbers.ts'
import type { Chart } from './chart.ts'
import { label, roomFor } from './text.ts'

export interface BarLine {
  readonly name: string
  /** A heading, when it has no parts. */
  readonly parts?: readonly { readonly look: string; readonly value: number }[]
  /** At its end. */
  readonly says?: string
}

export interface BarsOptions {
  readonly title: string
  readonly desc: string
  /** What a bar across the whole is worth; the longest when left out. */
  readonly full?: number
  readonly barWidth?: number
}

const lineHigh = 24

/** Bars below each other, each of parts one after another; parts below nothing go to the left of the beginning. */
export function bars(lines: readonly BarLine[], { title, desc, full, barWidth = 640 }: BarsOptions): Chart {
  const sums = lines.map(({ parts = [] }) => ({ up: sum(parts, 1), down: sum(parts, -1) }))
  const up = Math.max(full ?? 0, ...sums.map((one) => one.up), 0) || 1
  const down = Math.max(0, ...sums.map((one) => one.down))
  const unit = barWidth / (up + down)
  const names = roomFor(
    lines.flatMap(({ name, parts }) => (parts ? [name] : [])),
    13,
    300,
  )
  const zero = names + 16 + down * unit
  const saysRoom = roomFor(
    lines.flatMap(({ says }) => says ?? []),
    12,
    220,
  )
  const body = lines.map((line, at) => {
    const y = at * lineHigh
    if (!line.parts) return label(0, y + 18, line.name, { size: 13, look: 'bold', room: names + barWidth })
    const { up: high } = sums[at] as (typeof sums)[number]
    const ends = { right: zero, left: zero }
    const pieces: Markup[] = line.parts.map(({ look, value }) => {
      const wide = Math.abs(value) * unit
      const x = value < 0 ? ends.left - wide : ends.right
      if (value < 0) ends.left -= wide
      else ends.right += wide
      return html`<rect class="${look}" x="${px(x)}" y="${y + 5}" width="${px(wide)}" height="14"/>`
    })
    const track =
      full === undefined ? null : html`<rect class="track" x="${px(zero)}" y="${y + 5}" width="${px(full * unit)}" height="14"/>`
    const end = zero + Math.max(full ?? 0, high) * unit + 8
    return html`${label(names, y + 17, line.name, { size: 13, anchor: 'end', room: names })}${track}${pieces}${line.says ? label(end, y + 17, line.says, { size: 12, look: 'soft', room: saysRoom }) : null}`
  })
  const height = Math.max(1, lines.length) * lineHigh
  return {
    width: names + 16 + barWidth + 8 + saysRoom,
    height,
    title,
    desc,
    body: html`${body}<path class="axis" d="M${px(zero)} 0V${height}"/>`,
  }
}

const sum = (parts: readonly { readonly value: number }[], side: 1 | -1): number =>
  parts.reduce((total, { value }) => total + Math.max(0, value * side), 0)
