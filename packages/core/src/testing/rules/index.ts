import type { LegalHistory } from '../legal-history.ts'
import {
  findingsMoveWhatCitesThem,
  gradesFollowTheScheme,
  linesCiteWhatMovesThem,
  roundsKeepTheirScheme,
  scoredRoundsAreReproduced,
  scoresAreSums,
} from './assessment.ts'
import { closingsAreVerifiedByOthers, correctionsKeepTheFirstValue, problemsFollowTheEdges } from './problems.ts'
import {
  endedUnitsHaveNothingOpen,
  factsComeInOrder,
  goalsFormATree,
  idsAreUniqueAndReferencesExist,
  whatEndedTakesNoDuty,
} from './references.ts'
import { stepsAreNotSkipped, supervisionIsIdempotent } from './supervision.ts'
import {
  closedTasksHaveNothingOpen,
  duesMoveInTime,
  fallsAreTold,
  milestonesKeepTheirPlace,
  stagesFollowTheEdges,
  startedTasksAreReady,
  suspensionsHaveAnEnd,
} from './tasks.ts'

/** Rules of DOMAIN section 4 as they show in a log of the core. Each throws with the position at which it is broken. */
export const coreRules = {
  'R1: ids are used once, and references name what is there': idsAreUniqueAndReferencesExist,
  'R1: what has ended takes no new duty': whatEndedTakesNoDuty,
  'R2: goals form a tree, without a circle across alignments': goalsFormATree,
  'R3: a task starts with its responsibilities in place': startedTasksAreReady,
  'R4: a task goes from stage to stage as allowed, and no other way': stagesFollowTheEdges,
  'R5: what is closed has nothing open': closedTasksHaveNothingOpen,
  'R6: closings rest on evidence and are verified by others': closingsAreVerifiedByOthers,
  'R7: a problem goes from state to state as allowed': problemsFollowTheEdges,
  'R8: milestones lie in the schedule and are reached once': milestonesKeepTheirPlace,
  'R9: a due date moves only in time': duesMoveInTime,
  'R10: a fall has a narrative': fallsAreTold,
  'R11: a correction keeps what it corrects': correctionsKeepTheFirstValue,
  'R12: a round keeps the scheme and the rules of its opening, whose base sums to full marks': roundsKeepTheirScheme,
  'R13: a score is the sum of its lines, which rest on events; published is frozen and adjusted': scoresAreSums,
  'R13: a scored round, computed again up to its cut-off, is the same to the last digit': scoredRoundsAreReproduced,
  'R13: a report that had said something else would change lines that cite it, and no others': linesCiteWhatMovesThem,
  'R13: a report that had been untrue would change lines that cite it, and no others': findingsMoveWhatCitesThem,
  'R14: ranks, quotas, cut-offs and vetoes are as the scheme says': gradesFollowTheScheme,
  'R15: supervision is idempotent': supervisionIsIdempotent,
  'R16: steps of the ladder are not skipped without a reason': stepsAreNotSkipped,
  'R17: nothing open is with a unit that has ended': endedUnitsHaveNothingOpen,
  'R19: facts about a subject come in the order of their days': factsComeInOrder,
  'R20: a suspension has an end and a basis': suspensionsHaveAnEnd,
} satisfies Readonly<Record<string, (history: LegalHistory) => void>>
