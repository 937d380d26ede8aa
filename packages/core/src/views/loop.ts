import * as z from 'zod/mini'
import { countDays, type DayHistogram, quantile } from '../domain/measures/durations.ts'
import type { District } from '../domain/state.ts'
import { viewOf } from '../engine/view.ts'
import { type LoopItem, type LoopKind, loopItems, loopKinds, loopStages } from './loop-items.ts'
import { byText, copied, inLang, shareOf, unitOrNull } from './naming.ts'
import { scopeOf } from './scope.ts'
import { dayShape, namedShape, percentShape, restsShape, textShape, wholeOption } from './shapes.ts'

const kindShape = z.enum(['task', 'problem', 'item', 'milestone', 'closing'])

/** What came in is open, was closed, or left the loop otherwise. Standing tasks are never closed, and counted apart. */
const rateRow = z.strictObject({
  kind: kindShape,
  came: z.number(),
  closed: z.number(),
  open: z.number(),
  left: z.number(),
  standing: z.number(),
  /** Closed, of what came in. */
  share: z.nullable(percentShape),
  rests: restsShape,
})
/** Days from the first time in one stage to the first time in a later one; without `to`, the days in the stage. Nearest rank. */
const cycleRow = z.strictObject({
  kind: kindShape,
  from: z.string(),
  to: z.nullable(z.string()),
  count: z.number(),
  median: z.number(),
  p90: z.number(),
  rests: restsShape,
})
const stageRow = z.strictObject({
  kind: kindShape,
  stage: z.string(),
  count: z.number(),
  /** Of them, those that wait there, and the days of the one that waits longest. */
  waiting: z.number(),
  oldest: z.nullable(z.number()),
  rests: restsShape,
})
const stuckRow = z.strictObject({
  kind: kindShape,
  id: z.string(),
  title: textShape,
  stage: z.string(),
  unit: z.nullable(namedShape),
  since: dayShape,
  days: z.number(),
  rests: restsShape,
})
const returnRow = z.strictObject({
  /** What was to be struck off. */
  kind: z.enum(['task', 'milestone', 'problem']),
  requests: z.number(),
  /** Returned, of the requests that were approved or returned. */
  returned: z.number(),
  verified: z.number(),
  returnedShare: z.nullable(percentShape),
  /** Revoked after a look back, of those that had been approved. */
  revoked: z.number(),
  approved: z.number(),
  revokedShare: z.nullable(percentShape),
  rests: restsShape,
})

/** The closed loop (闭环): the share of items that go all the way, the time that it takes, where they are stuck, what came back. */
export const loop = viewOf<District>()({
  options: z.strictObject({
    /** Only what serves this goal or one below it. */
    goal: z.optional(z.string()),
    unit: z.optional(z.string()),
    /** Only what came in since this day. */
    from: z.optional(z.iso.date()),
    /** How many stuck items of each stage; 3 when left out. */
    limit: z.optional(wholeOption(0, 100_000)),
  }),
  shape: z.strictObject({
    on: dayShape,
    rates: z.array(rateRow),
    cycles: z.array(cycleRow),
    stages: z.array(stageRow),
    stuck: z.array(stuckRow),
    returns: z.array(returnRow),
  }),
  compute(state, { on, goal, unit, from = '', limit = 3 }) {
    const within = scopeOf(state, on, goal, unit)
    const items = loopItems(state, on).filter((item) => item.came >= from && within(item))
    const byKind = new Map(loopKinds.map((kind) => [kind, items.filter((item) => item.kind === kind)]))
    const of = (kind: LoopKind) => byKind.get(kind) ?? []
    const stages = loopKinds.flatMap((kind) => stagesOf(kind, of(kind)))
    return {
      on,
      rates: loopKinds.map((kind) => rateOf(kind, of(kind))),
      cycles: loopKinds.flatMap((kind) => cyclesOf(kind, of(kind))),
      stages: stages.map(({ waiting, count, kind, stage, rests }) => ({
        kind,
        stage,
        count,
        waiting: waiting.length,
        oldest: waiting[0]?.days ?? null,
        rests,
      })),
      stuck: stages.flatMap(({ waiting }) => waiting.slice(0, limit).map((item) => stuckOf(state, item, on))),
      returns: (['task', 'milestone', 'problem'] as const).map((kind) =>
        returnsOf(
          kind,
          of('closing').filter((item) => item.about === kind),
        ),
      ),
    }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'part', kind: 'code', words: 'loopPart' },
      { key: 'kind', kind: 'code', words: 'kind' },
      { key: 'stage', kind: 'code', words: 'anyState' },
      { key: 'to', kind: 'code', words: 'anyState' },
      { key: 'count', kind: 'count' },
      { key: 'of', kind: 'count' },
      { key: 'share', kind: 'percent' },
      { key: 'days', kind: 'days' },
      { key: 'p90', kind: 'days' },
      { key: 'id', kind: 'id' },
      { key: 'title', kind: 'text' },
      { key: 'unit', kind: 'text' },
      { key: 'since', kind: 'day', detail: true },
    ],
    rows: [
      ...value.rates.map((row) => line('rates', row.kind, { count: row.closed, of: row.came, share: row.share })),
      ...value.cycles.map((row) =>
        line('cycles', row.kind, { stage: row.from, to: row.to, count: row.count, days: row.median, p90: row.p90 }),
      ),
      ...value.stages
        .filter((row) => row.count > 0)
        .map((row) => line('stages', row.kind, { stage: row.stage, count: row.waiting, of: row.count, days: row.oldest })),
      ...value.stuck.map(({ unit, ...row }) =>
        line('stuck', row.kind, {
          stage: row.stage,
          days: row.days,
          id: row.id,
          title: inLang(row.title, lang),
          unit: unit && inLang(unit.name, lang),
          since: row.since,
        }),
      ),
      ...value.returns
        .filter((row) => row.requests > 0)
        .flatMap((row) => [
          line('returns', row.kind, { stage: 'returned', count: row.returned, of: row.verified, share: row.returnedShare }),
          line('returns', row.kind, { stage: 'revoked', count: row.revoked, of: row.approved, share: row.revokedShare }),
        ]),
    ],
  }),
})

