import { join } from 'node:path'
import { fileStore } from '@bihuan/store-file'
import type { Place } from '../contenders/contender.ts'
import { writeLog } from '../long-log.ts'
import { callers, pauses } from './callers.ts'
import { fold } from './fold.ts'
import { growth } from './growth.ts'
import { open, type Way } from './opening.ts'
import { fill, replay } from './replay.ts'
import { asOf, copying, importing, replayHeap, scoring } from './year.ts'

const longLog = ({ folder }: Place) => join(folder, 'long')

/** A log of so many events with a snapshot at its end. */
async function fillLong(place: Place, { events }: { readonly events: number }) {
  const store = fileStore({ path: longLog(place) })
  await writeLog(store, events)
  await store.close()
  await open(longLog(place), 'save')
  return {}
}

/** Opens that log in one way. */
async function opening(place: Place, { way }: { readonly way: Way }) {
  return { ...(await open(longLog(place), way)) }
}

/** What a process of its own can measure: options in, figures out. */
export const measures = { callers, pauses, fill, fillLong, fold, growth, opening, replay, scoring, asOf, importing, copying, replayHeap }

export type MeasureName = keyof typeof measures

export type Values = Readonly<Record<string, number>>

/** One measurement, as it is handed to a process. */
export interface Job {
  readonly measure: MeasureName
  readonly options: Readonly<Record<string, unknown>>
  readonly place: Place
}
