import { Conflict, DuplicateCommand, InvalidInput, isConflict, isDuplicateCommand, isInvalidInput, type LogRecord } from '@bihuan/core'
import type { appending as cases } from '../appending.ts'
import { appending, atTheEnd, type BrokenStores, giving, like, renumbered } from './wrapping.ts'

const withoutCommand = ({ command: _, ...rest }: LogRecord): LogRecord => rest

export const appends: BrokenStores<typeof cases> = {
  'gives back what it was given, field by field, at positions 1, 2, 3 …': [
    {
      breaks: 'keeps instants by the second',
      says: /strictly equal/,
      make: giving((record) => ({ ...record, recordedAt: record.recordedAt.replace(/\.\d+/, '.000') })),
    },
    {
      breaks: 'gives a command that is undefined where there is none',
      says: /strictly equal/,
      make: giving((record) => ({ ...record, command: record.command }) as LogRecord),
    },
    {
      breaks: 'gives leaf hashes in capitals',
      says: /strictly equal/,
      make: giving((record) => ({ ...record, leaf: record.leaf.toUpperCase() })),
    },
  ],
  'of nothing changes nothing, yet tells when the log has moved on': [
    {
      breaks: 'does not look where nothing is to be appended',
      says: /expected a rejection/,
      make: appending(async ({ append }, log, expected, records) => (records.length === 0 ? undefined : append(log, expected, records))),
    },
  ],
  'at a position before the head is a conflict that tells the head, and leaves nothing': [
    {
      breaks: 'takes what lies before the head for known already',
      says: /expected a rejection/,
      make: appending(async ({ append, head }, log, expected, records) =>
        expected < (await head(log)) ? undefined : append(log, expected, records),
      ),
    },
    {
      breaks: 'leaves the batch’s first record at the end',
      says: /\[ 1, 2, 3 \] to deeply equal \[ 1, 2 \]/,
      make: appending(async (store, log, expected, records) => {
        await store.append(log, expected, records).catch(async (error) => {
          if (isConflict(error)) await atTheEnd(store, log, records.slice(0, 1))
          throw error
        })
      }),
    },
  ],
  'at a position after the head is a conflict that tells the head, and leaves nothing': [
    {
      breaks: 'says of a conflict that the log ends where it was expected to',
      says: /match object/,
      make: appending(async ({ append }, log, expected, records) => {
        await append(log, expected, records).catch((error) => {
          throw isConflict(error) ? new Conflict(log, expected, expected) : error
        })
      }),
    },
    {
      breaks: 'closes the gap',
      says: /expected a rejection/,
      make: appending(async (store, log, expected, records) =>
        (await store.head(log)) < expected ? atTheEnd(store, log, records) : store.append(log, expected, records),
      ),
    },
  ],
  'refuses a first append that expects more than nothing': [
    {
      breaks: 'takes any position for the beginning of a new log',
      says: /expected a rejection/,
      make: appending(async ({ append, head }, log, expected, records) =>
        (await head(log)) === 0 ? append(log, 0, renumbered(records, 0)) : append(log, expected, records),
      ),
    },
  ],
  'refuses a command that the log holds, names it and leaves nothing of the batch': [
    {
      breaks: 'knows the commands of a batch only while it appends it',
      says: /expected a rejection/,
      make: appending(async ({ append, findCommand }, log, expected, records) => {
        const fresh: LogRecord[] = []
        for (const each of records)
          fresh.push(each.command !== undefined && (await findCommand(log, each.command)) ? withoutCommand(each) : each)
        await append(log, expected, fresh)
      }),
    },
    {
      breaks: 'names the batch’s first command',
      says: /match object/,
      make: appending(async ({ append }, log, expected, records) => {
        await append(log, expected, records).catch((error) => {
          throw isDuplicateCommand(error) ? new DuplicateCommand(log, records[0]?.command ?? '') : error
        })
      }),
    },
    {
      breaks: 'leaves what lay before the command in its batch',
      says: /to deeply equal \[ 1, 2, 3 \]/,
      make: appending(async (store, log, expected, records) => {
        await store.append(log, expected, records).catch(async (error) => {
          if (isDuplicateCommand(error)) {
            const whole = records.slice(
              0,
              records.findIndex(({ command }) => command === error.command),
            )
            await store.append(log, expected, whole)
          }
          throw error
        })
      }),
    },
  ],
  'refuses a command that comes twice in one batch, and leaves nothing, not even a new log': [
    {
      breaks: 'looks for a command in the log only, not in the batch',
      says: /expected a rejection/,
      make: appending(async ({ append }, log, expected, records) => {
        const seen = new Set<string | undefined>()
        await append(
          log,
          expected,
          records.map((each) => (seen.size === seen.add(each.command).size && each.command !== undefined ? withoutCommand(each) : each)),
        )
      }),
    },
    {
      breaks: 'leaves the name of the log',
      says: /\[ 'a' \] to deeply equal \[\]/,
      make: like(({ append, logs }) => {
        const names = new Set<string>()
        return {
          append(log, expected, records) {
            names.add(log)
            return append(log, expected, records)
          },
          logs: async () => [...new Set([...names, ...(await logs())])].sort(),
        }
      }),
    },
  ],
  'refuses positions that do not follow the expected one, and leaves nothing': [
    {
      breaks: 'numbers records itself',
      says: /expected a rejection/,
      make: appending(({ append }, log, expected, records) => append(log, expected, renumbered(records, expected))),
    },
    {
      breaks: 'keeps the records up to the one that is out of place',
      says: /expected 1 to be \+?0|expected 2 to be \+?0/,
      make: appending(async ({ append }, log, expected, records) => {
        await append(log, expected, records).catch(async (error) => {
          const last = records.findIndex(({ position }, i) => position !== expected + 1 + i)
          if (isInvalidInput(error) && last > 0) await append(log, expected, records.slice(0, last))
          throw error
        })
      }),
    },
  ],
  'keeps logs apart: positions, commands and conflicts are each log’s own': [
    {
      breaks: 'has a command once among all logs',
      says: /already holds command c-1/,
      make: appending(async ({ append, findCommand, logs }, log, expected, records) => {
        for (const { command } of records)
          for (const other of await logs())
            if (command !== undefined && (await findCommand(other, command))) throw new DuplicateCommand(log, command)
        await append(log, expected, records)
      }),
    },
  ],
  'lets exactly one of many appends at the same position win': [
    {
      breaks: 'appends at the end what comes too late',
      says: /have a length of 1 but got 64/,
      make: appending((store, log, _, records) => atTheEnd(store, log, records)),
    },
  ],
  'keeps its own copy: who changes a record after handing it over does not change the log': [
    {
      breaks: 'keeps the caller’s own records',
      says: /strictly equal/,
      make: (store) => {
        const kept = new Map<number, LogRecord>()
        const own = giving((record) => kept.get(record.position) ?? record)(store, '')
        return {
          ...own,
          async append(log, expected, records) {
            await store.append(log, expected, records)
            for (const each of records) kept.set(each.position, each)
          },
        }
      },
    },
  ],
  'tells the conflict where the command is in the log as well': [
    {
      breaks: 'looks for the command first',
      says: /to satisfy/,
      make: appending(async ({ append, findCommand }, log, expected, records) => {
        for (const { command } of records)
          if (command !== undefined && (await findCommand(log, command))) throw new DuplicateCommand(log, command)
        await append(log, expected, records)
      }),
    },
  ],
  'takes thousands of records at once': [
    {
      breaks: 'keeps the first 10,000 of a batch',
      says: /expected 10000 to be 12000/,
      make: appending(({ append }, log, expected, records) => append(log, expected, records.slice(0, 10_000))),
    },
  ],
  'takes records without a command': [
    {
      breaks: 'wants a command at the beginning of a batch',
      says: /wants a command/,
      make: appending(async ({ append }, log, expected, records) => {
        if (records[0]?.command === undefined) throw new InvalidInput([{ path: ['records'], code: 'custom', message: 'wants a command' }])
        await append(log, expected, records)
      }),
    },
  ],
  'tells commands apart by every character': [
    {
      breaks: 'takes an id in its normal form',
      says: /match object/,
      make: like(({ findCommand }) => ({ findCommand: (log, command) => findCommand(log, command.normalize()) })),
    },
    {
      breaks: 'takes capitals and small letters for the same',
      says: /"C-1"/,
      make: like(({ findCommand }) => ({ findCommand: (log, command) => findCommand(log, command.toLowerCase()) })),
    },
    {
      breaks: 'does not find an id that is empty',
      says: /""/,
      make: like(({ findCommand }) => ({ findCommand: async (log, command) => (command ? findCommand(log, command) : undefined) })),
    },
  ],
  'keeps every byte of the text and the fields beside it': [
    {
      breaks: 'brings text into its normal form',
      says: /astral/,
      make: giving((record) => ({ ...record, text: record.text.normalize() })),
    },
    { breaks: 'trims text', says: /byte order mark|spaces/, make: giving((record) => ({ ...record, text: record.text.trim() })) },
    {
      breaks: 'drops a byte order mark',
      says: /mark first/,
      make: giving((record) => ({ ...record, text: record.text.replace(/^\ufeff/, '') })),
    },
    { breaks: 'cuts text off', says: /megabyte/, make: giving((record) => ({ ...record, text: record.text.slice(0, 65_535) })) },
    {
      breaks: 'writes text anew as JSON',
      says: /spaces/,
      make: giving((record) => ({ ...record, text: record.text.includes('{"a"') ? JSON.stringify(JSON.parse(record.text)) : record.text })),
    },
  ],
}
