import { InvalidInput, type Shown } from '@bihuan/core'
import { bodyOf, chapterOf, dayOfValue } from './chapter.ts'
import { bytesOf, document } from './document.ts'
import { html } from './markup.ts'
import { inLang, pageOf, type Written } from './parts/page.ts'
import { pageWords } from './words/index.ts'

export interface ReportOptions {
  readonly title: Written
  /** Below the title: whose report it is, and of when. */
  readonly subtitle?: Written
}

/**
 * Several views as one page with a table of contents, a chapter each, in their order: the quarter's report. All in one language.
 * @throws InvalidInput with code `noViews` when there are none, `otherLanguage` when they are not in one language
 */
export async function report(shown: readonly Shown[], { title, subtitle }: ReportOptions): Promise<Uint8Array> {
  const words = shown[0]?.words
  if (!words) throw new InvalidInput([{ path: ['shown'], code: 'noViews', message: 'a report has at least one view' }])
  const other = shown.findIndex((one) => one.words.lang !== words.lang)
  if (other >= 0)
    throw new InvalidInput([{ path: ['shown', other, 'words'], code: 'otherLanguage', message: 'a report is in one language' }])
  const own = pageWords[words.lang]
  const front = pageOf(words, own, 'report')
  const chapters = shown.map((one, at) => {
    const page = pageOf(one.words, own, `c${at + 1}`)
    const layout = chapterOf(one, page)
    const on = dayOfValue(one.value)
    const name = [one.words.view(one.view), layout.subject].filter((part) => part !== undefined).join(' · ')
    return { id: page.anchor('chapter'), name, on, layout }
  })
  const contents = html`<nav class="toc" aria-label="${own.contents}"><h2>${own.contents}</h2><ol>${chapters.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ol></nav>`
  const body = chapters.map(
    ({ id, name, on, layout }) =>
      html`<div class="chapter" id="${id}"><h2>${name}</h2>${on === undefined ? null : html`<p class="sub">${own.asOf(on)}</p>`}${bodyOf(layout, 3)}</div>`,
  )
  return bytesOf(
    document({
      own,
      title: inLang(title, front),
      subtitle: subtitle === undefined ? '' : inLang(subtitle, front),
      paper: 'A4',
      wall: false,
      body: html`<section>${contents}</section>${body}`,
    }),
  )
}
