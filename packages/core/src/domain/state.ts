import type { Fact } from '../engine/event.ts'
import type { Readers } from '../engine/slice.ts'
import { assessmentEvents } from './assessment/events.ts'
import { assessmentTables } from './assessment/state.ts'
import { closingEvents } from './closing/events.ts'
import { closingTables } from './closing/state.ts'
import { districtEvents } from './district/events.ts'
import { districtTables } from './district/state.ts'
import { feedbackEvents } from './feedback/events.ts'
import { feedbackTables } from './feedback/state.ts'
import { indicatorEvents } from './indicators/events.ts'
import { indicatorTables } from './indicators/state.ts'
import { organisationEvents } from './organisation/events.ts'
import { organisationTables } from './organisation/state.ts'
import { problemEvents } from './problems/events.ts'
import { problemTables } from './problems/state.ts'
import { strategyEvents } from './strategy/events.ts'
import { strategyTables } from './strategy/state.ts'
import { supervisionEvents } from './supervision/events.ts'
import { supervisionTables } from './supervision/state.ts'
import { taskEvents } from './tasks/events.ts'
import { taskTables } from './tasks/state.ts'

/** All tables of the core. Decisions read the whole district, so that a rule across slices is plain code. */
export const coreTables = {
  ...districtTables,
  ...organisationTables,
  ...strategyTables,
  ...indicatorTables,
  ...taskTables,
  ...feedbackTables,
  ...problemTables,
  ...closingTables,
  ...assessmentTables,
  ...supervisionTables,
}
export type District = Readers<typeof coreTables>

/** All events of the core. A command may record facts of other slices, as merging units assigns their tasks. */
export const coreEvents = {
  ...districtEvents,
  ...organisationEvents,
  ...strategyEvents,
  ...indicatorEvents,
  ...taskEvents,
  ...feedbackEvents,
  ...problemEvents,
  ...closingEvents,
  ...assessmentEvents,
  ...supervisionEvents,
}
export type CoreFact = Fact<typeof coreEvents>
export type CoreFactOf<T extends CoreFact['type']> = Extract<CoreFact, { type: T }>
