import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coreSlices } from '../core-slices.ts'
import { valuesIn } from '../domain/assessment/values.ts'
import type { District } from '../domain/state.ts'
import type { State } from '../engine/machine.ts'
import type { AnyMetric } from '../engine/metric.ts'
import type { Layer, Row } from '../engine/table.ts'
import { historyOf, legalHistory } from '../testing/histories.ts'
import { reread } from '../testing/laws.ts'
import type { LegalHistory } from '../testing/legal-history.ts'
import { mayor, office } from '../testing/moves/people.ts'
import { type Call, prelude } from '../testing/moves/prelude.ts'

/** What is kept between two readings of a day may not show: a view read along the way is the view of a state that nobody read before. */

type Asking = readonly [view: string, options: object]

const always: readonly Asking[] = [
  ['strategyMap', {}],
  ['strategyMap', { tasks: false }],
  ['wallChart', {}],
  ['wallChart', { bars: false }],
  ['ledger', {}],
  ['ledger', { sort: 'due', offset: 1, limit: 2 }],
  ['ledger', { sort: 'due', limit: 2, counts: false }],
  ['ledger', { unit: 'U-A', sort: 'lag' }],
  ['ledger', { responsible: 'U-B', sort: 'light', limit: 1 }],
  ['ledger', { goal: 'G-3', lead: 'P-1', sort: 'responsible' }],
  ['ledger', { light: 'red', sort: 'goal' }],
  ['ledger', { stage: 'underWay', class: 'majorProject', text: '任务' }],
  ['fiveLists', {}],
  ['coverage', {}],
  ['coverage', { gaps: false }],
  ['coverage', { gaps: false, staleDays: 7 }],
  ['responsibility', {}],
  ['agenda', {}],
  ['agenda', { unit: 'U-A', month: '2026-02' }],
]

const asked = (state: State): readonly Asking[] => {
  const { rounds } = state.tables as unknown as District
  return [
    ...always,
    ...[...rounds.values()].flatMap(({ id: round }): Asking[] => [
      ['leagueTable', { round }],
      ['scorecard', { round, unit: 'U-A' }],
    ]),
  ]
}

/** Compares what a state shows with what a copy of it shows. */
function compare({ machine }: LegalHistory, state: State, views: readonly Asking[], on: string, toEnd: boolean, where: string): void {
  for (const [view, options] of views)
    expect(machine.see(state, view, { ...options }, on), `${view} ${JSON.stringify(options)} on ${on} ${where}`).toEqual(
      machine.see(state.fork(), view, { ...options }, on),
    )
  const tables = state.tables as unknown as District
  const period = { from: '2026-01-05', to: toEnd ? '2026-03-31' : on < '2026-01-05' ? '2026-01-05' : on, on }
  const kept = valuesIn(tables, period)
  const copy = state.fork()
  const units = [...tables.units.values()].map((one) => one.id)
  const all = (value: (metric: AnyMetric, unit: string) => unknown) =>
    [...machine.metrics].map(([name, metric]) => [name, ...units.map((unit) => value(metric, unit))])
  const afresh = ({ measure }: AnyMetric, unit: string) => measure(copy.tables as never, { ...period, unit }).value
  expect(all(kept), `metrics on ${on} ${where}`).toEqual(all(afresh))
}

/** Reads some of all views, as the pick says. */
function read(history: LegalHistory, state: State, on: string, pick: number, where: string): void {
  const views = asked(state)
  const some = [0, 7, 14].map((more) => views[(pick + more) % views.length] as Asking)
  compare(history, state, some, on, pick % 2 === 0, where)
}

/** Ways in which an event comes to a state. Each ends with it there. */
const ways: readonly ((
  history: LegalHistory,
  state: State,
  event: LegalHistory['events'][number],
  peek: (state: State) => void,
) => void)[] = [
  ({ machine }, state, event) => machine.evolve(state, event),
  ({ machine }, state, event) => machine.evolve(state, event),
  // decided on a draft, which is read
  ({ machine }, state, event, peek) => {
    const draft = state.overlay()
    machine.evolve(draft, event)
    peek(draft)
    draft.merge()
  },
  // tried on a draft that is dropped, and on a copy, first
  ({ machine }, state, event, peek) => {
    const draft = state.overlay()
    machine.evolve(draft, event)
    peek(draft)
    draft.drop()
    const copy = state.fork()
    machine.evolve(copy, event)
    peek(copy)
    peek(state)
    machine.evolve(state, event)
  },
  // in bulk, as a log that is caught up with
  ({ machine }, state, event) => {
    state.setBulk(true)
    machine.evolve(state, event)
    state.setBulk(false)
  },
]

