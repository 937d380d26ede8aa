import { describe, it } from 'vitest'
import { hostileLaws } from './all-laws.ts'
import { ask } from './ask.ts'
import { conservation } from './conservation/index.ts'
import { legalHistory } from './histories.ts'
import { stateLaws } from './laws.ts'
import { metricLaws } from './metric-laws.ts'
import { coreRules } from './rules/index.ts'
import { sample } from './sample.ts'

const laws = { ...stateLaws, ...coreRules, ...conservation, ...hostileLaws, ...metricLaws }

describe(`laws, rules and conservation ${sample.says}`, () => {
  it.each(Object.entries(ask(legalHistory(), laws, sample)))('%s', (_, verdict) => verdict())
})
