import {
  Conflict,
  DuplicateCommand,
  type EventStore,
  InvalidInput,
  type LogRecord,
  logName,
  type ReadOptions,
  StoreError,
} from '@bihuan/core'
import { memorySnapshots } from './snapshots.ts'

export { memoryKeys } from './keys.ts'

interface Log {
  readonly records: LogRecord[]
  /** The position of each command's first record. */
  readonly commands: Map<string, number>
}

interface Watcher {
  readonly log: string
  readonly wake: () => void
}

/** Keeps logs for as long as the process lives: for tests, what-ifs and pages. Its records and rows are frozen copies of those it was given. */
export const memoryStore = (): EventStore => {
  const logs = new Map<string, Log>()
  const watchers = new Set<Watcher>()
  const snapshots = memorySnapshots((log) => void find(log))
  let closed = false

  const find = (log: string) => {
    if (closed) throw new StoreError('closed', 'the store is closed')
    if (!logName.test(log)) throw invalid(['log'], `not the name of a log: ${JSON.stringify(log)}`)
    return logs.get(log)
  }

  const add = async (log: string, expected: number, records: readonly LogRecord[]) => {
    const held = find(log)
    const batch = copy(expected, records)
    const head = held?.records.length ?? 0
    if (head !== expected) throw new Conflict(log, expected, head)
    if (batch.length === 0) return
    const commands = new Map<string, number>()
    for (const { command, position } of batch) {
      if (command === undefined) continue
      if (held?.commands.has(command) || commands.has(command)) throw new DuplicateCommand(log, command)
      commands.set(command, position)
    }
    const target: Log = held ?? { records: [], commands: new Map() }
    for (const record of batch) target.records.push(record)
    for (const [command, position] of commands) target.commands.set(command, position)
    logs.set(log, target)
  }

  async function* read(log: string, options: ReadOptions = {}) {
    const { from = 1, to = Number.POSITIVE_INFINITY, types, subject, pageSize = 1000 } = options
    if (!Number.isSafeInteger(pageSize) || pageSize < 1) throw invalid(['pageSize'], 'a page holds 1 record or more')
    const typed = types && new Set(types)
    const wanted = (record: LogRecord) =>
      (typed === undefined || typed.has(record.type)) && (subject === undefined || record.subjects.includes(subject))
    for (let next = Math.max(1, Math.ceil(from)); ; ) {
      const records = find(log)?.records ?? []
      const end = Math.min(to, records.length)
      const page: LogRecord[] = []
      for (; next <= end && page.length < pageSize; next++) {
        const record = records[next - 1]
        if (record && wanted(record)) page.push(record)
      }
      if (page.length > 0) yield page
      if (page.length < pageSize) return
    }
  }

  return {
    supports: { durable: false, multiProcess: false, watchesOthers: false, turns: false, snapshots: true },
    snapshots: snapshots.store,
    append(log, expected, records) {
      const done = add(log, expected, records)
      // hung on the promise before the caller's own handlers, so watchers wake once the append has resolved, never inside it
      done.then(
        () => {
          // each in a microtask of its own: one that throws doesn't keep the others asleep
          for (const watcher of watchers)
            if (watcher.log === log) void Promise.resolve().then(() => watchers.has(watcher) && watcher.wake())
        },
        () => undefined,
      )
      return done
    },
    read,
    head: async (log) => find(log)?.records.length ?? 0,
    async findCommand(log, command) {
      const held = find(log)
      const first = held?.commands.get(command)
      if (held === undefined || first === undefined) return undefined
      let end = first
      // the next command's first record ends this one's
      while (end < held.records.length && held.records[end]?.command === undefined) end++
      return held.records.slice(first - 1, end)
    },
    watch(log, wake) {
      find(log)
      const watcher = { log, wake }
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    async logs() {
      if (closed) throw new StoreError('closed', 'the store is closed')
      return [...logs.keys()].sort()
    },
    async close() {
      closed = true
      watchers.clear()
      logs.clear()
      snapshots.clear()
    },
  }
}

const invalid = (path: readonly (string | number)[], message: string) => new InvalidInput([{ path, code: 'invalid_format', message }])

const copy = (expected: number, records: readonly LogRecord[]) =>
  records.map((record, index) => {
    const { position, type, recordedAt, command, leaf, text } = record
    if (position !== expected + 1 + index) throw invalid(['records', index, 'position'], `must be ${expected + 1 + index}, is ${position}`)
    const subjects = Object.freeze([...record.subjects])
    return Object.freeze(
      command === undefined
        ? { position, type, recordedAt, subjects, leaf, text }
        : { position, type, recordedAt, subjects, command, leaf, text },
    )
  })
