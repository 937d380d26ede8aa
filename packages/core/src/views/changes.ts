import * as z from 'zod/mini'
import { addDays, daysBetween, monthOf } from '../domain/days.ts'
import { type Scene, sceneOf } from '../domain/measures/goal.ts'
import type { District } from '../domain/state.ts'
import { viewOf } from '../engine/view.ts'
import { type Compared, comparedIn, comparedKinds } from './compared.ts'
import { byText, copied, inLang, lagOf, orNull, reasonCodes, reasonsOf } from './naming.ts'
import { dayShape, namedShape, reasonShape, restsShape, textShape } from './shapes.ts'

export const changeCodes = [
  'added',
  'removed',
  'moved',
  'closed',
  'reopened',
  'slipped',
  'advanced',
  'relit',
  'responsible',
  'lead',
  'cooperating',
  'progress',
  'retargeted',
] as const
type Change = (typeof changeCodes)[number]

const row = z.strictObject({
  kind: z.enum(comparedKinds),
  id: z.string(),
  title: textShape,
  change: z.enum(changeCodes),
  /** States, lights, days, percent or aims as they are called; names of units and posts. `null`: nothing there. */
  from: z.nullable(textShape),
  to: z.nullable(textShape),
  /** By how many days a due date moved. */
  days: z.nullable(z.number()),
  /** By how many percentage points progress changed; of an indicator, its attainment. */
  points: z.nullable(z.number()),
  /** Why the new light is what it is. */
  reasons: z.array(reasonShape),
  unit: z.nullable(namedShape),
  rests: restsShape,
})
type Row = z.infer<typeof row>

const countsRow = z.strictObject({
  kind: z.enum(comparedKinds),
  before: z.number(),
  /** Before, with what was added, without what was removed. */
  after: z.number(),
  changes: z.record(z.enum(changeCodes), z.number()),
})

const value = z.strictObject({ from: dayShape, on: dayShape, counts: z.array(countsRow), rows: z.array(row) })
export type Changes = z.infer<typeof value>

/**
 * What differs between two scenes: of two days, or of one day as it was known at two moments. What was added, moved on, closed,
 * opened again, slipped, given another light or owner; a change each, in the order of kinds, ids and changes.
 */
export function compareScenes(earlier: Scene, later: Scene): Changes {
  const before = comparedIn(earlier)
  const after = comparedIn(later)
  const rows: Row[] = []
  for (const [key, old] of before) if (!after.has(key)) rows.push(told(old, 'removed', old.state, null))
  for (const [key, now] of after) rows.push(...changesOf(before.get(key), now))
  rows.sort(
    (a, b) =>
      comparedKinds.indexOf(a.kind) - comparedKinds.indexOf(b.kind) ||
      byText(a.id, b.id) ||
      changeCodes.indexOf(a.change) - changeCodes.indexOf(b.change),
  )
  const counts = new Map(comparedKinds.map((kind) => [kind, { kind, before: 0, after: 0, changes: none() }]))
  for (const { kind } of before.values()) (counts.get(kind) as z.infer<typeof countsRow>).before++
  for (const { kind } of after.values()) (counts.get(kind) as z.infer<typeof countsRow>).after++
  for (const { kind, change } of rows) (counts.get(kind) as z.infer<typeof countsRow>).changes[change]++
  return { from: earlier.day, on: later.day, counts: [...counts.values()], rows }
}

/** Two days of one state, or two states: as `compareScenes`. */
export const compareStates = (earlier: District, from: string, later: District, on: string): Changes =>
  compareScenes(sceneOf(earlier, from), sceneOf(later, on))

