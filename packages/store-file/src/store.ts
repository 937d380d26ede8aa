import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type EventStore, type LogRecord, logName, type SnapshotStore, StoreError } from '@bihuan/core'
import { checkLogName, checkPositions } from './checks.ts'
import { type FileLayer, nodeFiles, storeError } from './files.ts'
import { checkFolder, openFolder } from './folder.ts'
import { draftFrame } from './frame.ts'
import { positionOf } from './held.ts'
import { encodeLine } from './lines.ts'
import { followLog, hasRecords, type OpenLog, openLog } from './log.ts'
import { readCommand, readPages } from './reading.ts'
import { type Recovered, warn } from './recovery.ts'
import { snapshotFiles } from './snapshots.ts'
import { watching } from './watching.ts'
import type { Asked } from './writer.ts'

export interface FileOptions {
  /** The folder, created if it is not there (the one it lies in is not). */
  readonly path: string
  /** Only reads, beside a process that writes or alone: takes no lock, changes nothing, sees whole commits. */
  readonly readOnly?: boolean
  /** Bytes after which a segment is full and the next one begins, 64 MiB by default. */
  readonly segmentBytes?: number
  /** Hears what was cut off when a log was opened after a crash; `process.emitWarning` by default. */
  readonly onRecovered?: (recovered: Recovered) => void
  /** Where segments and snapshots are written; Node's files by default. */
  readonly files?: FileLayer
}

/**
 * Keeps logs in a folder, as lines of JSON that `jq` reads. One process writes to it at a time, all its logs; others may read. Every append
 * is on the disk when it resolves; those that wait for each other share one write.
 *
 * @throws StoreError `busy` when another process holds the folder; `notAStore`, `newer`, `unavailable` when it can't be opened
 */
export const fileStore = (options: FileOptions): EventStore => {
  const { readOnly = false, segmentBytes = 64 << 20, onRecovered = warn, files = nodeFiles } = options
  // resolved, so that a later chdir does not change what is meant
  const path = resolve(options.path)
  const release = readOnly ? checkFolder(path) : openFolder(path)
  const logs = new Map<string, Promise<Pick<OpenLog, 'current'> & Partial<OpenLog>>>()
  const watchers = watching()
  const pending = new Set<Promise<unknown>>()
  let closing: Promise<void> | undefined

  const checkOpen = () => {
    if (closing !== undefined) throw new StoreError('closed', `${path}: the store is closed`)
  }

  const check = (log: string) => {
    checkOpen()
    checkLogName(log)
  }

  const checkWritable = (log: string) => {
    check(log)
    if (readOnly) throw new StoreError('unsupported', `${path}: opened for reading only`)
  }

  const folderOf = (log: string) => join(path, log)

  /** What the operating system refuses, as an error of the store. */
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw storeError(error, path)
    }
  }

  /** Closing waits for `work`. */
  const finished = <T>(work: Promise<T>): Promise<T> => {
    const done = work.catch(() => undefined).finally(() => pending.delete(done))
    pending.add(done)
    return work
  }

  const opened = (log: string) => {
    let open = logs.get(log)
    if (open === undefined) {
      open = readOnly ? Promise.resolve(followLog(folderOf(log), files)) : openLog(log, folderOf(log), { files, segmentBytes, onRecovered })
      logs.set(log, open)
      // what could not be opened is tried again when it is asked for again
      finished(open).catch(() => logs.delete(log))
    }
    return open
  }

  const current = (log: string) => told(async () => (await opened(log)).current())

  const append = async (log: string, expected: number, records: readonly LogRecord[]) => {
    checkWritable(log)
    checkPositions(expected, records)
    const asked = askedOf(expected, records)
    await told(async () => (await opened(log)).append?.(asked))
  }

  const kept = snapshotFiles((log) => join(folderOf(log), 'snapshots'), files)

  const snapshots: SnapshotStore = {
    async find(log, shape) {
      check(log)
      return told(() => kept.find(log, shape))
    },

    async *parts(log, head) {
      check(log)
      try {
        for await (const page of kept.parts(log, head)) {
          yield page
          checkOpen()
        }
      } catch (error) {
        throw storeError(error, path)
      }
    },

    async save(log, head, parts) {
      checkWritable(log)
      await finished(told(() => kept.save(log, head, parts)))
    },

    async drop(log) {
      checkWritable(log)
      await finished(told(() => kept.drop(log)))
    },
  }

  /** Whether a log has a record, without opening it for that. */
  const holds = (log: string): Promise<boolean> => {
    const open = logs.get(log)
    // one that can't be opened is there all the same: reading it tells why
    return open === undefined
      ? hasRecords(folderOf(log), files)
      : open.then(async (log) => (await log.current()).head > 0).catch(() => true)
  }

  return {
    supports: { durable: true, multiProcess: false, watchesOthers: false, turns: false, snapshots: true },

    append: (log, expected, records) => watchers.wakeAfter(log, finished(append(log, expected, records))),

    async *read(log, options) {
      const now = () => {
        check(log)
        return current(log)
      }
      try {
        yield* readPages(files, now, options)
      } catch (error) {
        throw storeError(error, path)
      }
    },

    async head(log) {
      check(log)
      return (await current(log)).head
    },

    async findCommand(log, command) {
      check(log)
      const held = await current(log)
      const first = positionOf(held, command)
      // "not there" is an answer to rely on
      if (first === undefined && held.doubt) throw held.doubt
      return first === undefined ? undefined : told(() => readCommand(files, held, first))
    },

    watch(log, wake) {
      check(log)
      return watchers.add(log, wake)
    },

    snapshots,

    async logs() {
      checkOpen()
      return told(async () => {
        const entries = await readdir(path, { withFileTypes: true })
        const names = entries.flatMap((entry) => (entry.isDirectory() && logName.test(entry.name) ? entry.name : [])).sort()
        const held = await Promise.all(names.map(holds))
        return names.filter((_, i) => held[i])
      })
    },

    close() {
      closing ??= (async () => {
        await Promise.all(pending)
        const open = await Promise.allSettled(logs.values())
        for (const log of open) if (log.status === 'fulfilled') await log.value.end?.()
        watchers.end()
        release?.()
      })()
      return closing
    },
  }
}

/** What is to be written of `records`, as they are now: whoever hands them over may change them afterwards. */
const askedOf = (expected: number, records: readonly LogRecord[]): Asked => ({
  expected,
  records: records.length,
  commands: records.flatMap(({ command, position }) => (command === undefined ? [] : [[command, position] as const])),
  frame: draftFrame(expected + 1, records.length, records.map(encodeLine).join('')),
})
