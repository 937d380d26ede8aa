import type { Shown } from '@bihuan/core'
import { type Child, html } from './markup.ts'
import type { Page } from './parts/page.ts'
import { type Section, stats } from './parts/sections.ts'
import { flat } from './parts/table.ts'
import type { Layout } from './parts/view.ts'
import { pictureOf } from './views/index.ts'

/** What a page or a chapter of a report shows of a view: its own layout, and its table where that says more. */
export function chapterOf(shown: Shown, page: Page): Layout {
  const picture = pictureOf(shown.view)
  const { words, own } = page
  const name = words.view(shown.view)
  const table = flat(shown.table, name, page)
  if (!picture) return { sections: [{ id: page.anchor('table'), title: name, count: shown.table.rows.length, body: table }] }
  const layout = picture.layout(shown as never, page)
  if (layout.whole) return layout
  const behind: Section = {
    id: page.anchor('all'),
    title: own.asTable,
    count: shown.table.rows.length,
    screen: true,
    body: html`<details><summary>${own.asTable}</summary>${table}</details>`,
  }
  return { ...layout, sections: [...layout.sections, behind] }
}

/** The day that a value speaks of, where it says so. */
export const dayOfValue = (value: unknown): string | undefined => {
  const on = typeof value === 'object' && value !== null && 'on' in value ? value.on : undefined
  return typeof on === 'string' ? on : undefined
}

/** Under which heading its sections stand: of the first level in a page of its own, below a chapter's in a report. */
export const bodyOf = (layout: Layout, level: 2 | 3): Child => {
  const heading = ({ title, count }: Section) => {
    const inner = html`${title}${count === undefined ? null : html`<span class="count">${count}</span>`}`
    return level === 2 ? html`<h2>${inner}</h2>` : html`<h3>${inner}</h3>`
  }
  const sections = layout.sections.map(
    (section) =>
      html`<section id="${section.id}"${section.screen ? html` class="only-screen"` : null}>${heading(section)}${section.body}</section>`,
  )
  const sheets = layout.sheets
    ? html`<div class="sheets">${layout.sheets.map((sheet) => html`<div class="sheet">${sheet}</div>`)}</div>`
    : null
  const numbers =
    layout.stats && layout.stats.length > 0
      ? html`<section${layout.sheets ? html` class="only-screen"` : null}>${stats(layout.stats)}</section>`
      : null
  return html`${numbers}${sections}${sheets}`
}

export const contentsOf = (sections: readonly Section[], { own }: Page): Child =>
  sections.length < 2
    ? null
    : html`<nav aria-label="${own.contents}"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`
