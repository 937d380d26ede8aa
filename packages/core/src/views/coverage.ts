import * as z from 'zod/mini'
import { daysBetween } from '../domain/days.ts'
import { type GoalSeen, sceneOf } from '../domain/measures/goal.ts'
import { unitKinds, unitLevels } from '../domain/organisation/events.ts'
import type { District } from '../domain/state.ts'
import { viewOf } from '../engine/view.ts'
import {
  type Check,
  type CoverageMeasure,
  coverageGaps,
  coverageMeasures,
  goalChecks,
  indicatorChecks,
  lostOn,
  planChecks,
  taskChecks,
} from './coverage-checks.ts'
import { type Counted, countTasks } from './coverage-counts.ts'
import { dutiesOn, officerChecks, unitChecks } from './coverage-duties.ts'
import { byText, copied, inLang, shareOf, strategiesOn, unitOrNull } from './naming.ts'
import { dayShape, flagOption, namedShape, percentShape, restsShape, textShape, wholeOption } from './shapes.ts'

const shareShape = z.strictObject({
  measure: z.enum(coverageMeasures),
  of: z.number(),
  covered: z.number(),
  share: z.nullable(percentShape),
  /** Ids of what is not covered: `of` less `covered`. */
  missing: z.array(z.string()),
})
const gapRow = z.strictObject({
  measure: z.enum(coverageMeasures),
  kind: z.enum(['goal', 'task', 'indicator', 'unit', 'post', 'plan', 'planGoal']),
  id: z.string(),
  name: textShape,
  gap: z.enum(coverageGaps),
  since: dayShape,
  days: z.number(),
  unit: z.nullable(namedShape),
  rests: restsShape,
})

/**
 * Down to the bottom, across to the edge, everybody with a duty (纵向到底、横向到边、人人有责): what share of goals has tasks, of
 * tasks all owners and feedback, of units and officers a duty, of superior plans' goals a goal that serves them; and who is missing.
 */
export const coverage = viewOf<District>()({
  options: z.strictObject({
    /** After how many days without a report or a value something is stale; 31 when left out. */
    staleDays: z.optional(wholeOption(1, 366)),
    /** `false` leaves out who and what is missing: counts only. */
    gaps: z.optional(flagOption()),
  }),
  shape: z.strictObject({
    on: dayShape,
    staleDays: z.number(),
    overall: z.array(shareShape),
    byKind: z.array(z.strictObject({ kind: z.enum(unitKinds), units: shareShape })),
    byLevel: z.array(z.strictObject({ level: z.enum(unitLevels), units: shareShape })),
    /** Live goals, each before those below it; a goal's shares are over all below it. */
    goals: z.array(z.strictObject({ goal: z.string(), name: textShape, depth: z.number(), shares: z.array(shareShape) })),
    /** What is ownerless, stale or without a duty: the longest of each measure first. */
    gaps: z.array(gapRow),
  }),
  compute(state, { on, staleDays = 31, gaps = true }) {
    const scene = sceneOf(state, on)
    const goals = strategiesOn(state, on).flatMap((one) => (one.superseded && one.superseded.on <= on ? [] : scene.goalsOf(one.id)))
    const live = new Set(goals.flatMap(idsBelow))
    const { counted, owing } = countTasks(scene, staleDays)
    const duties = dutiesOn(scene, owing, gaps ? scene.tasks : [])
    const checks = [
      ...goalChecks(scene, goals, gaps ? lostOn(scene) : new Map()),
      ...(gaps ? taskChecks(scene, staleDays) : []),
      ...indicatorChecks(scene, live, staleDays),
      ...unitChecks(scene, duties),
      ...officerChecks(scene, duties),
      ...planChecks(scene, live),
    ]
    const found: Found = { checks, counted: gaps ? [] : counted, gaps }
    const unitsIn = (fits: (check: Check) => boolean) =>
      sharesOf({ ...found, checks: checks.filter((check) => check.measure === 'units' && fits(check)) }, ['units'])
    return {
      on,
      staleDays,
      overall: sharesOf(found, coverageMeasures),
      byKind: unitKinds.flatMap((kind) => unitsIn((one) => one.unit?.kind === kind).map((share) => ({ kind, units: share }))).filter(some),
      byLevel: unitLevels
        .flatMap((level) => unitsIn((one) => one.unit?.level === level).map((share) => ({ level, units: share })))
        .filter(some),
      goals: goalShares(goals, found),
      gaps: gaps ? gapsOf(state, checks, on) : [],
    }
  },
  table: (value, lang) => ({
    columns: [
      { key: 'part', kind: 'code', words: 'coveragePart' },
      { key: 'measure', kind: 'code', words: 'coverage' },
      { key: 'group', kind: 'code', words: 'unitGroup' },
      { key: 'kind', kind: 'code', words: 'kind', detail: true },
      { key: 'id', kind: 'id' },
      { key: 'name', kind: 'text' },
      { key: 'covered', kind: 'count' },
      { key: 'of', kind: 'count' },
      { key: 'share', kind: 'percent' },
      { key: 'gap', kind: 'code', words: 'gap' },
      { key: 'since', kind: 'day' },
    ],
    rows: [
      ...value.overall.map((one) => shareLine('overall', one, {})),
      ...value.byKind.map((one) => shareLine('byKind', one.units, { group: one.kind })),
      ...value.byLevel.map((one) => shareLine('byLevel', one.units, { group: one.level })),
      ...value.goals.flatMap((one) =>
        one.shares
          .filter((share) => share.of > 0)
          .map((share) =>
            shareLine('byGoal', share, { kind: 'goal', id: one.goal, name: `${'  '.repeat(one.depth - 1)}${inLang(one.name, lang)}` }),
          ),
      ),
      ...value.gaps.map(({ measure, kind, id, name, gap, since }) => ({
        part: 'gaps',
        measure,
        ...nothing,
        kind,
        id,
        name: inLang(name, lang),
        gap,
        since,
      })),
    ],
  }),
})

