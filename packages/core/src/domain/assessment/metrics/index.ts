import { feedbackMetrics } from './feedback.ts'
import { indicatorMetrics } from './indicators.ts'
import { occurrenceMetrics } from './occurrences.ts'
import { problemMetrics } from './problems.ts'
import { taskMetrics } from './tasks.ts'

/** The metrics of every district (DOMAIN section 6). An embedding program's slices add their own to the same registry. */
export const coreMetrics = { ...taskMetrics, ...indicatorMetrics, ...feedbackMetrics, ...problemMetrics, ...occurrenceMetrics }
export type CoreMetric = keyof typeof coreMetrics
