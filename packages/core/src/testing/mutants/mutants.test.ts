import { describe, expect, it } from 'vitest'
import type { AnyView } from '../../engine/slice.ts'
import { coreViews } from '../../views/index.ts'
import { type HistoryLaw, hostileLaws, lawsOfViews } from '../all-laws.ts'
import { firstFailure } from '../ask.ts'
import { type ConservationName, conservation, conservationOf } from '../conservation/index.ts'
import { coreOptions } from '../core-options.ts'
import { legalHistory } from '../histories.ts'
import { stateLaws } from '../laws.ts'
import { metricLaws } from '../metric-laws.ts'
import { coreRules } from '../rules/index.ts'
import { viewLaws } from '../view-laws.ts'
import { conservationMutants } from './conservation.ts'
import { hostileMutants } from './hostile.ts'
import { metricMutants } from './metrics.ts'
import { ruleMutants } from './rules.ts'
import { stateMutants } from './state.ts'
import { viewMutants } from './views.ts'
import type { Mutant, Mutants } from './wrapping.ts'

/** The same mutants in the same histories, every time. */
const fixed = { runs: 2000, seed: 1123 }

const each = (mutants: Readonly<Record<string, Mutants>>) =>
  Object.entries(mutants).flatMap(([law, some]) => some.map((mutant) => ({ law, mutant, breaks: mutant.breaks })))

function caught({ core, machine, says }: Mutant, law: HistoryLaw): void {
  const failure = firstFailure(legalHistory({ ...(core && { core }), ...(machine && { machine }) }), law, fixed)
  expect(failure?.message ?? `holds of ${fixed.runs} histories, seed ${fixed.seed}`).toMatch(says)
}

describe(`mutants that every law has to catch, seed ${fixed.seed}`, { timeout: 120_000 }, () => {
  it('every law has a mutant', () => {
    const mutants = { ...stateMutants, ...viewMutants, ...conservationMutants, ...ruleMutants, ...hostileMutants, ...metricMutants }
    const laws = { ...stateLaws, ...viewLaws, ...conservation, ...coreRules, ...hostileLaws, ...metricLaws }
    expect(Object.keys(mutants).sort()).toEqual(Object.keys(laws).sort())
  })

  const plain: Readonly<Record<string, HistoryLaw>> = { ...stateLaws, ...coreRules, ...hostileLaws, ...metricLaws }
  it.each(each({ ...stateMutants, ...ruleMutants, ...hostileMutants, ...metricMutants }))('$law: $breaks', ({ law, mutant }) =>
    caught(mutant, plain[law] as HistoryLaw),
  )
  it.each(each(conservationMutants))('$law: $breaks', ({ law, mutant }) =>
    caught(mutant, conservationOf({ ...coreViews, ...mutant.views } as typeof coreViews)[law as ConservationName]),
  )
  it.each(each(viewMutants))('$law: $breaks', ({ law, mutant }) => {
    const [name = '', view] = Object.entries(mutant.views ?? {})[0] ?? []
    caught(mutant, lawsOfViews({ [name]: view as AnyView }, coreOptions)[`${name} ${law}`] as HistoryLaw)
  })
})
