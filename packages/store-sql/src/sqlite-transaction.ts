import { isFull, type Query, sqliteCode } from './sqlite-driver.ts'
import { applicationId } from './sqlite-schema.ts'

/**
 * The transactions of one connection, one at a time, and what a COMMIT that failed leaves behind.
 *
 * Where it was the sync that failed, the transaction stands whole in the write-ahead log. Nobody sees it, since the index of that log in
 * shared memory ends before it; but once all processes have died, the index is made again from the file, and the commit is there whose
 * append was refused. So another is written over it at once, in which nothing changes: each frame's checksum goes on from the one before,
 * so that what is left behind the new one counts no more. Until that has worked, the outcome is not known.
 */
export const sqliteTransactions = (query: Query) => {
  let doubt: unknown

  const rollback = () => {
    try {
      query('ROLLBACK')
    } catch {
      // SQLite rolls back by itself after some errors; then there is nothing left to do
    }
  }

  /**
   * Makes sure that no commit whose failure was told can come back. Not inside of a transaction.
   * @throws the driver's error when the medium still fails, or somebody else writes
   */
  const settle = () => {
    if (doubt === undefined) return
    query('BEGIN IMMEDIATE')
    try {
      // the first page is written, with what is in it
      query(`PRAGMA application_id = ${applicationId}`)
      query('COMMIT')
      doubt = undefined
    } catch (error) {
      rollback()
      throw error
    }
  }

  const tryToSettle = () => {
    try {
      settle()
    } catch {
      // whoever asks next tries again
    }
  }

  return {
    settle,
    tryToSettle,

    begin() {
      settle()
      query('BEGIN IMMEDIATE')
    },

    commit() {
      try {
        query('COMMIT')
      } catch (error) {
        // where there was no room, the last frame is not in the file; who was busy has written nothing
        if (!isFull(error) && sqliteCode(error) !== 'busy') doubt = error
        throw error
      }
    },

    /** After whatever went wrong since `begin`, `commit` too. */
    undo() {
      rollback()
      tryToSettle()
    },
  }
}

export type SqliteTransactions = ReturnType<typeof sqliteTransactions>