function readAlongTheWay(history: LegalHistory, picks: readonly number[], change: (state: State) => State = (state) => state): void {
  const { machine, events } = history
  const state = change(machine.createState())
  const last = events.at(-1)?.on ?? '2022-01-01'
  const pickAt = (i: number) => picks[i % picks.length] as number
  const days = [
    last,
    last,
    last,
    events[pickAt(0) % Math.max(1, events.length)]?.on ?? last,
    events[pickAt(1) % Math.max(1, events.length)]?.on ?? last,
  ]
  const own = reread(events)
  own.forEach((event, i) => {
    const pick = pickAt(i) + i
    const where = `after position ${event.position}`
    const on = days[pick % days.length] as string
    const way = ways[(pick >> 3) % ways.length] as (typeof ways)[number]
    way(history, state, event, (other) => read(history, other, on, pick, `tried ${where}`))
    if (pick % 3 === 0 || i === own.length - 1) read(history, state, on, pick, where)
  })
}

const picks = fc.array(fc.nat(100_000), { minLength: 17, maxLength: 17 })

/** A state one of whose tables says of nothing that it was written. */
const forgetting =
  (name: string) =>
  (state: State): State => ({
    ...state,
    tables: { ...state.tables, [name]: Object.assign(Object.create(state.tables[name] as Layer<Row>), { since: () => [] }) },
  })

const by = (actor: Call['actor'], on: string, command: string, input: object): Call => ({ actor, on, command, input })

/** What random histories seldom have: it changes what was kept on the last day. */
const rare = [
  by(office, '2026-01-06', 'problem.raise', { problem: 'PR-1', task: 'T-1', unit: 'U-A', title: '征地受阻' }),
  by(mayor, '2026-01-07', 'coordination.decide', {
    coordination: 'C-1',
    problem: 'PR-1',
    opinion: '限期办结',
    items: [{ unit: 'U-A', what: '完成征收', due: '2026-01-20' }],
  }),
  by(mayor, '2026-02-20', 'coordination.rescind', { coordination: 'C-1', reason: '情况有变' }),
  by(mayor, '2026-01-31', 'rulebook.adopt', { rulebook: 'RB-1', name: '督办规则', reportDay: 28 }),
  by(mayor, '2026-02-20', 'rulebook.adopt', {
    rulebook: 'RB-2',
    name: '督办规则（修订）',
    thresholds: { redLag: 30, yellowLag: 10, redAfterDays: 5, dueSoonDays: 15, dueSoonProgress: 90 },
  }),
  by(office, '2026-02-20', 'goal.set', { goal: 'G-4', strategy: 'S-1', name: '营商环境' }),
  by(office, '2026-02-20', 'task.register', {
    task: 'T-4',
    title: '任务T-4',
    goal: 'G-2',
    contributes: [{ goal: 'G-4', weight: 50 }],
    schedule: { from: '2026-01-10', due: '2026-04-30' },
  }),
  by(mayor, '2026-02-20', 'task.cancel', { task: 'T-4', reason: '并入其他任务' }),
  by(office, '2026-02-20', 'officer.relieve', { post: 'P-1', person: 'p-1' }),
]

function readEachTime(change: (state: State) => State = (state) => state): void {
  const history = historyOf(coreSlices, [...prelude, ...rare])
  for (const step of history.steps) expect(step.result, step.command).toHaveProperty('from')
  const state = change(history.machine.createState())
  for (const event of reread(history.events)) {
    history.machine.evolve(state, event)
    compare(history, state, asked(state), '2026-02-20', true, `after position ${event.position}`)
  }
}

describe('views that are read along the way', () => {
  it('show what a state shows that nobody read before', { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(legalHistory(), picks, (history, some) => readAlongTheWay(history, some)),
      { numRuns: 40 },
    )
  })

  it('also after what random histories seldom have', { timeout: 60_000 }, () => readEachTime())

  it.each(['tasks', 'taskProgress', 'problems', 'closings', 'reports', 'marks', 'reminders'])(
    'and would not, did the table of %s forget to tell what was written',
    { timeout: 120_000 },
    (name) => {
      const verdict = fc.check(
        fc.property(legalHistory(), picks, (history, some) => readAlongTheWay(history, some, forgetting(name))),
        { numRuns: 200, seed: 1123, endOnFailure: true },
      )
      expect(String((verdict.errorInstance as Error | undefined)?.message)).toMatch(/ on .* after position/)
    },
  )

  it.each(['rulebooks', 'coordinations'])('nor did that of %s', { timeout: 60_000 }, (name) => {
    expect(() => readEachTime(forgetting(name))).toThrow(/ on .* after position/)
  })
})
