import type { Forbidden } from '../engine/decision.ts'

/** What ids name. */
export type Kind =
  | 'district'
  | 'unit'
  | 'post'
  | 'taskForce'
  | 'plan'
  | 'planGoal'
  | 'annualPlan'
  | 'strategy'
  | 'goal'
  | 'policy'
  | 'figure'
  | 'indicator'
  | 'measurement'
  | 'task'
  | 'milestone'
  | 'extension'
  | 'report'
  | 'problem'
  | 'coordination'
  | 'item'
  | 'closing'
  | 'scheme'
  | 'group'
  | 'rule'
  | 'mark'
  | 'round'
  | 'panelScore'
  | 'appeal'
  | 'rulebook'
  | 'reminder'
  | 'meeting'
  | 'summary'
  | 'fileReview'
  | 'inspection'
  | 'finding'
  | 'listing'
  | 'circular'
  | 'incentive'
  | 'interview'
  | 'accountability'

/** Every refusal of the core: a code, the rule of DOMAIN section 4 behind it, and facts for its sentence in `words/`. */
export type CoreRefusal =
  | Forbidden
  /** There is nothing with this id. */
  | { readonly code: 'unknown'; readonly rule: 'R1'; readonly what: Kind; readonly id: string }
  /** The id is in use. */
  | { readonly code: 'taken'; readonly rule: 'R1'; readonly what: Kind; readonly id: string }
  /** It was dropped, dissolved, repealed, merged, cancelled … and takes no new duty. */
  | { readonly code: 'ended'; readonly rule: 'R1'; readonly what: Kind; readonly id: string; readonly on: string }
  /** The goal has open tasks (or goals below it), and the command does not say where they go. */
  | {
      readonly code: 'needsPlaces'
      readonly rule: 'R1'
      readonly goal: string
      readonly tasks: readonly string[]
      readonly goals: readonly string[]
    }
  /** The goal would be above itself. `path` leads from it to it. */
  | { readonly code: 'cycle'; readonly rule: 'R2'; readonly path: readonly string[] }
  /** Goals of one tree belong to one strategy. */
  | { readonly code: 'otherStrategy'; readonly rule: 'R2'; readonly goal: string; readonly strategy: string }
  /** The strategy names fewer levels than the goal's depth. */
  | { readonly code: 'tooDeep'; readonly rule: 'R2'; readonly goal: string; readonly levels: number }
  | {
      readonly code: 'notReady'
      readonly rule: 'R3'
      readonly task: string
      readonly missing: readonly ('lead' | 'responsible' | 'content' | 'schedule' | 'milestoneOrIndicator' | 'basis')[]
    }
  | {
      readonly code: 'wrongStage'
      readonly rule: 'R4' | 'R6' | 'R7' | 'R8' | 'R9' | 'R13' | 'R15' | 'R16'
      readonly what: Kind
      readonly id: string
      readonly stage: string
      readonly allowed: readonly string[]
    }
  | { readonly code: 'standing'; readonly rule: 'R4'; readonly task: string }
  | {
      readonly code: 'openItems'
      readonly rule: 'R5'
      readonly task: string
      readonly problems: readonly string[]
      readonly milestones: readonly string[]
      readonly decisions: readonly string[]
    }
  | { readonly code: 'evidenceMissing'; readonly rule: 'R6' }
  | { readonly code: 'reasonMissing'; readonly rule: 'R6' | 'R9' | 'R20' }
  /** Separation of duties: the actor's own unit is on the other side. */
  | { readonly code: 'ownUnit'; readonly rule: 'R6'; readonly command: string; readonly unit: string }
  /** Separation of duties: what the office asked for is verified by a leader. */
  | { readonly code: 'needsLeader'; readonly rule: 'R6'; readonly command: string }
  /** The problem was coordinated: its decider has to consent to a withdrawal. */
  | { readonly code: 'needsConsent'; readonly rule: 'R7'; readonly problem: string; readonly deciders: readonly string[] }
  | {
      readonly code: 'outsideSchedule'
      readonly rule: 'R8'
      readonly milestone: string
      readonly due: string
      readonly from: string
      readonly until: string
    }
  | { readonly code: 'reachedAlready'; readonly rule: 'R8'; readonly task: string; readonly milestone: string }
  /** The due date had passed when the later date was asked for. */
  | {
      readonly code: 'tooLate'
      readonly rule: 'R9'
      readonly what: 'task' | 'milestone'
      readonly id: string
      readonly due: string
      readonly on: string
    }
  /** The date asked for is not later than the one that stands. */
  | { readonly code: 'notLater'; readonly rule: 'R9'; readonly due: string; readonly asked: string }
  | { readonly code: 'narrativeMissing'; readonly rule: 'R10'; readonly task: string; readonly from: number; readonly to: number }
  /** Already disputed; a second finding would hide the first. */
  | { readonly code: 'disputedAlready'; readonly rule: 'R10'; readonly report: string }
  /** The aim does not fit the direction: `between` needs a band, the others a target; a due date needs an aim. */
  | {
      readonly code: 'badTarget'
      readonly rule: 'R11'
      readonly indicator: string
      readonly problem:
        | 'bandMissing'
        | 'bandUnwanted'
        | 'bandReversed'
        | 'targetUnwanted'
        | 'dueWithoutTarget'
        | 'checkpointTwice'
        | 'checkpointAfterDue'
    }
  /** Tasks, problems and decisions that would be left without a responsible unit. */
  | {
      readonly code: 'noSuccessor'
      readonly rule: 'R17'
      readonly unit: string
      readonly tasks: readonly string[]
      readonly problems: readonly string[]
      readonly decisions: readonly string[]
    }
  /** A command id that was used for something else. */
  | { readonly code: 'commandReused'; readonly rule: 'R18'; readonly id: string }
  /** `on` lies after the day of the entry. */
  | { readonly code: 'inFuture'; readonly rule: 'R19'; readonly on: string; readonly today: string }
  /** It did not exist yet on that day. */
  | { readonly code: 'notYet'; readonly rule: 'R19'; readonly what: Kind; readonly id: string; readonly since: string; readonly on: string }
  /** `on` lies before the subject's last fact. */
  | {
      readonly code: 'outOfOrder'
      readonly rule: 'R19'
      readonly what: Kind
      readonly id: string
      readonly last: string
      readonly on: string
    }
  /** A period, schedule or suspension that ends before it begins, or what is due before it was asked for. */
  | { readonly code: 'badPeriod'; readonly rule: 'R7' | 'R8' | 'R13' | 'R15' | 'R16' | 'R20'; readonly from: string; readonly to: string }
  /** The command must say which document, meeting or decision it rests on. */
  | { readonly code: 'basisMissing'; readonly rule: 'R3' | 'R9' | 'R16' | 'R20'; readonly command: string }
  /** The post is held by somebody else, or by nobody. */
  | { readonly code: 'notHolder'; readonly rule: 'R1'; readonly post: string; readonly person: string }
  /** A transfer to the unit that has it already. */
  | {
      readonly code: 'sameUnit'
      readonly rule: 'R1'
      readonly what: 'task' | 'problem' | 'item'
      readonly id: string
      readonly unit: string
    }
  /** The same id stands twice in one input. */
  | { readonly code: 'twice'; readonly rule: 'R1'; readonly what: Kind; readonly id: string }
  /** The base rules of a group are worth more or less than its full marks. */
  | {
      readonly code: 'marksDoNotSum'
      readonly rule: 'R12'
      readonly scheme: string
      readonly group: string
      readonly sum: number
      readonly full: number
    }
  | { readonly code: 'unknownMetric'; readonly rule: 'R12'; readonly metric: string; readonly known: readonly string[] }
  /** A rule's or a scheme's terms contradict each other. */
  | {
      readonly code: 'badTerms'
      readonly rule: 'R12' | 'R14'
      readonly id: string
      readonly problem:
        | 'zeroIsFull'
        | 'stepsOutOfOrder'
        | 'floorAboveCap'
        | 'vetoMissing'
        | 'vetoUnwanted'
        | 'floorAboveWorth'
        | 'gradesOutOfOrder'
        | 'lowestGradeAboveZero'
        | 'unknownGrade'
        | 'unknownTie'
        | 'ladderRepeats'
        | 'lagsReversed'
    }
  /** The period has not ended. */
  | { readonly code: 'roundNotOver'; readonly rule: 'R13'; readonly round: string; readonly to: string; readonly on: string }
  | {
      readonly code: 'panelMissing'
      readonly rule: 'R13'
      readonly round: string
      readonly panel: string
      readonly units: readonly string[]
    }
  | { readonly code: 'openAppeals'; readonly rule: 'R13'; readonly round: string; readonly appeals: readonly string[] }
  | { readonly code: 'notInRound'; readonly rule: 'R13'; readonly round: string; readonly unit: string }
  /** The days in which a score may be appealed against have passed. */
  | { readonly code: 'appealOver'; readonly rule: 'R13'; readonly round: string; readonly until: string; readonly on: string }
  /** A dismissed appeal changes nothing, and an upheld one does. */
  | { readonly code: 'badAdjustment'; readonly rule: 'R13'; readonly appeal: string; readonly upheld: boolean }
  /** The results can still be appealed against. */
  | { readonly code: 'appealsPossible'; readonly rule: 'R13'; readonly round: string; readonly until: string; readonly on: string }
  /** The calendar does not know a year that a deadline in working days falls into. */
  | { readonly code: 'yearNotCovered'; readonly rule: 'R15'; readonly from: string; readonly days: number }
  /** The unit was reminded of this already. */
  | { readonly code: 'remindedAlready'; readonly rule: 'R15'; readonly unit: string; readonly period: string; readonly reminder: string }
  | { readonly code: 'notDue'; readonly rule: 'R15'; readonly unit: string; readonly period: string }
  /** The quarter was summed up already, or has not ended. */
  | { readonly code: 'quarterNotOver'; readonly rule: 'R15'; readonly quarter: string; readonly on: string }
  /** A step of the ladder is passed over without a reason. */
  | {
      readonly code: 'skipsSteps'
      readonly rule: 'R16'
      readonly unit: string
      readonly step: string
      readonly skipped: readonly string[]
    }

export type RefusalCode = CoreRefusal['code']
export type RefusalOf<C extends RefusalCode> = Extract<CoreRefusal, { code: C }>
