import { type Chart, inPage } from '../charts/chart.ts'
import { type Child, html, type Markup } from '../markup.ts'
import type { Page } from './page.ts'

/** A part of a page, which its table of contents names. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly body: Child
  /** How many there are of what it lists. */
  readonly count?: number | undefined
  /** Left out on paper. */
  readonly screen?: true
}

export interface Stat {
  readonly name: string
  readonly value: Child
  readonly note?: Child
}

export const stats = (of: readonly Stat[]): Markup =>
  html`<dl class="stats">${of.map(({ name, value, note }) => html`<div><dt>${name}</dt><dd>${value}${note ? html`<small>${note}</small>` : null}</dd></div>`)}</dl>`

/** Names and what belongs to them; what is not there is left out. */
export const facts = (of: readonly (readonly [name: string, value: Child])[]): Markup =>
  html`<dl class="facts">${of.map(([name, value]) => (value === null || value === undefined || value === false ? null : html`<dt>${name}</dt><dd class="long"${tabbed(value)}>${value}</dd>`))}</dl>`

const tabbed = (value: Child): Child => (typeof value === 'string' && value.length > 400 ? html` tabindex="0"` : null)

/** A chart with what explains it, and the table that says the same. `wide` charts scroll instead of shrinking. */
export function figure(chart: Chart, id: string, page: Page, behind?: Child, legend?: Child): Markup {
  const drawing = html`<div class="scroll" role="group" tabindex="0" aria-label="${chart.title}">${inPage(chart, id)}</div>`
  const same = behind ? html`<details><summary>${page.own.asTable}</summary>${behind}</details>` : null
  return html`<figure>${drawing}${legend}</figure>${same}`
}

export const legend = (items: readonly (readonly [sign: Markup, says: string])[]): Markup =>
  html`<ul class="legend">${items.map(([sign, says]) => html`<li>${sign}${says}</li>`)}</ul>`

/** A sign of a legend, from a symbol. */
export const sign = (symbol: string): Markup => html`<svg width="14" height="14" aria-hidden="true"><use href="#${symbol}"/></svg>`

/** A sign of a legend: a piece of a bar or of a line. */
export const swatch = (look: string): Markup =>
  html`<svg width="20" height="12" aria-hidden="true"><rect class="${look}" y="1" width="20" height="10"/></svg>`
export const stroke = (look: string): Markup =>
  html`<svg width="24" height="12" aria-hidden="true"><path class="${look}" d="M0 6H24"/></svg>`
