import type { Dictionary, Lang } from '@bihuan/core'
import type { PageWords } from '../words/index.ts'

/** What every part of a page is written with: the words of the district, those of pages, and addresses within the page. */
export interface Page {
  readonly words: Dictionary
  readonly own: PageWords
  readonly lang: Lang
  /**
   * An address within the page. The same names give the same address, and others another one, whatever they say: what is
   * neither letter nor digit is written as its number.
   */
  anchor(...names: readonly string[]): string
}

export const pageOf = (words: Dictionary, own: PageWords, prefix: string): Page => ({
  words,
  own,
  lang: words.lang,
  anchor: (...names) => [prefix, ...names.map(spelt)].join('-'),
})

const spelt = (name: string): string => name.replace(/[^A-Za-z0-9]/gu, (sign) => `_${(sign.codePointAt(0) as number).toString(16)}_`)

/** A text as it was written: in one language, or in two. */
export type Written = string | { readonly zh: string; readonly en: string }

export const inLang = (text: Written, { lang }: Page): string => (typeof text === 'string' ? text : text[lang])

/** Names after each other, in the list mark of the language. */
export const listed = (names: readonly Written[], page: Page): string =>
  names.map((name) => inLang(name, page)).join(page.lang === 'zh' ? '、' : ', ')

/** The same for a text about a person, which may be sealed. */
export const personalText = (text: Written | { readonly sealed: unknown }, page: Page): string =>
  typeof text === 'object' && 'sealed' in text ? page.own.sealed : inLang(text, page)

/** A label as the beginning of a heading. */
export const headed = (label: string, { lang }: Page): string =>
  lang === 'en' ? label.replace(/^\p{Ll}/u, (sign) => sign.toUpperCase()) : label
