import { assessmentMoves } from './assessment.ts'
import { closingMoves } from './closing.ts'
import type { Move } from './hand.ts'
import { indicatorMoves } from './indicators.ts'
import { milestoneMoves } from './milestones.ts'
import { organisationMoves } from './organisation.ts'
import { problemMoves } from './problems.ts'
import { strategyMoves } from './strategy.ts'
import { supervisionMoves } from './supervision.ts'
import { taskMoves } from './tasks.ts'

/** A move for every command of the core. */
export const coreMoves: readonly Move[] = [
  ...taskMoves,
  ...milestoneMoves,
  ...problemMoves,
  ...closingMoves,
  ...indicatorMoves,
  ...strategyMoves,
  ...organisationMoves,
  ...supervisionMoves,
  ...assessmentMoves,
]
