import type { coreRules } from '../rules/index.ts'
import { assessmentRuleMutants } from './rules-assessment.ts'
import { problemRuleMutants } from './rules-problems.ts'
import { referenceRuleMutants } from './rules-references.ts'
import { supervisionRuleMutants } from './rules-supervision.ts'
import { taskRuleMutants } from './rules-tasks.ts'
import type { Mutants } from './wrapping.ts'

/** What the rules have to catch. The compiler names a rule without a mutant. */
export const ruleMutants: Readonly<Record<keyof typeof coreRules, Mutants>> = {
  ...referenceRuleMutants,
  ...taskRuleMutants,
  ...problemRuleMutants,
  ...assessmentRuleMutants,
  ...supervisionRuleMutants,
}
