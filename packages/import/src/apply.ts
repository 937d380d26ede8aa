import type { CommandCall, District, ExecuteOptions, Outcome } from '@bihuan/core'
import type { LedgerPlan } from './plan.ts'
import { unreadable } from './unreadable.ts'

/** The commands of a plan, in their order: units, then tasks, then changes. */
export const commandsIn = ({ units, tasks, changes }: LedgerPlan): readonly CommandCall[] => [
  ...units.map((input) => ({ command: 'unit.establish', input })),
  ...tasks.map((input) => ({ command: 'task.register', input })),
  ...changes,
]

/**
 * Records what a plan says: all of it or nothing, as one batch. A plan without commands records nothing. What has changed in the district since
 * it was planned is decided anew.
 * @throws InvalidInput `planHasProblems` at `file` · as `District.executeAll`, whose `at` is the place in `commandsIn`
 */
export async function applyPlan(
  district: Pick<District, 'executeAll'>,
  plan: LedgerPlan,
  options: ExecuteOptions,
): Promise<readonly Outcome[]> {
  if (plan.problems.length > 0) throw unreadable('planHasProblems', { count: plan.problems.length })
  const commands = commandsIn(plan)
  return commands.length === 0 ? [] : district.executeAll(commands, { ...(plan.on !== undefined && { on: plan.on }), ...options })
}
