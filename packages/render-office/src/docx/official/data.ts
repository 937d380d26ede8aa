import type { CoreFact, ValueIn } from '@bihuan/core'
import type { Text } from '../../seen.ts'

/** What official documents are made of: facts as they were recorded, and rows of views on their day. */

type DataOf<T extends CoreFact['type']> = Extract<CoreFact, { type: T }>['data']
export type LedgerRow = ValueIn<'ledger'>['rows'][number]
export type AgendaDuty = ValueIn<'agenda'>['duties'][number]
export type Coordination = ValueIn<'fiveLists'>['coordinations']['rows'][number]

export interface Named {
  readonly id: string
  readonly name: Text
}

/** 通报. */
export interface CircularData {
  readonly on: string
  readonly fact: DataOf<'circular.issued'>
  readonly units: readonly Named[]
  readonly tasks: readonly LedgerRow[]
  /** The round of assessment on whose results it rests. */
  readonly round: Text | null
}

/** 督办单: what a unit is late with, and what leaders decided that it has not done. */
export interface OrderData {
  readonly on: string
  readonly unit: Named
  readonly duties: readonly AgendaDuty[]
  readonly coordinations: readonly Coordination[]
}

/** 约谈通知. With what was promised, once it was held. */
export interface InterviewData {
  readonly on: string
  readonly fact: DataOf<'interview.held'>
  readonly unit: Named
  readonly post: Named | null
  readonly tasks: readonly LedgerRow[]
}

/** 挂牌督办通知. */
export interface ListingData {
  readonly on: string
  readonly fact: DataOf<'listing.placed'>
  readonly unit: Named
  readonly tasks: readonly LedgerRow[]
}

/** 月度提醒, or an urging. */
export interface ReminderData {
  readonly on: string
  readonly fact: DataOf<'reminder.issued'>
  readonly unit: Named
  /** What each duty of the fact is about, in its order. */
  readonly titles: readonly Text[]
}

/** 季度小结. `fact` is null until it was presented. */
export interface SummaryData {
  /** The quarter's last day, of which the views speak. */
  readonly on: string
  readonly quarter: string
  readonly ledger: ValueIn<'ledger'>
  readonly map: ValueIn<'strategyMap'>
  readonly lists: ValueIn<'fiveLists'>
  readonly loop: ValueIn<'loop'>
  readonly presented: { readonly on: string; readonly heardBy: Named; readonly conclusions: readonly Text[] } | null
}

export interface DocumentData {
  readonly circular: CircularData
  readonly order: OrderData
  readonly interview: InterviewData
  readonly listing: ListingData
  readonly reminder: ReminderData
  readonly summary: SummaryData
}
export type DocumentKind = keyof DocumentData
