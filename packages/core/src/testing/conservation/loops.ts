import { valueOn } from '../../engine/history.ts'
import type { CoreViews } from '../../views/index.ts'
import { difference, must } from '../difference.ts'
import type { LegalHistory } from '../legal-history.ts'
import { countBy, sameCounts, sameIds, tablesOf } from './counting.ts'

/** What came in is open, closed or gone; its stages are those of the five lists; limits cut nothing but rows. */
export function loopAddsUp(history: LegalHistory, day: string, { loop, fiveLists }: Pick<CoreViews, 'loop' | 'fiveLists'>): void {
  const state = tablesOf(history)
  const value = loop.compute(state, { on: day, limit: 100_000 }, history.machine)
  const lists = fiveLists.compute(state, { on: day }, history.machine)
  const inStages = (kind: string) => Object.fromEntries(value.stages.flatMap((row) => (row.kind === kind ? [[row.stage, row.count]] : [])))
  sameCounts(inStages('task'), lists.stages, 'stages of the loop')
  sameCounts(inStages('problem'), lists.states, 'states of the loop')
  for (const { kind, came, closed, open, left, standing } of value.rates) {
    must(came === closed + open + left, `${came} ${kind} came, ${closed} + ${open} + ${left} are somewhere`)
    const counted = Object.values(inStages(kind)).reduce((a, b) => a + b, 0)
    must(counted === came + standing, `${counted} ${kind} in stages, ${came} + ${standing} came`)
    const stuck = value.stuck.filter((row) => row.kind === kind).length
    must(stuck <= open, `${stuck} ${kind} are stuck of ${open} open`)
  }
  const requests = value.returns.reduce((n, row) => n + row.requests, 0)
  must(requests === lists.closings.requests.total, `${requests} requests in the loop, ${lists.closings.requests.total} in list 5`)
}

/** What is covered and what is missing are all there is; every gap is of something missing; who is silent is so in `responsibility`. */
export function coverageAddsUp(
  history: LegalHistory,
  day: string,
  { coverage, responsibility }: Pick<CoreViews, 'coverage' | 'responsibility'>,
): void {
  const state = tablesOf(history)
  const value = coverage.compute(state, { on: day }, history.machine)
  const { gaps } = responsibility.compute(state, { on: day }, history.machine)
  const shares = [...value.overall, ...value.goals.flatMap((goal) => goal.shares), ...value.byKind.map((one) => one.units)]
  for (const { measure, of, covered, missing } of shares) {
    must(covered + missing.length === of, `${measure}: ${covered} and ${missing.length} missing are not ${of}`)
    must(new Set(missing).size === missing.length, `${measure}: something is missing twice in ${missing}`)
  }
  const unnamed = <S extends { readonly missing: readonly string[] }>(share: S) => ({ ...share, missing: [] })
  const ofUnits = <P extends { readonly units: (typeof shares)[number] }>(part: P) => ({ ...part, units: unnamed(part.units) })
  const found = difference(
    {
      ...value,
      overall: value.overall.map(unnamed),
      byKind: value.byKind.map(ofUnits),
      byLevel: value.byLevel.map(ofUnits),
      goals: value.goals.map((goal) => ({ ...goal, shares: goal.shares.map(unnamed) })),
      gaps: [],
    },
    coverage.compute(state, { on: day, gaps: false }, history.machine),
    'coverage',
  )
  must(found === undefined, `what is counted is not what is named: ${found}`)
  const of = (measure: string) => value.overall.find((share) => share.measure === measure)
  for (const { measure, missing } of value.overall)
    if (measure !== 'leafGoals')
      sameIds([...new Set(value.gaps.flatMap((gap) => (gap.measure === measure ? gap.id : [])))], missing, `gaps of ${measure}`)
  const units = (parts: readonly { readonly units: { readonly of: number } }[]) => parts.reduce((n, part) => n + part.units.of, 0)
  for (const parts of [value.byKind, value.byLevel]) must(units(parts) === of('units')?.of, 'units of all kinds and levels are all units')
  const silent = (of('tasksReported')?.missing ?? []).filter(
    (id) => valueOn(state.tasks.get(id)?.owners ?? [], day)?.responsible !== undefined,
  )
  sameIds(
    silent,
    gaps.ownersWithoutFeedback.flatMap((gap) => gap.tasks),
    'silent tasks',
  )
}

/** What was there before, with what was added and without what was removed, is there after; of one day nothing changes. */
export function changesAddUp(history: LegalHistory, day: string, { changes, fiveLists }: Pick<CoreViews, 'changes' | 'fiveLists'>): void {
  const state = tablesOf(history)
  for (const from of ['2000-01-01', '2026-01-20', day]) {
    const value = changes.compute(state, { on: day, from }, history.machine)
    for (const { kind, before, after, changes: counts } of value.counts) {
      const rows = value.rows.filter((row) => row.kind === kind).map((row) => row.change)
      sameCounts(counts, countBy(rows, Object.keys(counts)), `changes of ${kind}`)
      must(
        before + counts.added - counts.removed === after,
        `${before} ${kind}, ${counts.added} added and ${counts.removed} removed are not ${after}`,
      )
    }
    if (from === day) must(value.rows.length === 0, `changes from ${day} to itself: ${JSON.stringify(value.rows)}`)
    const { tasks, closings } = fiveLists.compute(state, { on: day }, history.machine)
    const after = value.counts.find((one) => one.kind === 'task')?.after
    const listed = tasks.total + closings.tasks.total + fiveLists.compute(state, { on: day }, history.machine).cancelled
    must(after === listed, `${after} tasks after, ${listed} in the lists`)
  }
}
