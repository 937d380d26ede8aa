import { describe, it } from 'vitest'
import { coreViews } from '../views/index.ts'
import { lawsOfViews } from './all-laws.ts'
import { ask } from './ask.ts'
import { coreOptions } from './core-options.ts'
import { legalHistory } from './histories.ts'
import { sample } from './sample.ts'

describe(`views ${sample.says}`, () => {
  it.each(Object.entries(ask(legalHistory(), lawsOfViews(coreViews, coreOptions), sample)))('%s', (_, verdict) => verdict())
})
