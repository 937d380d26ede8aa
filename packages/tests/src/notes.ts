import {
  commandsOf,
  day,
  type Fact,
  type Handlers,
  newId,
  ownId,
  personal,
  quantity,
  type Readers,
  ref,
  refuse,
  slice,
  table,
  words,
} from '@bihuan/core'
import { z } from 'zod'

/** A small slice of its own, as an embedding program would add: notes that count. For tests of the runtime. */

const events = {
  'note.written': z.strictObject({
    note: newId('note'),
    text: words(200),
    author: words(64),
    by: z.optional(personal('author')),
    amount: quantity(),
  }),
  'note.changed': z.strictObject({ note: ref('note'), amount: quantity(), until: z.optional(day()) }),
  'note.broken': z.strictObject({ note: ref('note') }),
}

interface Note {
  readonly id: string
  readonly text: string
  readonly by?: z.infer<(typeof events)['note.written']>['by']
  readonly amount: number
  readonly changes: readonly number[]
}

const tables = { notes: table<Note, 'text'>({ text: (note) => [note.text] }) }

const evolve: Handlers<typeof tables, typeof events> = {
  'note.written': ({ notes }, { data }) =>
    notes.insert({ id: data.note, text: data.text, ...(data.by !== undefined && { by: data.by }), amount: data.amount, changes: [] }),
  'note.changed': ({ notes }, { data, position }) =>
    notes.update(data.note, (note) => {
      note.amount = data.amount
      note.changes.push(position)
    }),
  'note.broken': ({ notes }, { data }) => {
    notes.update(data.note, (note) => {
      note.amount = -1
    })
    throw new Error('a handler that breaks off midway')
  },
}

type State = Readers<typeof tables>

const noteCommands = commandsOf<State, Fact<typeof events>>()({
  'note.write': {
    input: z.strictObject({
      note: ownId('note'),
      text: words(200),
      author: z._default(words(64), 'a'),
      by: z.optional(personal('author')),
      amount: z._default(quantity(), 0),
    }),
    decide({ notes }, input) {
      if (notes.has(input.note)) refuse({ code: 'taken', rule: 'R1', what: 'note', id: input.note } as { code: string })
      return [{ type: 'note.written', data: input }]
    },
  },
  /** Adds to a note, and to each note named after it: several events of one command. */
  'note.add': {
    input: z.strictObject({ notes: z.array(ref('note')).min(1), amount: quantity() }),
    decide({ notes }, { notes: ids, amount }) {
      return ids.map((id) => {
        const note = notes.get(id) ?? refuse({ code: 'unknown', rule: 'R1', what: 'note', id } as { code: string })
        return { type: 'note.changed', data: { note: id, amount: note.amount + amount } }
      })
    },
  },
  'note.nothing': { input: z.strictObject({}), decide: () => [] },
  'note.break': { input: z.strictObject({ note: ref('note') }), decide: (_, { note }) => [{ type: 'note.broken', data: { note } }] },
})

const shape = z.strictObject({ on: z.string(), rows: z.array(z.strictObject({ id: z.string(), text: z.string(), amount: z.number() })) })

export const notes = slice({
  name: 'notes',
  events,
  tables,
  evolve,
  commands: noteCommands,
  policy: { 'note.write': ['unit'], 'note.add': ['unit'], 'note.nothing': ['unit'], 'note.break': ['unit'] },
  views: {
    notes: {
      options: z.strictObject({ text: z.string().optional() }),
      shape,
      compute: (state: State, { on, text }: { on: string; text?: string | undefined }): z.infer<typeof shape> => ({
        on,
        rows: [...state.notes.values()]
          .filter((note) => text === undefined || note.text === text)
          .map(({ id, text: said, amount }) => ({ id, text: said, amount })),
      }),
      table: (value: z.infer<typeof shape>) => ({
        columns: [
          { key: 'id', kind: 'id' as const },
          { key: 'amount', kind: 'number' as const },
        ],
        rows: value.rows.map(({ id, amount }) => ({ id, amount })),
      }),
    },
  },
})

export const writer = { person: 'p-1', unit: 'u-1', roles: ['unit'] }
