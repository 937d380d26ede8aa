import type { LogRecord } from '@bihuan/core'
import type { finding, reading } from '../reading.ts'
import { all } from '../records.ts'
import { asking, type BrokenStores, giving, like, paging } from './wrapping.ts'

export const reads: BrokenStores<typeof reading> = {
  'finds nothing in a log that is not there': [
    {
      breaks: 'finds no records of a command, where it should find no command',
      says: /expected \[\] to be undefined/,
      make: like(({ findCommand }) => ({ findCommand: async (log, command) => (await findCommand(log, command)) ?? [] })),
    },
    {
      breaks: 'makes a log of whatever is asked for',
      says: /\[ 'a' \] to deeply equal \[\]/,
      make: like(({ head, logs }) => {
        const names = new Set<string>()
        return {
          head(log) {
            names.add(log)
            return head(log)
          },
          logs: async () => [...new Set([...names, ...(await logs())])].sort(),
        }
      }),
    },
  ],
  'gives the records between from and to, both included': [
    {
      breaks: 'gives the one after the last',
      says: /\[ 1, 2, 3, 4 \] to deeply equal \[ 1, 2, 3 \]/,
      make: asking((options) => (options.to === undefined ? options : { ...options, to: options.to + 1 })),
    },
    {
      breaks: 'begins after the first',
      says: /to deeply equal \[ 4, 5/,
      make: asking((options) => (options.from ? { ...options, from: options.from + 1 } : options)),
    },
  ],
  'gives full pages but for the last, and no empty ones': [
    {
      breaks: 'has pages of one more',
      says: /deeply equal/,
      make: asking((options) => (options.pageSize ? { ...options, pageSize: options.pageSize + 1 } : options)),
    },
    {
      breaks: 'ends with an empty page',
      says: /deeply equal/,
      make: paging(async function* (read, log, options) {
        yield* read(log, options)
        yield []
      }),
    },
  ],
  'has pages of 1,000 when nothing is said': [
    {
      breaks: 'has pages of 500',
      says: /\[ 500, 500, 1 \]/,
      make: asking((options) => ({ pageSize: 500, ...options })),
    },
  ],
  'gives what was there as each page was asked for': [
    {
      breaks: 'reads everything before it gives the first page',
      says: /\[ 1, 2, 3, 4 \]/,
      make: paging(async function* (read, log, options) {
        const pages: (readonly LogRecord[])[] = []
        for await (const page of read(log, options)) pages.push(page)
        yield* pages
      }),
    },
  ],
  'may be read by several at once, each from its own place': [
    {
      breaks: 'has one cursor for all',
      says: /deeply equal/,
      make: like(({ read }) => {
        const cursors = new Map<string, AsyncIterator<readonly LogRecord[]>>()
        return {
          read: (log, options) => ({
            [Symbol.asyncIterator]() {
              const cursor = cursors.get(log) ?? read(log, options)[Symbol.asyncIterator]()
              cursors.set(log, cursor)
              return cursor
            },
          }),
        }
      }),
    },
  ],
  'is not changed by who changes what it gave': [
    {
      breaks: 'gives out what it keeps',
      says: /strictly equal/,
      make: (store) => {
        const kept = new Map<number, LogRecord>()
        return giving((record) => {
          const own = kept.get(record.position) ?? record
          kept.set(record.position, own)
          return own
        })(store, '')
      },
    },
  ],
  'may be left early and begun again': [
    {
      breaks: 'is still being read for ever when it is left early',
      says: /have a length of 6 but got \+?0/,
      make: like(({ read }) => {
        const busy = new Set<string>()
        return {
          async *read(log, options) {
            if (busy.has(log)) return
            busy.add(log)
            yield* read(log, options)
            busy.delete(log)
          },
        }
      }),
    },
  ],
  'gives the records of the types that are asked for': [
    {
      breaks: 'looks for the first type only',
      says: /deeply equal/,
      make: asking((options) => (options.types ? { ...options, types: options.types.slice(0, 1) } : options)),
    },
    {
      breaks: 'forgets the filter',
      says: /deeply equal/,
      make: asking(({ types: _, ...options }) => options),
    },
  ],
  'gives nothing for no types, and takes a type as a whole': [
    {
      breaks: 'takes no types for all',
      says: /^\[\]: /,
      make: asking(({ types, ...options }) => (types && types.length > 0 ? { ...options, types } : options)),
    },
    {
      breaks: 'takes a type for the beginning of one',
      says: /^\["task"\]: /,
      make: paging(async function* (read, log, { types, ...options }) {
        for await (const page of read(log, options))
          yield page.filter(({ type }) => types?.some((wanted) => type.startsWith(wanted)) ?? true)
      }),
    },
  ],
  'gives the records that are about the subject that is asked for': [
    {
      breaks: 'looks at a record’s first subject only',
      says: /deeply equal/,
      make: paging(async function* (read, log, { subject, ...options }) {
        const found = (await all(read(log, options))).filter(({ subjects }) => subject === undefined || subjects[0] === subject)
        if (found.length > 0) yield found
      }),
    },
  ],
  'joins all that is asked for: subject, types, from and to': [
    {
      breaks: 'forgets the types where a subject is asked for',
      says: /deeply equal/,
      make: asking(({ types, ...options }) => (options.subject === undefined && types ? { ...options, types } : options)),
    },
    {
      breaks: 'forgets the end where a subject is asked for',
      says: /deeply equal/,
      make: asking(({ to, ...options }) => (options.subject === undefined && to ? { ...options, to } : options)),
    },
  ],
  'fills its pages with what is asked for, over whatever lies between': [
    {
      breaks: 'makes pages first and looks for the types in them afterwards',
      says: /to deeply equal \[ 4, 4, 2 \]/,
      make: paging(async function* (read, log, { types, ...options }) {
        for await (const page of read(log, options)) {
          const found = page.filter(({ type }) => types?.includes(type) ?? true)
          if (found.length > 0) yield found
        }
      }),
    },
    {
      breaks: 'goes on behind the page’s size, not behind its last record',
      says: /deeply equal/,
      make: paging(async function* (read, log, options) {
        const { pageSize = 1000, from = 1 } = options
        for (let next = from; ; next += pageSize) {
          const [page] = await pagesOf(read(log, { ...options, from: next }))
          if (page === undefined) return
          yield page
        }
      }),
    },
  ],
  'takes a subject as a whole and literally': [
    {
      breaks: 'looks for the subject in all of them written one behind the other',
      says: /deeply equal/,
      make: paging(async function* (read, log, { subject, ...options }) {
        const found = (await all(read(log, options))).filter(
          ({ subjects }) => subject === undefined || subjects.join(',').includes(subject),
        )
        if (found.length > 0) yield found
      }),
    },
    {
      breaks: 'takes capitals and small letters for the same',
      says: /task:t-1/i,
      make: paging(async function* (read, log, { subject, ...options }) {
        const plain = subject?.toLowerCase()
        const found = (await all(read(log, options))).filter(
          ({ subjects }) => plain === undefined || subjects.some((each) => each.toLowerCase() === plain),
        )
        if (found.length > 0) yield found
      }),
    },
  ],
}

const pagesOf = async (pages: AsyncIterable<readonly LogRecord[]>) => {
  const found: (readonly LogRecord[])[] = []
  for await (const page of pages) found.push(page)
  return found
}

export const finds: BrokenStores<typeof finding> = {
  'finds all records of a command, and none of its neighbours’': [
    {
      breaks: 'finds one too few',
      says: /deeply equal/,
      make: like(({ findCommand }) => ({
        async findCommand(log, command) {
          const found = await findCommand(log, command)
          return found && found.length > 1 ? found.slice(0, -1) : found
        },
      })),
    },
    {
      breaks: 'finds the first record of the next command as well',
      says: /deeply equal/,
      make: like(({ findCommand, read }) => ({
        async findCommand(log, command) {
          const found = await findCommand(log, command)
          const next = (found?.at(-1)?.position ?? 0) + 1
          return found && [...found, ...(await all(read(log, { from: next, to: next })))]
        },
      })),
    },
  ],
  'finds nothing of a command that is not there, or is only like one that is': [
    {
      breaks: 'trims what it is asked for',
      says: /" c-1"/,
      make: like(({ findCommand }) => ({ findCommand: (log, command) => findCommand(log, command.trim()) })),
    },
    {
      breaks: 'takes the beginning of the log for a command without an id',
      says: /^"": /,
      make: like(({ findCommand, read }) => ({
        findCommand: async (log, command) => (command === '' ? all(read(log, { to: 1 })) : findCommand(log, command)),
      })),
    },
  ],
  'finds a command of more records than a page holds': [
    {
      breaks: 'finds a page',
      says: /deeply equal/,
      make: like(({ findCommand }) => ({ findCommand: async (log, command) => (await findCommand(log, command))?.slice(0, 1000) })),
    },
  ],
}