type Share = z.infer<typeof shareShape>

const nothing = { group: null, kind: null, id: null, name: null, covered: null, of: null, share: null, gap: null, since: null }
const shareLine = (part: string, { measure, covered, of, share }: Share, rest: Record<string, string>) => ({
  part,
  measure,
  ...nothing,
  covered,
  of,
  share,
  ...rest,
})

const some = ({ units }: { readonly units: Share }) => units.of > 0

const idsBelow = (seen: GoalSeen): string[] => [seen.goal.id, ...seen.children.flatMap(idsBelow)]

/** What was asked about one by one, and what was only counted. */
interface Found {
  readonly checks: readonly Check[]
  readonly counted: readonly Counted[]
  readonly gaps: boolean
}

function sharesOf({ checks, counted, gaps }: Found, measures: readonly CoverageMeasure[]): Share[] {
  const all = new Map(measures.map((measure) => [measure, { of: 0, covered: 0, missing: [] as string[] }]))
  for (const check of checks) {
    const share = all.get(check.measure)
    if (!share) continue
    share.of++
    if (check.gaps.length === 0) share.covered++
    else if (gaps) share.missing.push(check.id)
  }
  for (const { measure, of, covered } of counted) {
    const share = all.get(measure)
    if (!share) continue
    share.of += of
    share.covered += covered
  }
  return [...all].map(([measure, { of, covered, missing }]) => ({ measure, of, covered, share: shareOf(covered, of), missing }))
}

const ofGoals = ['leafGoals', 'tasksOwned', 'tasksReported', 'indicators'] as const

/** Each goal's own is taken up once on the way down, and added on the way up. */
function goalShares(goals: readonly GoalSeen[], { checks, counted, gaps }: Found) {
  const own = new Map<string, { checks: Check[]; counted: Counted[] }>()
  const of = (goal: string) => {
    const found = own.get(goal) ?? { checks: [], counted: [] }
    own.set(goal, found)
    return found
  }
  for (const check of checks) if (check.goal !== undefined) of(check.goal).checks.push(check)
  for (const one of counted) of(one.goal).counted.push(one)
  const rows: { goal: string; name: z.infer<typeof textShape>; depth: number; shares: Share[] }[] = []
  const add = (seen: GoalSeen, depth: number): Found => {
    const at = rows.length
    rows.push({ goal: seen.goal.id, name: copied(seen.facts.name), depth, shares: [] })
    const below = [of(seen.goal.id), ...seen.children.map((child) => add(child, depth + 1))]
    const found = { checks: below.flatMap((one) => one.checks), counted: below.flatMap((one) => one.counted), gaps }
    ;(rows[at] as (typeof rows)[number]).shares = sharesOf(found, ofGoals)
    return found
  }
  for (const goal of goals) add(goal, 1)
  return rows
}

/** A row for each thing that is missing. Leaf goals are among the goals, and not named twice. */
const gapsOf = (state: District, checks: readonly Check[], on: string): z.infer<typeof gapRow>[] =>
  checks
    .filter((check) => check.measure !== 'leafGoals')
    .flatMap(({ measure, kind, id, name, responsible, gaps }) =>
      gaps.map(({ gap, since }) => ({
        measure,
        kind,
        id,
        name: copied(name),
        gap,
        since,
        days: daysBetween(since, on),
        unit: unitOrNull(state, responsible, on),
        rests: [`${kind}:${id}`, ...(responsible === undefined ? [] : [`unit:${responsible}`])],
      })),
    )
    .sort(
      (a, b) => coverageMeasures.indexOf(a.measure) - coverageMeasures.indexOf(b.measure) || byText(a.since, b.since) || byText(a.id, b.id),
    )