type Line = Partial<Record<'count' | 'of' | 'share' | 'days' | 'p90', number | null>> &
  Partial<Record<'stage' | 'to' | 'id' | 'title' | 'unit' | 'since', string | null>>

const nothing = {
  stage: null,
  to: null,
  count: null,
  of: null,
  share: null,
  days: null,
  p90: null,
  id: null,
  title: null,
  unit: null,
  since: null,
}
const line = (part: string, kind: string, rest: Line) => ({ part, kind, ...nothing, ...rest })

const restsOf = (items: readonly LoopItem[]): string[] => [...new Set(items.map((item) => item.subject))]

function rateOf(kind: LoopKind, items: readonly LoopItem[]): z.infer<typeof rateRow> {
  const counts = { open: 0, closed: 0, left: 0, standing: 0 }
  for (const item of items) counts[item.fate]++
  const came = items.length - counts.standing
  return { kind, came, ...counts, share: shareOf(counts.closed, came), rests: restsOf(items) }
}

function cyclesOf(kind: LoopKind, items: readonly LoopItem[]): z.infer<typeof cycleRow>[] {
  interface Passed {
    readonly days: DayHistogram
    readonly items: LoopItem[]
  }
  const found = new Map<string, Passed>()
  for (const item of items)
    for (const { from, to, days } of item.legs) {
      const key = `${from} ${to}`
      const leg: Passed = found.get(key) ?? { days: new Map(), items: [] }
      if (!found.has(key)) found.set(key, leg)
      countDays(leg.days, days)
      leg.items.push(item)
    }
  return loopStages[kind].flatMap((from) =>
    [...loopStages[kind], null].flatMap((to) => {
      const leg = found.get(`${from} ${to}`)
      if (!leg) return []
      const median = quantile(leg.days, 50) ?? 0
      return [{ kind, from, to, count: leg.items.length, median, p90: quantile(leg.days, 90) ?? 0, rests: restsOf(leg.items) }]
    }),
  )
}

function stagesOf(kind: LoopKind, items: readonly LoopItem[]) {
  const found = new Map<string, LoopItem[]>(loopStages[kind].map((stage) => [stage, []]))
  for (const item of items) found.get(item.stage)?.push(item)
  return [...found].map(([stage, here]) => ({
    kind,
    stage,
    count: here.length,
    rests: restsOf(here),
    waiting: here
      .filter((item) => item.fate === 'open' && item.days !== undefined)
      .sort((a, b) => (b.days ?? 0) - (a.days ?? 0) || byText(a.id, b.id)),
  }))
}

const stuckOf = (state: District, item: LoopItem, on: string): z.infer<typeof stuckRow> => ({
  kind: item.kind,
  id: item.id,
  title: copied(item.title),
  stage: item.stage,
  unit: unitOrNull(state, item.unit, on),
  since: item.since,
  days: item.days ?? 0,
  rests: [item.subject, ...(item.unit === undefined ? [] : [`unit:${item.unit}`])],
})

function returnsOf(kind: 'task' | 'milestone' | 'problem', closings: readonly LoopItem[]): z.infer<typeof returnRow> {
  const count = (stage: string) => closings.filter((item) => item.stage === stage).length
  const [returned, revoked] = [count('returned'), count('revoked')]
  const approved = count('approved') + revoked
  const verified = approved + returned
  return {
    kind,
    requests: closings.length,
    returned,
    verified,
    returnedShare: shareOf(returned, verified),
    revoked,
    approved,
    revokedShare: shareOf(revoked, approved),
    rests: restsOf(closings),
  }
}
