import type { ValueIn } from '@bihuan/core'
import { html } from '../markup.ts'
import type { Page } from '../parts/page.ts'
import { dayScale, monthGrid, monthHeads } from './axis.ts'
import type { Chart } from './chart.ts'
import { label } from './text.ts'

type Thread = ValueIn<'thread'>

const laneHigh = 44
const nameWidth = 128
const plotWidth = 960

/** A task's life in five lanes, one a list: a disc where something happened, several of a day above each other. */
export function lanes({ on, entries }: Thread, title: string, page: Page): Chart {
  const { words, own, lang } = page
  const lists = ['tasks', 'problems', 'coordinations', 'feedback', 'closings'] as const
  const from = entries[0]?.on ?? on
  const to = [on, entries.at(-1)?.on ?? on].sort()[1] as string
  const [left, right] = [nameWidth + 16, nameWidth + 16 + plotWidth]
  const scale = dayScale(from, to, left, right)
  const months = monthsBetween(from, to)
  const used = new Map<string, number>()
  const dots = entries.map((entry) => {
    const lane = lists.indexOf(entry.list)
    const x = scale.at(entry.on)
    const key = `${lane} ${Math.round(x / 9)}`
    const n = used.get(key) ?? 0
    used.set(key, n + 1)
    const y = 32 + lane * laneHigh + laneHigh / 2 + (n % 2 === 0 ? -1 : 1) * Math.ceil(n / 2) * 8
    return html`<circle class="dot" cx="${x}" cy="${Math.max(34 + lane * laneHigh, Math.min(30 + (lane + 1) * laneHigh, y))}" r="4.5"><title>${entry.on} ${words.code('anyState', entry.what)}</title></circle>`
  })
  const bottom = 32 + lists.length * laneHigh
  return {
    width: right + 8,
    height: bottom,
    title,
    desc: own.lanesDesc(entries.length),
    body: html`${lists.map((list, at) => html`<rect class="${at % 2 === 0 ? 'band' : 'field'}" y="${32 + at * laneHigh}" width="${right}" height="${laneHigh}"/>${label(nameWidth, 32 + at * laneHigh + 27, words.code('list', list), { size: 13, anchor: 'end', room: nameWidth })}`)}${monthHeads(scale, months, 20, lang)}${monthGrid(scale, months, 28, bottom, on)}${dots}`,
  }
}

/** The months from one day to another, `YYYY-MM`; of many years the first hundred. */
function monthsBetween(from: string, to: string): readonly string[] {
  const [year = 1970, month = 1] = from.split('-').map(Number)
  const all = Array.from({ length: 120 }, (_, at) => {
    const n = month - 1 + at
    return `${String(year + Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`
  })
  return all.filter((one) => one <= to.slice(0, 7))
}
