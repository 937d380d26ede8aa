import * as z from 'zod/mini'
import type { District } from '../../domain/state.ts'
import type { Row, Writer } from '../../engine/table.ts'
import type { hostileLaws } from '../all-laws.ts'
import { unknownId } from '../twists.ts'
import { type Draft, deciding, type Mutants, taking } from './wrapping.ts'

/** A report on whatever task is named: but for the one that the histories themselves name where none is, which would not get past them. */
const trusting = (data: (state: District, input: Readonly<Record<string, unknown>>) => object) =>
  deciding(
    'progress.report',
    (own) => (state, input, context) =>
      state.tasks.has(String(input.task)) || input.task === unknownId
        ? own(state, input, context)
        : [{ type: 'progress.reported', data: data(state, input) }],
  )

/** What the law of hostile commands has to catch. */
export const hostileMutants: Readonly<Record<keyof typeof hostileLaws, Mutants>> = {
  'illegal commands are refused with a code, and never end otherwise': [
    {
      breaks: 'a decision trusts an id',
      says: /ends with TypeError/,
      core: trusting(({ tasks }, input) => ({ ...input, task: (tasks.get(String(input.task)) as unknown as Row).id })),
    },
    {
      breaks: 'a decision records a fact of another shape',
      says: /ends with InvalidInput/,
      core: trusting((_, { task }) => ({ task })),
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
