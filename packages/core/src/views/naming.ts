import type { LightReason, MilestoneSeen } from '../domain/measures/task.ts'
import type { Light } from '../domain/measures/thresholds.ts'
import type { District } from '../domain/state.ts'
import type { Strategy } from '../domain/strategy/state.ts'
import { entryOn, inTime, valueOn } from '../engine/history.ts'
import type { Personal, Text } from '../engine/schema.ts'
import type { Cell, Lang } from '../engine/view.ts'
import type { Counts } from './shapes.ts'

/** Names as they were on a day. What has no name is called by its id. */

export const copied = (text: Text): Text => (typeof text === 'string' ? text : { zh: text.zh, en: text.en })

export function unitNamed(state: District, id: string, day: string): { id: string; name: Text } {
  const name = state.units.get(id)?.names
  return { id, name: copied((name && valueOn(name, day)) ?? id) }
}

export const unitOrNull = (state: District, id: string | undefined, day: string) => (id === undefined ? null : unitNamed(state, id, day))

export function goalNamed(state: District, id: string, day: string): { id: string; name: Text } {
  const facts = state.goals.get(id)?.facts
  return { id, name: copied((facts && valueOn(facts, day)?.name) ?? id) }
}

/** A post: its title, and who holds it, `null` while it is vacant. */
export function postNamed(state: District, id: string, day: string): { id: string; name: Text; person: string | null } {
  const post = state.posts.get(id)
  const title = post && valueOn(post.titles, day)?.title
  return { id, name: copied(title ?? id), person: (post && entryOn(post.holders, day)?.value?.person) ?? null }
}

/** Who holds a post on a day, by name where one was recorded. */
export function officerOf(state: District, id: string, day: string): Personal | null {
  const post = state.posts.get(id)
  const name = (post && entryOn(post.holders, day)?.value?.name) ?? null
  return name === null || typeof name === 'string' ? name : { ...name }
}

/** Strategies adopted by a day, as they came up. */
export const strategiesOn = (state: District, day: string): readonly Strategy[] =>
  [...state.strategies.values()].filter((one) => one.adopted.on <= day).sort((a, b) => inTime(a.adopted, b.adopted))

/** A text in one language. */
export const inLang = (text: Text, lang: Lang): string => (typeof text === 'string' ? text : text[lang])

/** The same for a text that may be about a person: what is sealed is said to be. */
export const personalInLang = (text: Text | Personal, lang: Lang): string =>
  typeof text === 'object' && 'sealed' in text ? placeholders[lang] : inLang(text, lang)

const placeholders = { zh: '（已封存）', en: '(sealed)' }

/** Names in one cell, in the list mark of the language. */
export const listed = (names: readonly Text[], lang: Lang): string =>
  names.map((name) => inLang(name, lang)).join(lang === 'zh' ? '、' : ', ')

export const orNull = <T extends Cell>(value: T | undefined): T | null => value ?? null

export function countLights(lights: Iterable<Light>): Counts {
  const counts = { done: 0, green: 0, yellow: 0, red: 0, grey: 0 }
  for (const light of lights) counts[light]++
  return counts
}

/** Reasons as codes in one cell, such as `overdue 12; lag 31.5`. */
export const reasonCodes = (reasons: readonly LightReason[]): string => reasons.map(reasonCode).join('; ')

function reasonCode(reason: LightReason): string {
  if ('milestone' in reason) return `${reason.code} ${reason.milestone} ${reason.days}`
  if ('points' in reason) return `${reason.code} ${reason.points}`
  if ('days' in reason) return `${reason.code} ${reason.days}`
  if ('until' in reason) return `${reason.code} ${reason.until}`
  return reason.code
}

export const milestoneRow = (milestone: MilestoneSeen) => ({
  id: milestone.id,
  title: copied(milestone.title),
  due: milestone.due,
  state: milestone.state,
  late: milestone.late,
})

export const reasonsOf = (reasons: readonly LightReason[]): LightReason[] => reasons.map((reason) => ({ ...reason }))

/** Points to two decimals. */
export const lagOf = (planned: number, actual: number): number => Math.round((planned - actual) * 100) / 100

/** Percent to two decimals; `null` of nothing. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((10_000 * part) / whole) / 100)

/** In the order of ids, which the state's own order must not show through. */
export const byId = <R extends { readonly id: string }>(rows: Iterable<R>): R[] => [...rows].sort((a, b) => byText(a.id, b.id))

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
