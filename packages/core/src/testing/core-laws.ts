import type { AnySlice, AnyView } from '../engine/slice.ts'
import { coreViews } from '../views/index.ts'
import { type HistoryLaws, hostileLaws, lawsOfViews, type OptionsIn } from './all-laws.ts'
import { conservation } from './conservation/index.ts'
import { coreOptions } from './core-options.ts'
import { stateLaws } from './laws.ts'
import { metricLaws } from './metric-laws.ts'
import { coreRules } from './rules/index.ts'

/**
 * Every law that a district with the embedding program's own slices obeys, by name: those of the state, the core's rules and
 * its conservation, those of hostile commands, and those of every metric and every view, the own ones too. `options` say with which options
 * an own view is asked for; without any when it is left out.
 */
export function lawsOf(slices: readonly AnySlice[] = [], options: Readonly<Record<string, OptionsIn>> = {}): HistoryLaws {
  const own: Readonly<Record<string, AnyView>> = Object.assign({}, ...slices.map((slice) => slice.views))
  const views = lawsOfViews({ ...coreViews, ...own }, { ...coreOptions, ...options })
  return { ...stateLaws, ...coreRules, ...conservation, ...hostileLaws, ...metricLaws, ...views }
}