/** Two moments compared: what changed from one day to another. */
export const changes = viewOf<District>()({
  /** The earlier day; the last of the month before when left out. It is never later than the day of the view. */
  options: z.strictObject({ from: z.optional(z.iso.date()) }),
  shape: value,
  compute: (state, { on, from = addDays(`${monthOf(on)}-01`, -1) }) => compareStates(state, byText(from, on) < 0 ? from : on, state, on),
  table: ({ rows }, lang) => ({
    columns: [
      { key: 'kind', kind: 'code', words: 'kind' },
      { key: 'id', kind: 'id' },
      { key: 'title', kind: 'text' },
      { key: 'change', kind: 'code', words: 'change' },
      { key: 'before', kind: 'code', words: 'changed' },
      { key: 'after', kind: 'code', words: 'changed' },
      { key: 'days', kind: 'days' },
      { key: 'points', kind: 'number' },
      { key: 'unit', kind: 'text' },
      { key: 'note', kind: 'text' },
      { key: 'reasons', kind: 'code', words: 'reason' },
    ],
    rows: rows.map((one) => {
      // Names are free text, which a list of codes must not be asked about.
      const named = one.change === 'responsible' || one.change === 'lead' || one.change === 'cooperating'
      const [from, to] = [one.from, one.to].map((text) => (text === null ? null : inLang(text, lang)))
      return {
        kind: one.kind,
        id: one.id,
        title: inLang(one.title, lang),
        change: one.change,
        before: named ? null : orNull(from ?? undefined),
        after: named ? null : orNull(to ?? undefined),
        days: one.days,
        points: one.points,
        unit: one.unit && inLang(one.unit.name, lang),
        note: named ? `${from ?? '—'} → ${to ?? '—'}` : null,
        reasons: one.reasons.length === 0 ? null : reasonCodes(one.reasons),
      }
    }),
  }),
})

const none = () => Object.fromEntries(changeCodes.map((code) => [code, 0])) as Record<Change, number>

const told = (one: Compared, change: Change, from: Row['from'], to: Row['to'], more: Partial<Row> = {}): Row => ({
  kind: one.kind,
  id: one.id,
  title: copied(one.title),
  change,
  from,
  to,
  days: null,
  points: null,
  reasons: [],
  unit: one.unit && { id: one.unit.id, name: copied(one.unit.name) },
  rests: [one.subject],
  ...more,
})

function changesOf(old: Compared | undefined, now: Compared): Row[] {
  if (!old) return [told(now, 'added', null, now.state), ...(now.closed ? [told(now, 'closed', null, now.state)] : [])]
  const rows: Row[] = []
  if (old.state !== now.state) rows.push(told(now, now.closed ? 'closed' : old.closed ? 'reopened' : 'moved', old.state, now.state))
  if (old.due !== null && now.due !== null && old.due !== now.due)
    rows.push(told(now, now.due > old.due ? 'slipped' : 'advanced', old.due, now.due, { days: daysBetween(old.due, now.due) }))
  if (old.light !== now.light) rows.push(told(now, 'relit', old.light, now.light, { reasons: reasonsOf(now.reasons) }))
  for (const role of ['responsible', 'lead', 'cooperating'] as const) rows.push(...reassigned(role, old, now))
  if (old.progress !== now.progress)
    rows.push(told(now, 'progress', percent(old.progress), percent(now.progress), { points: lagOf(now.progress ?? 0, old.progress ?? 0) }))
  if (old.aim !== now.aim) rows.push(told(now, 'retargeted', old.target, now.target))
  return rows
}

const percent = (value: number | null) => (value === null ? null : `${value}%`)

type Named = NonNullable<Compared['unit']>

/** By ids: a unit that was renamed is the same. */
function reassigned(role: 'responsible' | 'lead' | 'cooperating', old: Compared, now: Compared): Row[] {
  const [before, after] = [old, now].map((one) =>
    role === 'cooperating' ? one.cooperating : [role === 'lead' ? one.lead : one.unit].flatMap((some) => some ?? []),
  ) as [readonly Named[], readonly Named[]]
  const ids = (all: readonly Named[]) => all.map((one) => one.id).join()
  if (ids(before) === ids(after)) return []
  const kind = role === 'lead' ? 'post' : 'unit'
  const rests = [now.subject, ...new Set([...before, ...after].map((one) => `${kind}:${one.id}`))]
  return [told(now, role, namesOf(before), namesOf(after), { rests })]
}

const namesOf = (all: readonly Named[]): Row['from'] =>
  all.length === 0
    ? null
    : { zh: all.map((one) => inLang(one.name, 'zh')).join('、'), en: all.map((one) => inLang(one.name, 'en')).join(', ') }
