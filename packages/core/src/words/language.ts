import type { lineKinds, roundKinds, ruleKinds } from '../domain/assessment/events.ts'
import type { CoreMetric } from '../domain/assessment/metrics/index.ts'
import type { Working } from '../domain/assessment/points.ts'
import type { RoundStage } from '../domain/assessment/rules.ts'
import type { closingStates } from '../domain/closing/state.ts'
import type { aggregations, directions } from '../domain/indicators/events.ts'
import type { LightReason } from '../domain/measures/task.ts'
import type { Light } from '../domain/measures/thresholds.ts'
import type { ranks, unitKinds, unitLevels } from '../domain/organisation/events.ts'
import type { corePolicy, Role } from '../domain/policy.ts'
import type { problemSources, severities } from '../domain/problems/events.ts'
import type { problemStates } from '../domain/problems/state.ts'
import type { Kind, RefusalCode, RefusalOf } from '../domain/refusals.ts'
import type { CoreFact } from '../domain/state.ts'
import type { measureStates, planLevels, policyKinds, qualifiers } from '../domain/strategy/events.ts'
import type {
  circularKinds,
  consequences,
  dutyCodes,
  incentiveKinds,
  inspectionKinds,
  outcomes,
  reminderKinds,
} from '../domain/supervision/events.ts'
import type { Why } from '../domain/supervision/ladder.ts'
import type { PackReason } from '../domain/supervision/pack.ts'
import type { ambitions, measuredBys, supervisors, taskClasses } from '../domain/tasks/events.ts'
import type { taskStages } from '../domain/tasks/state.ts'
import type { UnprovedCode } from '../engine/errors.ts'
import type { Lang } from '../engine/view.ts'
import type { Dictionary } from '../engine/words.ts'
import type { agendaParts } from '../views/agenda.ts'
import type { agendaDuties } from '../views/agenda-rows.ts'
import type { changeCodes } from '../views/changes.ts'
import type { coverageGaps, coverageMeasures } from '../views/coverage-checks.ts'
import type { dossierSections } from '../views/dossier-rows.ts'
import type { CoreViews } from '../views/index.ts'
import type { trends } from '../views/indicator-board.ts'
import type { readinessGaps } from '../views/readiness.ts'

type Labels<K extends string> = Readonly<Record<K, string>>
type Of<L extends readonly string[]> = Labels<L[number]>

/** What a leader or a unit does in the lists, and the stages of supervision: what `thread` and `fiveLists` call an entry. */
type Happening =
  | 'assigned'
  | 'reached'
  | 'confirmed'
  | 'open'
  | 'requested'
  | 'granted'
  | 'refused'
  | 'reported'
  | 'disputed'
  | 'escalated'
  | 'transferred'
  | 'decided'
  | 'rescinded'
  | 'executed'
  | 'pending'
  | 'stands'
  | 'issued'
  | 'answered'
  | 'called'
  | 'completed'
  | 'rectified'
  | 'listed'
  | 'lifted'
  | 'opened'
  | 'concluded'
  | 'held'
  | 'vacant'
  | 'ended'

type AnyState = Happening | (typeof taskStages)[number] | (typeof problemStates)[number] | (typeof closingStates)[number]

/** Conditions of the permission table. */
type Where =
  | 'ownTask'
  | 'ownOrCooperatingTask'
  | 'ownProblem'
  | 'ownIndicator'
  | 'inPortfolio'
  | 'asDiscipline'
  | 'asLeader'
  | 'asLeaderInPortfolio'
  | 'ownItem'
  | 'ownUnitOrTask'
  | 'ownDecisionOrPortfolio'
  | 'ownSubject'
  | 'ownRequest'
  | 'officeAsked'
  | 'ownResult'
  | 'ownReminder'
  | 'ownFileReview'
  | 'ownFinding'
  | 'withoutDecisions'

