import * as fc from 'fast-check'
import { coreSlices } from '../core-slices.ts'
import { officialCalendar } from '../domain/calendar.ts'
import { addDays } from '../domain/days.ts'
import { canonical } from '../engine/canonical.ts'
import type { Policy } from '../engine/decision.ts'
import { isInvalidInput, isRefused, type Refusal } from '../engine/errors.ts'
import type { Actor, Basis, Recorded } from '../engine/event.ts'
import { type CommandDef, createMachine, type Machine, type State, supplyIds } from '../engine/machine.ts'
import { marked, visit } from '../engine/schema.ts'
import type { AnySlice } from '../engine/slice.ts'
import { handOf, type Move, type Play } from './moves/hand.ts'
import { coreMoves } from './moves/index.ts'
import { auditor } from './moves/people.ts'
import { type Call, prelude as corePrelude } from './moves/prelude.ts'

/** One command of a history, and what came of it. */
export interface Step {
  /** The command's id. */
  readonly id: string
  readonly command: string
  readonly input: unknown
  readonly actor: Actor
  readonly on: string
  /** The day of the entry. */
  readonly today: string
  readonly basis?: Basis
  /** The events that it recorded, by position; or the refusal; or that its input has another shape. */
  readonly result: { readonly from: number; readonly to: number } | { readonly refusal: Refusal } | { readonly invalid: true }
}

/** A legal history: what `decide` accepted, in the order in which it was entered, and what it refused. */
export interface LegalHistory {
  readonly machine: Machine
  readonly steps: readonly Step[]
  readonly events: readonly Recorded[]
  /** After all events, each applied as it was recorded. */
  readonly state: State
  /** How many steps every history begins with. */
  readonly given: number
}

export interface HistoryOptions {
  /** The core's slices when left out. */
  readonly slices?: readonly AnySlice[]
  /** What is sent before the random part. */
  readonly prelude?: readonly Call[]
  readonly moves?: readonly Move<never>[]
  /** How many random commands at most: 90 when left out. */
  readonly length?: number
  readonly policy?: (policy: Policy<never>) => Policy<never>
}

/** Which move, the naturals that it chooses with, the twist, and how many days have gone by. */
type Draw = readonly [move: number, naturals: readonly number[], twist: number, days: number]

/**
 * An arbitrary of legal histories, made by running `decide` on random commands: most fit the state that they find, some
 * are twisted (an unknown id, an id in use, an actor who may not, an earlier day, the last command once more). It shrinks
 * to fewer, plainer commands, and prints as the list of them.
 */
export function legalHistory(options: HistoryOptions = {}): fc.Arbitrary<LegalHistory> {
  const {
    slices = coreSlices as readonly AnySlice[],
    moves = coreMoves as readonly Move<never>[],
    prelude = corePrelude,
    length = 90,
  } = options
  const machine = createMachine(slices, { policy: options.policy, calendar: officialCalendar })
  const known = moves.filter((move) => machine.commands.has(move.command))
  const drum = known.flatMap((move, i) => Array.from({ length: move.weight }, () => i))
  const draw: fc.Arbitrary<Draw> = fc.tuple(
    fc.nat(drum.length - 1),
    fc.array(fc.nat(0xfffff), { minLength: 6, maxLength: 6 }),
    fc.nat(39),
    fc.nat(10),
  )
  return fc.noBias(fc.array(draw, { maxLength: length, size: 'max' })).map((draws) =>
    playOut(
      machine,
      prelude.filter((call) => machine.commands.has(call.command)),
      known,
      drum,
      draws,
    ),
  )
}

/** A history of commands that are known: for counterexamples that became tests. */
export const historyOf = (slices: readonly AnySlice[], calls: readonly Call[]): LegalHistory =>
  playOut(createMachine(slices, { calendar: officialCalendar }), calls, [], [], [])

function playOut(
  machine: Machine,
  prelude: readonly Call[],
  moves: readonly Move<never>[],
  drum: readonly number[],
  draws: readonly Draw[],
): LegalHistory {
  const state = machine.createState()
  const events: Recorded[] = []
  const steps: Step[] = []
  let today = ''
  const send = (call: Call) => {
    const step = sendOne(machine, state, events, { ...call, today: call.on > today ? call.on : today, id: `c-${steps.length + 1}` })
    today = step.today
    steps.push(step)
  }
  for (const call of prelude) send(call)
  const given = steps.length
  for (const [move, naturals, twist, days] of draws) {
    today = addDays(today, days === 10 ? 30 : days)
    const play = playOf(moves, drum, move, state, today, naturals, twist >= 38)
    if (play) send(twisted(machine, { on: today, ...withoutUndefined(play) } as Call, twist, naturals, events, steps[steps.length - 1]))
  }
  return Object.assign({ machine, steps, events, state, given }, { [fc.toStringMethod]: () => told(steps.slice(given)) })
}

const withoutUndefined = (play: Play): object => JSON.parse(JSON.stringify(play))

