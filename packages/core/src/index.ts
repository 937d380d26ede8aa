export { coreSlices } from './core-slices.ts'
export { type District, type OpenOptions, openDistrict } from './district.ts'
export { officialCalendar } from './domain/calendar.ts'
export type { Evidence } from './domain/evidence.ts'
export { corePolicy, type Role, roles } from './domain/policy.ts'
export type { CoreRefusal, Kind, RefusalCode, RefusalOf } from './domain/refusals.ts'
export { type CoreFact, coreEvents, coreTables, type District as CoreState } from './domain/state.ts'
export type { Outcome } from './engine/batch.ts'
export { canonical } from './engine/canonical.ts'
export { type Copied, type CopyOptions, copyLog } from './engine/copy.ts'
export { type CommandSpec, type Context, commandsOf, type Forbidden, type Grant, type Policy, refuse } from './engine/decision.ts'
export {
  Conflict,
  Corrupt,
  type CorruptCode,
  DuplicateCommand,
  type InputIssue,
  InvalidInput,
  isConflict,
  isCorrupt,
  isDuplicateCommand,
  isInvalidInput,
  isRefused,
  isStoreError,
  isTampered,
  isUnproved,
  type Refusal,
  Refused,
  StoreError,
  type StoreErrorCode,
  Tampered,
  Unproved,
  type UnprovedCode,
} from './engine/errors.ts'
export type { Actor, AnyFact, Basis, Envelope, Fact, Recorded, Shapes } from './engine/event.ts'
export type { Sent } from './engine/fork.ts'
export { begin, type Entry, enter, entryOn, type History, latest, valueOn } from './engine/history.ts'
export type { Cut, VerifyOptions } from './engine/load.ts'
export type { Committed, Preview } from './engine/log.ts'
export type { SnapshotNews } from './engine/log-options.ts'
export {
  type CommandDef,
  createMachine,
  type EventDef,
  type Machine,
  type MachineOptions,
  parseWith,
  type State,
} from './engine/machine.ts'
export { emptyFrontier, extend, type Frontier, leafHash, rootOf } from './engine/merkle.ts'
export { type AnyMetric, type Asked, type Measured, type MetricSpec, type Metrics, metricsOf, type Part } from './engine/metric.ts'
export type { CommandCall, ExecuteOptions } from './engine/order.ts'
export { recordOf } from './engine/record.ts'
export { rolesOf } from './engine/roles.ts'
export {
  day,
  localId,
  money,
  newId,
  ownId,
  type Personal,
  percent,
  personal,
  quantity,
  ref,
  type Sealed,
  sealed,
  type Text,
  text,
  weight,
  words,
} from './engine/schema.ts'
export {
  type AnySlice,
  type CommandsOf,
  type EventsOf,
  type Handlers,
  type InputOf,
  type Readers,
  type Slice,
  slice,
  type ViewsOf,
  type Writers,
} from './engine/slice.ts'
export { type ListsOf, type Reader, type Revised, type Row, type TableSpec, table, type Writer } from './engine/table.ts'
export type { TimelineOptions, TimelinePage } from './engine/timeline.ts'
export { type Verified, type Verifier, verifier } from './engine/verifier.ts'
export { type Cell, type Column, type FlatTable, type Lang, type ViewSpec, viewOf } from './engine/view.ts'
export type { Dictionary, SliceWords, WordsOfSlice } from './engine/words.ts'
export type { ExplainedLine, Explanation } from './explain.ts'
export type { Calendar } from './ports/calendar.ts'
export { type Clock, manualClock, systemClock } from './ports/clock.ts'
export { type EventStore, type LogRecord, logName, type ReadOptions, type StoreCapabilities } from './ports/event-store.ts'
export { type Hasher, portableHasher, systemHasher } from './ports/hasher.ts'
export type { KeyStore, SealingKey } from './ports/key-store.ts'
export { type Random, seededRandom, systemRandom } from './ports/random.ts'
export type { Renderer, Shown } from './ports/renderer.ts'
export type { Sealer } from './ports/sealer.ts'
export type { SnapshotHead, SnapshotPart, SnapshotStore, StoredPart } from './ports/snapshot-store.ts'
export {
  type CommandsIn,
  type EventsIn,
  type FactsIn,
  type Moment,
  type Readable,
  shown,
  type ValueIn,
  type ViewsIn,
  type WhatIf,
} from './readable.ts'
export type { Changes } from './views/changes.ts'
export { dictionary } from './words/dictionary.ts'
export type { Language } from './words/language.ts'
