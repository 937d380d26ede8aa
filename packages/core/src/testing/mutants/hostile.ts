import * as z from 'zod/mini'
import type { Row, Writer } from '../../engine/table.ts'
import type { hostileLaws } from '../all-laws.ts'
import { type Draft, deciding, type Mutants, taking } from './wrapping.ts'

/** What the law of hostile commands has to catch. */
export const hostileMutants: Readonly<Record<keyof typeof hostileLaws, Mutants>> = {
  'illegal commands are refused with a code, and never end otherwise': [
    {
      breaks: 'a decision takes a key of every object for an id that it knows',
      says: /ends with TypeError/,
      core: deciding('unit.rename', (own) => (state, input, context) => {
        const known: Readonly<Record<string, Row>> = {}
        return String(input.unit) in known
          ? [{ type: 'unit.renamed', data: { unit: known[String(input.unit)]?.id.trim(), name: input.name } }]
          : own(state, input, context)
      }),
    },
    {
      breaks: 'a decision records a fact of another shape',
      says: /ends with InvalidInput/,
      core: deciding('unit.rename', (own) => (state, input, context) => {
        return String(input.unit) in {} ? [{ type: 'unit.renamed', data: { unit: input.unit } }] : own(state, input, context)
      }),
    },
    {
      breaks: 'a decision changes the state',
      says: /after \S+ was decided: tasks/,
      core: deciding('progress.report', (own) => (state, input, context) => {
        ;(state.tasks as unknown as Writer<Row>).update(String(input.task), (row: Draft) => {
          row.urgent = !row.urgent
        })
        return own(state, input, context)
      }),
    },
    {
      breaks: 'a decision reads the clock',
      says: /depends on its surroundings/,
      core: deciding('progress.report', (own) => (state, input, context) => {
        if (new Date() < new Date(0)) return []
        return own(state, input, context)
      }),
    },
    {
      breaks: 'a shape breaks on what is no text',
      says: /is not parsed: TypeError/,
      core: taking('progress.report', (own) => z.extend(own, { task: z.custom<string>((value) => (value as string).trim() !== '') })),
    },
    {
      breaks: 'a refusal has no code',
      says: /is refused without a code/,
      core: deciding('progress.report', (own) => (state, input, context) => {
        try {
          return own(state, input, context)
        } catch (error) {
          Object.assign((error as { refusal: object }).refusal, { code: '' })
          throw error
        }
      }),
    },
  ],
}
