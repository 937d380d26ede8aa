import { commandsOf, type Fact, type Handlers, newId, type Readers, ref, refuse, slice, table, words } from '@bihuan/core'
import { z } from 'zod'

// A slice of one's own: visits to the sites of tasks. `bihuan … --with ./examples/embed/visits.ts` adds it to the command line.

const visit = z.strictObject({ visit: newId('visit'), task: ref('task'), finding: words(200) })
const events = { 'acme.visited': visit }

const tables = { visits: table<{ readonly id: string; readonly task: string; readonly finding: string }>({}) }
type State = Readers<typeof tables>

const evolve: Handlers<typeof tables, typeof events> = {
  'acme.visited': ({ visits }, { data }) => visits.insert({ id: data.visit, task: data.task, finding: data.finding }),
}

const commands = commandsOf<State, Fact<typeof events>>()({
  'acme.visit': {
    input: visit,
    decide: ({ visits }, input) =>
      visits.has(input.visit) ? refuse({ code: 'visited', id: input.visit } as { code: string }) : [{ type: 'acme.visited', data: input }],
  },
})

const row = z.strictObject({ visit: z.string(), task: z.string(), finding: z.string() })
const shape = z.strictObject({ on: z.string(), rows: z.array(row) })

export const visits = slice({
  name: 'visits',
  events,
  tables,
  evolve,
  commands,
  policy: { 'acme.visit': ['office', 'leader'] },
  views: {
    visits: {
      options: z.strictObject({ task: z.string().optional() }),
      shape,
      compute: (state: State, { on, task }: { on: string; task?: string | undefined }): z.infer<typeof shape> => ({
        on,
        rows: [...state.visits.values()]
          .filter((one) => task === undefined || one.task === task)
          .map(({ id, ...rest }) => ({ visit: id, ...rest })),
      }),
      table: ({ rows }: z.infer<typeof shape>) => ({
        columns: [
          { key: 'visit', kind: 'id' },
          { key: 'task', kind: 'id' },
          { key: 'finding', kind: 'text' },
        ],
        rows,
      }),
    },
  },
  words: {
    zh: {
      events: { 'acme.visited': '现场走访' },
      commands: { 'acme.visit': '记录走访' },
      views: { visits: '走访记录' },
      columns: { visit: '走访编号', finding: '发现的情况' },
      refusals: { visited: ({ id }: { id: string }) => `走访${id}已经记录过。` },
    },
    en: {
      events: { 'acme.visited': 'Site visited' },
      commands: { 'acme.visit': 'Record a visit' },
      views: { visits: 'Visits' },
      columns: { visit: 'Visit', finding: 'Finding' },
      refusals: { visited: ({ id }: { id: string }) => `Visit ${id} was recorded before.` },
    },
  },
})