/** Every word of the core in one language: the compiler names what is missing. */
export interface Language {
  readonly lang: Lang
  readonly events: Labels<CoreFact['type']>
  readonly commands: Labels<keyof typeof corePolicy>
  readonly views: Labels<keyof CoreViews | 'timeline'>
  readonly columns: Readonly<Record<string, string>>
  readonly metrics: Labels<CoreMetric>
  readonly codes: {
    readonly light: Labels<Light>
    /** `{0}`, `{1}` stand for the numbers and ids that follow the code. */
    readonly reason: Labels<LightReason['code']>
    readonly stage: Of<typeof taskStages>
    readonly problemState: Of<typeof problemStates>
    readonly closingState: Of<typeof closingStates>
    readonly anyState: Labels<AnyState>
    /** What `changes` shows before and after: states and lights. */
    readonly changed: Labels<AnyState | Light>
    readonly change: Of<typeof changeCodes>
    readonly loopPart: Labels<'rates' | 'cycles' | 'stages' | 'stuck' | 'returns'>
    readonly coveragePart: Labels<'overall' | 'byKind' | 'byLevel' | 'byGoal' | 'gaps'>
    readonly coverage: Of<typeof coverageMeasures>
    /** Kinds and levels of units in one list. */
    readonly unitGroup: Labels<(typeof unitKinds)[number] | (typeof unitLevels)[number]>
    readonly section: Of<typeof dossierSections>
    readonly severity: Of<typeof severities>
    readonly problemSource: Of<typeof problemSources>
    readonly unitKind: Of<typeof unitKinds>
    readonly unitLevel: Of<typeof unitLevels>
    readonly rank: Of<typeof ranks>
    readonly planLevel: Of<typeof planLevels>
    readonly policyKind: Of<typeof policyKinds>
    readonly measureState: Of<typeof measureStates>
    readonly qualifier: Of<typeof qualifiers>
    readonly direction: Of<typeof directions>
    readonly aggregation: Of<typeof aggregations>
    readonly taskClass: Of<typeof taskClasses>
    readonly ambition: Of<typeof ambitions>
    readonly measuredBy: Of<typeof measuredBys>
    readonly supervisor: Of<typeof supervisors>
    readonly trend: Of<typeof trends>
    readonly gap: Labels<(typeof readinessGaps)[number] | (typeof coverageGaps)[number]>
    readonly list: Labels<'tasks' | 'problems' | 'coordinations' | 'feedback' | 'closings'>
    readonly kind: Labels<Kind>
    readonly role: Labels<Role>
    readonly where: Labels<Where>
    /** What a task still needs before it can start (R3). */
    readonly missing: Labels<RefusalOf<'notReady'>['missing'][number]>
    readonly badTarget: Labels<RefusalOf<'badTarget'>['problem']>
    readonly badTerms: Labels<RefusalOf<'badTerms'>['problem']>
    readonly ruleKind: Of<typeof ruleKinds>
    readonly lineKind: Of<typeof lineKinds>
    readonly roundKind: Of<typeof roundKinds>
    readonly roundStage: Labels<RoundStage | 'provisional'>
    /** `{0}`, `{1}` stand for the numbers of the step, in the order of its type. */
    readonly working: Labels<Working['step'] | 'excluded' | 'vetoed' | 'notVetoed'>
    readonly consequence: Of<typeof consequences>
    readonly reminderKind: Of<typeof reminderKinds>
    readonly duty: Of<typeof dutyCodes>
    readonly agendaPart: Of<typeof agendaParts>
    /** Whatever stands in an agenda's row: a duty, a reason of the pack, what became of a closing or a reminder. */
    readonly agendaWhat: Labels<
      | (typeof agendaDuties)[number]
      | PackReason
      | (typeof closingStates)[number]
      | (typeof reminderKinds)[number]
      | 'answered'
      | 'presented'
      | 'missing'
    >
    /** `{0}` stands for the number that follows the code. */
    readonly whySuggested: Labels<Why['code']>
    readonly circularKind: Of<typeof circularKinds>
    readonly inspectionKind: Of<typeof inspectionKinds>
    readonly incentiveKind: Of<typeof incentiveKinds>
    readonly outcome: Of<typeof outcomes>
    readonly flag: Labels<'true' | 'false'>
  }
  readonly refusals: { readonly [C in RefusalCode]: (refusal: RefusalOf<C>, words: Dictionary) => string }
  readonly errors: ErrorWords
}

/** Sentences for what is not a refusal. */
export interface ErrorWords {
  readonly invalidInput: string
  /** By zod's issue code or this library's own. The issue's `params` hold the facts. */
  readonly issues: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => string>>
  readonly conflict: (log: string) => string
  readonly duplicateCommand: (command: string) => string
  readonly store: Readonly<Record<string, string>>
  readonly tampered: (position: number) => string
  readonly unproved: Readonly<Record<UnprovedCode, (facts: Readonly<Record<string, string | number>>) => string>>
  readonly corrupt: Readonly<Record<string, (position: number, what: string) => string>>
  readonly unexpected: (message: string) => string
}
