import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreError } from '@bihuan/core'

/** Who holds a store. */
export interface Holder {
  readonly pid: number
  readonly host: string
  /** UTC instant. */
  readonly since: string
}

/** Milliseconds to wait for a lock that is about to be given up. */
const patience = 50

export const lockName = 'writer.lock'
export const holderName = 'writer.json'

/**
 * Makes this process the one that writes to `folder`. Node can't lock files, but SQLite, which comes with it, can: an exclusive
 * transaction on an empty file is a lock that the operating system gives back when the process ends, however it ends, so that there are
 * no stale ones to tell from others. Nothing is ever written to that file. Who holds it stands in a file beside it, which is only for
 * people: it decides nothing.
 *
 * @throws StoreError `busy` with the {@link Holder} as `cause`, where another holds it
 * @returns a function that gives it back
 */
export const takeLock = (folder: string): (() => void) => {
  const holder = join(folder, holderName)
  // two that ask at the same moment would refuse each other
  const release = lockOf(join(folder, lockName), patience)
  if (release === undefined) throw busy(folder, readHolder(holder))
  tellHolder(holder)
  return () => {
    // before the lock goes, since the next holder writes its own
    rmSync(holder, { force: true })
    release()
  }
}

/**
 * Takes the lock that the empty file `path` stands for, waiting at most some milliseconds, during which nothing else runs.
 * @returns a function that gives it back; undefined where another holds it, in this process or elsewhere
 * @throws StoreError `unavailable`
 */
export const lockOf = (path: string, patience: number): (() => void) | undefined => {
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(path)
    db.exec(`PRAGMA busy_timeout = ${patience}`)
    // without it SQLite would make a journal beside the file
    db.exec('PRAGMA journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE')
    const lock = db
    return () => lock.close()
  } catch (error) {
    db?.close()
    const code = (error as { errcode?: number }).errcode
    if (code !== undefined && (code & 255) === 5) return undefined
    throw new StoreError('unavailable', `${dirname(path)}: can’t be locked: ${(error as Error).message}`, { cause: error })
  }
}

const tellHolder = (path: string) => {
  try {
    writeFileSync(`${path}.tmp`, `${JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() })}\n`)
    renameSync(`${path}.tmp`, path)
  } catch {
    // a disk that is full keeps nobody from reading; the next one is told that it is another process, not which
  }
}

const busy = (folder: string, holder: Holder | undefined) => {
  const who = holder ? `process ${holder.pid} on ${holder.host} has held it since ${holder.since}` : 'another process holds it'
  return new StoreError('busy', `${folder}: ${who}`, { cause: holder })
}

const readHolder = (path: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    // not written yet, or gone: the lock is held all the same
    return undefined
  }
}
