import type { Fact } from '../../engine/event.ts'
import type { History } from '../../engine/history.ts'
import { begin, enter } from '../../engine/history.ts'
import type { Text } from '../../engine/schema.ts'
import type { Handlers } from '../../engine/slice.ts'
import { table } from '../../engine/table.ts'
import type { Evidence } from '../evidence.ts'
import type { ClosingSubject, closingEvents } from './events.ts'

export const closingStates = ['requested', 'approved', 'returned', 'withdrawn', 'revoked'] as const
export type ClosingState = (typeof closingStates)[number]

/** A request to strike something off, and what became of it. */
export interface Closing {
  readonly id: string
  readonly subject: ClosingSubject
  /** The unit that asked. It does not verify (R6). */
  readonly unit: string
  readonly summary?: Text
  readonly evidence: readonly Evidence[]
  readonly states: History<{ readonly state: ClosingState; readonly person: string; readonly unit: string; readonly reason?: Text }>
}

export type ClosingFact = Fact<typeof closingEvents>

export const closingTables = {
  closings: table<Closing, 'task' | 'problem' | 'unit' | 'state'>({
    task: ({ subject }) => ('task' in subject ? [subject.task] : []),
    problem: ({ subject }) => ('problem' in subject ? [subject.problem] : []),
    unit: (closing) => [closing.unit],
    state: (closing) => [closing.states.at(-1)?.value.state ?? 'requested'],
  }),
}

type At = { readonly on: string; readonly position: number; readonly actor: { readonly person: string; readonly unit: string } }

export const evolveClosing: Handlers<typeof closingTables, typeof closingEvents> = {
  'closing.requested': ({ closings }, event) => {
    const { data } = event
    closings.insert({
      id: data.closing,
      subject: data.subject,
      unit: data.unit,
      ...(data.summary && { summary: data.summary }),
      evidence: data.evidence,
      states: begin(event, said(event, 'requested')),
    })
  },
  'closing.approved': ({ closings }, event) => to(closings, event.data.closing, event, 'approved', event.data.note),
  'closing.withdrawn': ({ closings }, event) => to(closings, event.data.closing, event, 'withdrawn', event.data.reason),
  'closing.returned': ({ closings }, event) => to(closings, event.data.closing, event, 'returned', event.data.reason),
  'closing.revoked': ({ closings }, event) => to(closings, event.data.closing, event, 'revoked', event.data.reason),
}

type Closings = Parameters<(typeof evolveClosing)['closing.requested']>[0]['closings']

function to(closings: Closings, id: string, at: At, state: ClosingState, reason?: Text): void {
  closings.revise(id, ['states'], (closing) => enter(closing.states, at, said(at, state, reason)))
}

const said = (at: At, state: ClosingState, reason?: Text): Closing['states'][number]['value'] =>
  reason === undefined
    ? { state, person: at.actor.person, unit: at.actor.unit }
    : { state, person: at.actor.person, unit: at.actor.unit, reason }
