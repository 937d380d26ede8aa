import { coreSlices, type Dictionary, dictionary, type FlatTable, type Machine, type Shown } from '@bihuan/core'
import { coreOptions, type LegalHistory, legalHistory } from '@bihuan/core/testing'
import { en, zh } from '@bihuan/core/words'
import * as fc from 'fast-check'

/** What renderers are asked to show: views of random histories, of nothing, and of extensions. */

export const languages: readonly Dictionary[] = [dictionary(coreSlices, zh), dictionary(coreSlices, en)]

export const coreViews: readonly string[] = Object.keys(coreOptions)

/** Names that no object may take for its own. */
export const strangeNames = ['vendor.visits', 'constructor', '__proto__', 'valueOf', '', '不存在'] as const

const histories = new Map<number, LegalHistory>()

/** One rich history, the same for every case. */
export function historyOf(seed: number): LegalHistory {
  const known = histories.get(seed)
  if (known) return known
  const some = fc.sample(legalHistory(), { seed, numRuns: 12 })
  const most = some.reduce((best, one) => (one.events.length > best.events.length ? one : best))
  histories.set(seed, most)
  return most
}

export const manyHistories = (seed: number, runs: number): readonly LegalHistory[] => fc.sample(legalHistory(), { seed, numRuns: runs })

export const lastDay = ({ events }: LegalHistory): string =>
  events
    .map(({ on }) => on)
    .sort()
    .at(-1) ?? '2026-01-01'

/** The value of a view, and its table in a language. */
export const shownAs = (machine: Machine, view: string, value: unknown, words: Dictionary): Shown => ({
  view,
  value,
  table: machine.viewNamed(view).table(value as never, words.lang as never) as FlatTable,
  words,
})

/** With which options a core view is asked for in a history. */
export const optionsFor = (history: LegalHistory, view: string, picks: readonly number[] = [1, 2, 3]): readonly object[] =>
  coreOptions[view as keyof typeof coreOptions]?.(history, picks as never) ?? [{}]

/** Every core view that a renderer shows, on a day of a history, in one language. */
export function coreShown(
  history: LegalHistory,
  words: Dictionary,
  on: string,
  shows: (view: string) => boolean,
  picks?: readonly number[],
): Shown[] {
  const { machine, state } = history
  return coreViews
    .filter(shows)
    .flatMap((view) =>
      optionsFor(history, view, picks).map((options) =>
        shownAs(machine, view, machine.see(state, view, options as Record<string, unknown>, on), words),
      ),
    )
}

/** A view that no renderer knows, with a column of every kind; `text` makes its texts. */
export function extensionShown(view: string, words: Dictionary, rows: number, text: (n: number) => string = (n) => `走访${n}`): Shown {
  const table: FlatTable = {
    columns: [
      { key: 'visit', kind: 'id' },
      { key: 'title', kind: 'text' },
      { key: 'light', kind: 'code', words: 'light' },
      { key: 'on', kind: 'day' },
      { key: 'value', kind: 'number' },
      { key: 'share', kind: 'percent' },
      { key: 'count', kind: 'count' },
      { key: 'days', kind: 'days' },
      { key: 'forces', kind: 'flag' },
      { key: 'note', kind: 'text', detail: true },
    ],
    rows: Array.from({ length: rows }, (_, n) =>
      n % 7 === 6
        ? {
            visit: `V-${n}`,
            title: null,
            light: null,
            on: null,
            value: null,
            share: null,
            count: null,
            days: null,
            forces: null,
            note: null,
          }
        : {
            visit: `V-${n}`,
            title: text(n),
            light: ['done', 'green', 'yellow', 'red', 'grey', 'blinking'][n % 6] as string,
            on: `2026-0${1 + (n % 9)}-1${n % 9}`,
            value: n % 3 === 0 ? `${n}0000.5` : n - 0.25,
            share: (n * 7.25) % 100,
            count: n,
            days: -n,
            forces: n % 2 === 0,
            note: text(n + 100_000),
          },
    ),
  }
  return { view, value: { rows: table.rows.length }, table, words }
}
