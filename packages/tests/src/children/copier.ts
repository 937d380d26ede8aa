import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { copyLog, createMachine } from '@bihuan/core'
import { sqliteStore } from '@bihuan/store-sql'
import { notes } from '../notes.ts'

// Copies a log from one file to another, a command an append, slowly enough to be killed on the way.
const [from, to, log] = process.argv.slice(2) as [string, string, string]
const target = sqliteStore({ path: to })
const slow = {
  head: target.head,
  read: target.read,
  append: async (...given: Parameters<typeof target.append>) => {
    await target.append(...given)
    await sleep(5)
  },
}
writeSync(1, 'begun\n')
await copyLog({ from: sqliteStore({ path: from }), to: slow, log, machine: createMachine([notes]), batch: 1 })