/** The move that was drawn, or the next that fits the state, going round the drum in leaps so that weights stay as they are. */
function playOf(
  moves: readonly Move<never>[],
  drum: readonly number[],
  first: number,
  state: State,
  today: string,
  naturals: readonly number[],
  loose: boolean,
) {
  for (let i = 0; i < drum.length; i++) {
    const move = moves[drum[(first + i * 37) % drum.length] ?? 0] as Move<never>
    const play = move.make(handOf(state.tables as never, today, naturals, loose))
    if (play) return { command: move.command, ...play }
  }
  return undefined
}

/** Twists 0–22 leave a command as it is. */
function twisted(
  machine: Machine,
  call: Call,
  twist: number,
  naturals: readonly number[],
  events: readonly Recorded[],
  last: Step | undefined,
): Call {
  const natural = naturals[0] ?? 0
  const places = (mark: 'ref' | 'new') =>
    marked((machine.commands.get(call.command) as CommandDef).spec.input).filter((one) => one.mark.mark === mark)
  const replaced = (mark: 'ref' | 'new', id: (kind: string) => string | undefined): Call => {
    const all = places(mark)
    const place = all[natural % all.length]
    const input: unknown = structuredClone(call.input)
    if (place && place.mark.mark !== 'personal') {
      const other = id(place.mark.kind)
      if (other !== undefined)
        visit(input, place.path, (_, holder, key) => {
          holder[key] = other
        })
    }
    return { ...call, input }
  }
  if (twist === 23) return replaced('ref', () => '没有')
  if (twist === 24) return replaced('new', (kind) => idsOf(machine, events, kind).at(-1))
  if (twist === 25) return { ...call, actor: auditor }
  if (twist === 26) return { ...call, actor: { ...call.actor, unit: 'U-D' } }
  if (twist >= 27 && twist <= 34) return { ...call, on: addDays(call.on, -1 - (natural % 20)) }
  if (twist === 35 && last) return last
  return call
}

/** Ids of a kind that the log has brought in. */
export const idsOf = (machine: Machine, events: readonly Recorded[], kind: string): readonly string[] =>
  events.flatMap((event) => {
    const def = machine.events.get(event.type)
    const ids: string[] = []
    for (const { path, mark } of def ? marked(def.schema) : [])
      if (mark.mark === 'new' && mark.kind === kind) visit(event.data, path, (value) => typeof value === 'string' && ids.push(value))
    return ids
  })

function sendOne(machine: Machine, state: State, events: Recorded[], call: Omit<Step, 'result'>): Step {
  const { id, command, input, actor, on, today, basis } = call
  const sent = { id, command, input, actor, on, today, ...(basis && { basis }) }
  let parsed: unknown
  try {
    parsed = machine.parse(command, structuredClone(input))
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
      const event: Recorded = JSON.parse(
        canonical({
          v: 1,
          position: events.length + 1,
          type: fact.type,
          version: machine.events.get(fact.type)?.version,
          on,
          recordedAt: `${today}T04:00:00.000Z`,
          actor,
          command: { id, name: command, digest: '0'.repeat(64), n: i + 1, of: facts.length },
          correlation: id,
          basis,
          salt: '0'.repeat(32),
          data: fact.data,
        }),
      )
      events.push(event)
      machine.evolve(state, event)
    }
    return { ...sent, result: { from, to: events.length } }
  } catch (error) {
    if (isRefused(error)) return { ...sent, result: { refusal: error.refusal } }
    throw error
  }
}

export const accepted = (step: Step): boolean => 'from' in step.result

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

/** What histories are made of: medians, how many of them have an event of each type, and how often each refusal came. */
export interface Figures {
  readonly histories: number
  readonly acceptedMedian: number
  readonly eventsMedian: number
  /** Share of histories, in percent, that have an event of the type. */
  readonly types: ReadonlyMap<string, number>
  readonly commands: ReadonlyMap<string, { readonly accepted: number; readonly refused: number }>
  readonly refusals: ReadonlyMap<string, number>
}

export function figuresOf(histories: readonly LegalHistory[]): Figures {
  const types = new Map<string, number>()
  const commands = new Map<string, { accepted: number; refused: number }>()
  const refusals = new Map<string, number>()
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)
  for (const { events, steps } of histories) {
    for (const type of new Set(events.map((event) => event.type))) count(types, type)
    for (const step of steps) {
      const of = commands.get(step.command) ?? { accepted: 0, refused: 0 }
      commands.set(step.command, of)
      if (accepted(step)) of.accepted++
      else of.refused++
      if ('refusal' in step.result) count(refusals, step.result.refusal.code)
      if ('invalid' in step.result) count(refusals, '(invalid input)')
    }
  }
  const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
  return {
    histories: histories.length,
    acceptedMedian: median(histories.map(({ steps }) => steps.filter(accepted).length)),
    eventsMedian: median(histories.map(({ events }) => events.length)),
    types: new Map([...types].map(([type, n]) => [type, Math.round((100 * n) / histories.length)])),
    commands,
    refusals,
  }
}

declare function structuredClone<T>(value: T): T
