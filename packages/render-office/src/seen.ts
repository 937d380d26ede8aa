import type { Dictionary, Lang, Sealed, Shown, ValueIn, ViewsIn } from '@bihuan/core'
import { officeWords } from './words/words.ts'

/** What layouts know of the views that they show. */

export type CoreView = keyof ViewsIn & string
export type ShownOf<N extends CoreView> = Shown<N, ValueIn<N>>

/** Something for each view of the core: one that is new is an error of the compiler here. */
export type ByView<T> = { readonly [N in CoreView]: T extends (...args: never) => infer R ? (shown: ShownOf<N>) => R : T }

export type Text = string | { readonly zh: string; readonly en: string }

/** A text in one language. */
export const inLang = (text: Text, lang: Lang): string => (typeof text === 'string' ? text : text[lang])

/** The same for a text about a person: one that is sealed is said to be. */
export const personalInLang = (text: string | Sealed, lang: Lang): string => (typeof text === 'string' ? text : sealedIn[lang])
const sealedIn = { zh: '（已封存）', en: '(sealed)' }

/** What something is part of, and the part. */
export function joined(whole: Text, part: Text): Text {
  const both = (text: Text) => (typeof text === 'string' ? { zh: text, en: text } : text)
  return { zh: `${both(whole).zh} · ${both(part).zh}`, en: `${both(whole).en} · ${both(part).en}` }
}

/** A label where a line or a column begins with it: with a capital, in languages that have them. */
export const leading = (label: string): string => label.slice(0, 1).toUpperCase() + label.slice(1)

/** Names after each other. */
export const listed = (names: readonly Text[], lang: Lang): string =>
  names.map((name) => inLang(name, lang)).join(lang === 'zh' ? '、' : ', ')

/** A day as people write it; what is no day is left as it is. */
export function dayIn(day: string, words: Dictionary): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  return year === undefined ? day : officeWords(words).day(Number(year), Number(month), Number(date))
}

/** The day that a view speaks of, when its value has one. */
export function onOf(value: unknown): string | undefined {
  const on = typeof value === 'object' && value !== null && 'on' in value ? value.on : undefined
  return typeof on === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(on) ? on : undefined
}

/** A view's title: its name, what it is about, and its day. */
export function titleOf(shown: Shown, subject?: Text | null): string {
  const { words } = shown
  const own = officeWords(words)
  const name = words.view(shown.view)
  const on = onOf(shown.value)
  const about = subject === undefined || subject === null ? name : own.about(name, inLang(subject, words.lang))
  return on === undefined ? about : own.titleOf(about, dayIn(on, words))
}
