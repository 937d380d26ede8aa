/**
 * What a row remembers by day: values with the day from which each holds, in the order of (`on`, `position`). A view on a
 * past day reads these, so that it needs no replay.
 */
export type History<T> = readonly Entry<T>[]
export interface Entry<T> {
  /** The day from which `value` holds. */
  readonly on: string
  /** Position of the event that said so. */
  readonly position: number
  readonly value: T
}

/** When a fact holds, and its place in the log. */
export type Moment = { readonly on: string; readonly position: number }

/** A history that begins with `value`. */
export const begin = <T>(at: Moment, value: T): Entry<T>[] => [{ on: at.on, position: at.position, value }]

/** Puts `value` in its place by (`on`, `position`); late entries go before those that hold from a later day. */
export function enter<T>(history: Entry<T>[], at: Moment, value: T): void {
  let place = history.length
  while (place > 0 && later(history[place - 1] as Moment, at)) place--
  const entry = { on: at.on, position: at.position, value }
  if (place === history.length) history.push(entry)
  else history.splice(place, 0, entry)
}

/** The same as a history of its own, which leaves `history` as it is. */
export function entered<T>(history: History<T>, at: Moment, value: T): History<T> {
  const all = [...history]
  enter(all, at, value)
  return all
}

const later = (a: Moment, b: Moment) => a.on > b.on || (a.on === b.on && a.position > b.position)

/** In the order of (`on`, `position`): that in which things came up, whenever they were entered. For sorting rows by a first entry. */
export const inTime = (a: Moment, b: Moment): number => (a.on === b.on ? a.position - b.position : a.on < b.on ? -1 : 1)

/** The entry that holds on `day`, or undefined when none had begun. */
export function entryOn<T>(history: History<T>, day: string): Entry<T> | undefined {
  for (let i = history.length - 1; i >= 0; i--) {
    const entry = history[i] as Entry<T>
    if (entry.on <= day) return entry
  }
  return undefined
}

/** What was said up to `day`. */
export const upTo = <T>(history: History<T>, day: string): History<T> => history.filter((entry) => entry.on <= day)

/** The value that holds on `day`, or undefined when none had begun. */
export const valueOn = <T>(history: History<T>, day: string): T | undefined => entryOn(history, day)?.value

/** The last value, whatever its day. Histories are never empty. */
export const latest = <T>(history: History<T>): T => (history[history.length - 1] as Entry<T>).value

/** The last entry's day. */
export const lastDay = (history: History<unknown>): string => (history[history.length - 1] as Entry<unknown>).on

/** The first entry's day: since when the thing exists. */
export const firstDay = (history: History<unknown>): string => (history[0] as Entry<unknown>).on
