import { InvalidInput, StoreError } from '@bihuan/core'
import type { lifecycle } from '../lifecycle.ts'
import { pause } from '../records.ts'
import { appending, asking, type BrokenStores, like } from './wrapping.ts'

/** Knows a command only where it was recorded through this very store. */
export const remembering = like((store) => {
  const own = new Set<string>()
  return {
    async append(log, expected, records) {
      await store.append(log, expected, records)
      for (const { command } of records) if (command !== undefined) own.add(command)
    },
    findCommand: async (log, command) => (own.has(command) ? store.findCommand(log, command) : undefined),
  }
})

export const storing: BrokenStores<typeof lifecycle> = {
  'declares what is expected of it': [
    {
      breaks: 'declares less than it can do',
      says: /durable: true.*deeply equal|deeply equal/s,
      make: like(({ supports }) => ({ supports: { ...supports, watchesOthers: false } })),
    },
  ],
  'has the parts that it declares, and no others': [
    { breaks: 'has no turn', says: /'undefined' to be 'function'/, make: ({ turn: _, ...rest }) => rest },
    { breaks: 'has no snapshots', says: /'undefined' to be 'object'/, make: ({ snapshots: _, ...rest }) => rest },
  ],
  'refuses what is not the name of a log, whatever the call': [
    {
      breaks: 'says of any name that its log is empty',
      says: /expected a rejection, got 0/,
      make: like(({ head }) => ({
        head: (log) => head(log).catch((error) => (error instanceof InvalidInput ? 0 : Promise.reject(error))),
      })),
    },
    {
      breaks: 'takes capitals for small letters',
      says: /expected a rejection/,
      make: like(({ append }) => ({ append: (log, expected, records) => append(log.toLowerCase(), expected, records) })),
    },
  ],
  'refuses pages of less than one record': [
    {
      breaks: 'makes a page of one record of any smaller one',
      says: /expected a rejection/,
      make: asking((options) => ({ ...options, pageSize: Math.max(1, Math.ceil(options.pageSize || 1)) })),
    },
  ],
  'tells the names of its logs, sorted': [
    {
      breaks: 'tells the newest log first',
      says: /deeply equal/,
      make: like(({ logs }) => ({ logs: async () => [...(await logs())].reverse() })),
    },
    {
      breaks: 'sorts 9 before 10',
      says: /deeply equal/,
      make: like(({ logs }) => ({ logs: async () => [...(await logs())].sort(new Intl.Collator('en', { numeric: true }).compare) })),
    },
  ],
  'keeps many logs at once': [
    {
      breaks: 'tells a page of logs, and no more',
      says: /deeply equal/,
      make: like(({ logs }) => ({ logs: async () => (await logs()).slice(0, 50) })),
    },
  ],
  'refuses everything once it is closed': [
    {
      breaks: 'has no logs when it is closed',
      says: /logs.*expected a rejection|expected a rejection, got \[\]/,
      make: like((store) => {
        let closed = false
        return {
          logs: async () => (closed ? [] : store.logs()),
          async close() {
            closed = true
            await store.close()
          },
        }
      }),
    },
    {
      breaks: 'fails with the driver’s own error',
      says: /head/,
      make: like((store) => ({
        head: (log) =>
          store.head(log).catch((error) => {
            throw error instanceof StoreError ? new Error('database is not open') : error
          }),
      })),
    },
  ],
  'may be closed twice, and at once': [
    {
      breaks: 'fails when it is closed again',
      says: /closed already/,
      make: like((store) => {
        let closed = false
        return {
          async close() {
            if (closed) throw new StoreError('closed', 'closed already')
            closed = true
            await store.close()
          },
        }
      }),
    },
  ],
  'finishes what was asked before it was closed': [
    {
      breaks: 'begins an append after a pause, and does not know of it till then',
      says: /the store is closed/,
      make: appending(async ({ append }, log, expected, records) => {
        await pause(1)
        await append(log, expected, records)
      }),
    },
  ],
  'finds everything again when it is opened again': [
    { breaks: 'keeps the ids of commands in memory only', says: /expected undefined to strictly equal/, make: remembering },
  ],
  'refuses a second store over its medium where it is not shared, until the first is closed': [
    { breaks: 'opens what another store holds', says: /expected a rejection/, make: (store) => store, alone: true },
  ],
}
