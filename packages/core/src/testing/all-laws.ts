import type { AnyView } from '../engine/slice.ts'
import type { Law } from './ask.ts'
import { hostileCommandsAreRefused } from './hostile.ts'
import type { LegalHistory } from './legal-history.ts'
import { daysIn, viewLaws } from './view-laws.ts'

export type HistoryLaw = Law<LegalHistory>
export type HistoryLaws = Readonly<Record<string, HistoryLaw>>

/** The options with which a view is asked for in a history: all that are worth a look. */
export type OptionsIn = (history: LegalHistory, picks: readonly number[]) => readonly object[]

/** That commands as nobody should send them are refused with a code, and never end otherwise. */
export const hostileLaws = { 'illegal commands are refused with a code, and never end otherwise': hostileCommandsAreRefused }

/**
 * The view laws, of every view. Each view is asked for with the options that `options` gives for it, or without any.
 * Their names begin with the view's.
 */
export function lawsOfViews(views: Readonly<Record<string, AnyView>>, options: Readonly<Record<string, OptionsIn>> = {}): HistoryLaws {
  const laws: Record<string, HistoryLaw> = {}
  for (const [name, view] of Object.entries(views))
    for (const [says, { law, days }] of Object.entries(viewLaws))
      laws[`${name} ${says}`] = (history, picks) => {
        for (const day of daysIn(history, picks.slice(0, days)))
          for (const some of options[name]?.(history, picks) ?? [{}]) law(history, { name, view, options: some }, day)
      }
  return laws
}
