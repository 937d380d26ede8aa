import type { Scene } from '../domain/measures/goal.ts'
import { laterOf, type TaskSeen } from '../domain/measures/task.ts'
import { entryOn, firstDay, upTo, valueOn } from '../engine/history.ts'
import { type Check, when } from './coverage-checks.ts'
import { byId } from './naming.ts'

/** What coverage asks of units and officers: whether they have a duty. */

/** Units and the post that answer for a task. */
export function subjectsOf({ lead, responsible, cooperating }: TaskSeen['owners']): readonly string[] {
  const units = [responsible, ...cooperating].flatMap((unit) => (unit === undefined ? [] : `unit:${unit}`))
  return lead === undefined ? units : [...units, `post:${lead}`]
}

/** Who has a duty on the day, and the last day on which a duty ended, by subject. */
interface Duties {
  readonly now: ReadonlySet<string>
  readonly ended: ReadonlyMap<string, string>
}

/** `owing` are those who have a task now. Of tasks that are named, also when they ended. */
export function dutiesOn({ state, day }: Scene, owing: ReadonlySet<string>, named: readonly TaskSeen[]): Duties {
  const now = new Set(owing)
  const ended = new Map<string, string>()
  const had = (subjects: readonly string[], end: string | undefined) => {
    for (const subject of subjects) {
      if (end === undefined) now.add(subject)
      else ended.set(subject, laterOf(ended.get(subject) ?? '', end))
    }
  }
  for (const { task, stage, stageSince } of named) {
    const were = upTo(task.owners, day)
    were.forEach(({ value }, i) => {
      had(subjectsOf(value), were[i + 1]?.on ?? (stage.stage === 'cancelled' ? stageSince : undefined))
    })
  }
  for (const { formed, dissolved, units, leader } of state.taskForces.values())
    if (formed.on <= day)
      had([...units.map((unit) => `unit:${unit}`), `post:${leader}`], dissolved && dissolved.on <= day ? dissolved.on : undefined)
  for (const { id, portfolios } of state.posts.values()) {
    const were = upTo(portfolios, day)
    were.forEach(({ value }, i) => {
      if (value.units.length + value.goals.length > 0) had([`post:${id}`], were[i + 1]?.on)
    })
  }
  return { now, ended }
}

/**
 * Live units of the district, those above it left out: responsible, cooperating, in a task force, or by a post of theirs with a
 * duty. The promotion office and oversight have theirs by what they are.
 */
export function unitChecks({ state, day }: Scene, { now, ended }: Duties): Check[] {
  const byPost = new Set<string>()
  const lost = new Map<string, string>()
  for (const { id, titles } of state.posts.values()) {
    const title = valueOn(titles, day)
    if (!title) continue
    if (title.rank === 'head' || now.has(`post:${id}`)) byPost.add(title.unit)
    else lost.set(title.unit, laterOf(lost.get(title.unit) ?? '', ended.get(`post:${id}`) ?? ''))
  }
  return byId(state.units.values())
    .filter((unit) => unit.kind !== 'superior' && firstDay(unit.names) <= day && !(unit.ended && unit.ended.on <= day))
    .map((unit) => {
      const has = now.has(`unit:${unit.id}`) || byPost.has(unit.id) || unit.kind === 'office' || unit.kind === 'oversight'
      const since = [firstDay(unit.names), ended.get(`unit:${unit.id}`) ?? '', lost.get(unit.id) ?? ''].reduce(laterOf)
      const gaps = when(!has, 'noDuty', since)
      return { measure: 'units', kind: 'unit', id: unit.id, name: valueOn(unit.names, day) ?? unit.id, unit, gaps }
    })
}

/** Filled posts of leaders and unit heads: lead of a task or a task force, or with a portfolio. The district's heads answer for all. */
export function officerChecks({ state, day }: Scene, { now, ended }: Duties): Check[] {
  return byId(state.posts.values()).flatMap((post): Check[] => {
    const title = valueOn(post.titles, day)
    const holder = entryOn(post.holders, day)
    if (!title || title.rank === 'staff' || !holder?.value) return []
    const gaps = when(
      title.rank !== 'head' && !now.has(`post:${post.id}`),
      'noDuty',
      laterOf(holder.on, ended.get(`post:${post.id}`) ?? ''),
    )
    return [{ measure: 'officers', kind: 'post', id: post.id, name: title.title, responsible: title.unit, gaps }]
  })
}
