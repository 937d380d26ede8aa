import {
  type AnySlice,
  commandsOf,
  type Fact,
  type Handlers,
  newId,
  ownId,
  quantity,
  type Readers,
  ref,
  slice,
  table,
  viewOf,
} from '@bihuan/core'
import { z } from 'zod'

/**
 * A slice as an embedding program has it at two versions of its event: at the first a visit has minutes, at the second hours and a kind. The
 * log in `golden/upcasting` was written by the first.
 */

type Visit = { readonly id: string; readonly hours: number; readonly kind: string }
const tables = { acmeVisits: table<Visit, 'kind'>({ kind: (visit) => [visit.kind] }) }
type State = Readers<typeof tables>

const row = z.strictObject({ visit: z.string(), hours: z.number(), kind: z.string() })
const views = {
  acmeVisits: viewOf<State>()({
    options: z.strictObject({}),
    shape: z.strictObject({ on: z.string(), rows: z.array(row) }),
    compute: ({ acmeVisits }, { on }) => ({
      on,
      rows: [...acmeVisits.values()].map(({ id, hours, kind }) => ({ visit: id, hours, kind })),
    }),
    table: ({ rows }) => ({ columns: [{ key: 'visit', kind: 'id' }], rows: rows.map(({ visit }) => ({ visit })) }),
  }),
}
const policy = { 'acme.visit': ['office'] }

const first = { 'acme.visited': z.strictObject({ visit: newId('visit'), unit: ref('unit'), minutes: quantity() }) }
const firstHandlers: Handlers<typeof tables, typeof first> = {
  'acme.visited': ({ acmeVisits }, { data }) => acmeVisits.insert({ id: data.visit, hours: data.minutes / 60, kind: 'other' }),
}
export const firstVisits = slice({
  name: 'acme',
  events: first,
  tables,
  evolve: firstHandlers,
  commands: commandsOf<State, Fact<typeof first>>()({
    'acme.visit': {
      input: first['acme.visited'].extend({ visit: ownId('visit') }),
      decide: (_, data) => [{ type: 'acme.visited', data }],
    },
  }),
  policy,
  views,
})

const second = {
  'acme.visited': z.strictObject({ visit: newId('visit'), unit: ref('unit'), hours: quantity(), kind: z.enum(['planned', 'other']) }),
}
const secondHandlers: Handlers<typeof tables, typeof second> = {
  'acme.visited': ({ acmeVisits }, { data }) => acmeVisits.insert({ id: data.visit, hours: data.hours, kind: data.kind }),
}
type First = z.infer<(typeof first)['acme.visited']>
export const secondVisits = slice({
  name: 'acme',
  events: second,
  upcasters: { 'acme.visited': [({ minutes, ...same }: First) => ({ ...same, hours: minutes / 60, kind: 'other' })] },
  tables,
  evolve: secondHandlers,
  commands: commandsOf<State, Fact<typeof second>>()({
    'acme.visit': {
      input: second['acme.visited'].extend({ visit: ownId('visit') }),
      decide: (_, data) => [{ type: 'acme.visited', data }],
    },
  }),
  policy,
  views,
})

/** The second version as somebody would leave it who forgot the upcaster. */
export const forgetfulVisits: AnySlice = { ...secondVisits, upcasters: {} }
