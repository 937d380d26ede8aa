import type { Place } from '../contenders/contender.ts'
import { callers } from './callers.ts'
import { fold } from './fold.ts'

/** What a process of its own can measure: options in, figures out. */
export const measures = { callers, fold }

export type Measures = typeof measures
export type MeasureName = keyof Measures

/** One measurement, as it is handed to a process. */
export interface Job {
  readonly measure: MeasureName
  readonly options: Readonly<Record<string, unknown>>
  readonly place: Place
}

export type Values = Readonly<Record<string, number>>
