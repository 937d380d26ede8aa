import * as fc from 'fast-check'
import { addDays } from '../domain/days.ts'
import { isInvalidInput, isRefused } from '../engine/errors.ts'
import type { AnyFact, Recorded } from '../engine/event.ts'
import { type CommandDef, type Machine, type State, supplyIds } from '../engine/machine.ts'
import type { LegalHistory, Step } from './legal-history.ts'
import { handOf, type Move, type Play } from './moves/hand.ts'
import type { Call } from './moves/prelude.ts'
import { firstLoose, twisted } from './twists.ts'
import { freeze, freezeRows } from './unchanged.ts'

/** Which move, the naturals that it chooses with, the twist, and how many days have gone by. */
export type Draw = readonly [move: number, naturals: readonly number[], twist: number, days: number]

/** What all histories of an arbitrary have in common. It is played once. */
export interface Beginning {
  readonly machine: Machine
  readonly steps: readonly Step[]
  readonly events: readonly Recorded[]
  readonly state: State
  readonly moves: readonly Move<never>[]
  /** Indexes of the moves, each as often as it weighs. */
  readonly drum: readonly number[]
}

export function begin(machine: Machine, prelude: readonly Call[], moves: readonly Move<never>[]): Beginning {
  const state = machine.createState()
  const events: Recorded[] = []
  const steps: Step[] = []
  for (const call of prelude) steps.push(send(machine, state, events, steps, call, steps.at(-1)?.today ?? ''))
  freezeRows(state)
  return { machine, steps, events, state, moves, drum: moves.flatMap((move, i) => Array.from({ length: move.weight }, () => i)) }
}

export function playOut(beginning: Beginning, draws: readonly Draw[]): LegalHistory {
  const { machine } = beginning
  const given = beginning.steps.length
  const state = machine.createState()
  // Not a fork: a mutant of it would show in every history.
  for (const [name, table] of Object.entries(beginning.state.tables)) for (const row of table.values()) state.tables[name]?.insert(row)
  const events = [...beginning.events]
  const steps = [...beginning.steps]
  let today = steps[given - 1]?.today ?? ''
  for (const [move, naturals, twist, days] of draws) {
    today = addDays(today, days === 10 ? 30 : days)
    const play = playOf(beginning, move, state, today, naturals, twist >= firstLoose)
    if (!play) continue
    const call = twisted(machine, { on: today, ...play }, twist, naturals[0] ?? 0, events, steps[steps.length - 1])
    const step = send(machine, state, events, steps, call, today)
    today = step.today
    steps.push(step)
  }
  freezeRows(state)
  return Object.assign({ machine, steps, events, state, given }, { [fc.toStringMethod]: () => told(steps.slice(given)) })
}

/** The move that was drawn, or the next that fits the state, going round the drum in leaps so that weights stay as they are. */
function playOf(
  { moves, drum }: Beginning,
  first: number,
  state: State,
  today: string,
  naturals: readonly number[],
  loose: boolean,
): (Omit<Call, 'on'> & { readonly on?: string }) | undefined {
  // A leap that divides the drum's length would pass over most of it.
  const leap = drum.length % 37 === 0 ? 41 : 37
  for (let i = 0; i < drum.length; i++) {
    const move = moves[drum[(first + i * leap) % drum.length] ?? 0] as Move<never>
    const play = move.make(handOf(state.tables as never, today, naturals, loose))
    if (play) return { command: move.command, ...(withoutUndefined(play) as Omit<Play, 'basis'> & Pick<Call, 'basis'>) }
  }
  return undefined
}

/** As if it had come as JSON. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((member) => withoutUndefined(member) ?? null)
  const copy: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) if (member !== undefined) copy[key] = withoutUndefined(member)
  return copy
}

function send(machine: Machine, state: State, events: Recorded[], steps: readonly Step[], call: Call, now: string): Step {
  const { command, input, actor, on, basis } = call
  const today = on > now ? on : now
  const id = `c-${steps.length + 1}`
  const sent = { id, command, input, actor, on, today, ...(basis && { basis }) }
  let parsed: unknown
  try {
    parsed = machine.parse(command, input)
  } catch (error) {
    if (isInvalidInput(error)) return { ...sent, result: { invalid: true } }
    throw error
  }
  let ids = 0
  supplyIds(machine.commands.get(command) as CommandDef, parsed, () => `${id}.${++ids}`)
  try {
    const facts = machine.decide(state, command, parsed, { on, today, actor, position: events.length, ...(basis && { basis }) })
    const from = events.length + 1
    for (const [i, fact] of facts.entries()) {
      const event = recorded(machine, sent, fact, events.length + 1, i + 1, facts.length)
      events.push(event)
      machine.evolve(state, event)
    }
    return { ...sent, result: { from, to: events.length } }
  } catch (error) {
    if (isRefused(error)) return { ...sent, result: { refusal: error.refusal } }
    throw error
  }
}

const digest = '0'.repeat(64)
const salt = '0'.repeat(32)

function recorded(
  machine: Machine,
  { id, command, actor, on, today, basis }: Omit<Step, 'result'>,
  fact: AnyFact,
  position: number,
  n: number,
  of: number,
): Recorded {
  return freeze<Recorded>({
    v: 1,
    position,
    type: fact.type,
    version: machine.events.get(fact.type)?.version ?? 1,
    on,
    recordedAt: `${today}T04:00:00.000Z`,
    actor,
    command: { id, name: command, digest, n, of },
    correlation: id,
    ...(basis && { basis }),
    salt,
    data: JSON.parse(JSON.stringify(fact.data)),
  })
}

/** Commands, one a line, as a person would read them. */
function told(steps: readonly Step[]): string {
  return steps
    .map(({ command, input, actor, on, today, basis, result }) => {
      const when = on === today ? on : `${on} (entered ${today})`
      const outcome = 'from' in result ? '' : `  ✗ ${'refusal' in result ? result.refusal.code : 'invalid'}`
      return `\n  ${when} ${actor.person}@${actor.unit} ${command} ${JSON.stringify(input)}${basis ? ' on a basis' : ''}${outcome}`
    })
    .join('')
}
