import { type Counts, type Light, lights, totalOf } from '../charts/lights.ts'
import { html, type Markup } from '../markup.ts'
import { px, ratio } from './numbers.ts'
import type { Page } from './page.ts'

/** A light in text: its shape and its word. */
export const light = (which: Light, { words }: Page): Markup =>
  html`<span class="light w-${which}"><svg aria-hidden="true"><use href="#l-${which}"/></svg>${words.code('light', which)}</span>`

export const isLight = (code: unknown): code is Light => (lights as readonly unknown[]).includes(code)

/** How many of each light, those that there are. */
export function counts(of: Counts, page: Page): Markup {
  const there = lights.filter((which) => of[which] > 0)
  if (there.length === 0) return html`<span class="note">${page.own.nothing}</span>`
  return html`<ul class="lights">${there.map((which) => html`<li>${light(which, page)} ${of[which]}</li>`)}</ul>`
}

/** The same as a bar, to be seen beside the words. */
export function lightBar(of: Counts, width = 240): Markup {
  const whole = totalOf(of)
  let x = 0
  const pieces = lights.flatMap((which) => {
    const wide = ratio(of[which], whole) * width
    x += wide
    return wide > 0 ? html`<rect class="f-${which}" x="${px(x - wide)}" width="${px(wide)}" height="8"/>` : []
  })
  return html`<svg width="${width}" height="8" aria-hidden="true"><rect class="track" width="${width}" height="8"/>${pieces}</svg>`
}

/** What was done of what was planned: a bar, and a stroke where the plan is. */
export function progressBar(actual: number | null, planned: number | null, which: Light, width = 96): Markup {
  const at = (percent: number) => px(ratio(percent, 100) * width)
  return html`<svg width="${width}" height="12" aria-hidden="true"><rect class="track" y="2" width="${width}" height="8"/>${actual === null ? null : html`<rect class="f-${which}" y="2" width="${at(actual)}" height="8"/>`}${planned === null ? null : html`<rect class="plan" x="${px(Math.max(0, at(planned) - 1))}" width="2" height="12"/>`}</svg>`
}
