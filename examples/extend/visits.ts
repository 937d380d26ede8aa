import {
  type CoreState,
  commandsOf,
  type Fact,
  type Handlers,
  metricsOf,
  newId,
  ownId,
  type Readers,
  ref,
  refuse,
  slice,
  table,
  text,
  viewOf,
} from '@bihuan/core'
import * as z from 'zod'

/** Leaders walk through streets, and what they see is kept: a slice with an event, a table, a command, a view and a metric of its own. */

const events = { 'street.visited': z.strictObject({ visit: newId('visit'), unit: ref('unit'), found: text(1000) }) }

type Visit = {
  readonly id: string
  readonly unit: string
  readonly on: string
  readonly position: number
  readonly found: z.infer<ReturnType<typeof text>>
}
const tables = { visits: table<Visit, 'unit'>({ unit: (visit) => [visit.unit] }) }

const evolve: Handlers<typeof tables, typeof events> = {
  'street.visited': ({ visits }, { on, position, data }) =>
    visits.insert({ id: data.visit, unit: data.unit, on, position, found: data.found }),
}

export type State = CoreState & Readers<typeof tables>

const commands = commandsOf<State, Fact<typeof events>>()({
  'street.visit': {
    input: events['street.visited'].extend({ visit: ownId('visit') }),
    decide({ visits, units }, input, { on }) {
      if (visits.has(input.visit)) refuse({ code: 'taken', rule: 'R1', what: 'visit', id: input.visit })
      const unit = units.get(input.unit)
      if (unit?.kind !== 'street' || (unit.names[0]?.on ?? '') > on) return refuse({ code: 'noStreet', rule: 'R1', unit: input.unit })
      return [{ type: 'street.visited', data: input }]
    },
  },
})

const row = z.strictObject({ visit: z.string(), unit: z.string(), on: z.string(), found: text(1000) })

const visits = viewOf<State>()({
  options: z.strictObject({ unit: z.string().optional() }),
  shape: z.strictObject({ on: z.string(), total: z.number(), rows: z.array(row) }),
  compute(state, { on, unit }) {
    const found = [...(unit === undefined ? state.visits.values() : state.visits.by('unit', unit))].filter((visit) => visit.on <= on)
    found.sort((a, b) => (a.on === b.on ? a.position - b.position : a.on < b.on ? -1 : 1))
    const rows = found.map((visit) => ({ visit: visit.id, unit: visit.unit, on: visit.on, found: structuredClone(visit.found) }))
    return { on, total: rows.length, rows }
  },
  table: ({ rows }, lang) => ({
    columns: [
      { key: 'visit', kind: 'id' },
      { key: 'unit', kind: 'id' },
      { key: 'on', kind: 'day' },
      { key: 'found', kind: 'text' },
    ],
    rows: rows.map((one) => ({ ...one, found: typeof one.found === 'string' ? one.found : one.found[lang] })),
  }),
})

/** How often leaders walked through a street in the period: for rules of an assessment. */
const metrics = metricsOf<State>()({
  streetVisits: {
    version: 1,
    unit: 'count',
    measure(state, { unit, from, to, on }) {
      const found = state.visits.by('unit', unit).filter((visit) => from <= visit.on && visit.on <= to && visit.on <= on)
      const parts = found.map((visit) => ({ subject: `visit:${visit.id}`, value: 1, rests: [visit.position] }))
      return { value: parts.length, parts }
    },
  },
})

export const visitSlice = slice({
  name: 'visits',
  events,
  tables,
  evolve,
  commands,
  policy: { 'street.visit': ['leadership'] },
  views: { visits },
  metrics,
})
