import type { Actor, District } from '@bihuan/core'

/** Who works in the district that all measurements work in, and what is there before its tasks are. */

export const units = 60
const goals = 20
const posts = 10

/** How many events a district has before its first task. */
export const eventsBefore: number = 1 + 2 + units + posts + 1 + goals

export const unitOf = (n: number): string => `unit-${n % units}`
export const goalOf = (n: number): string => `goal-${n % goals}`
export const postOf = (n: number): string => `post-${n % posts}`

export const office: Actor = { person: 'p-office', unit: 'office', roles: ['office'] }
export const head: Actor = { person: 'p-head', unit: 'government', roles: ['leadership'] }
export const actorOf = (unit: string): Actor => ({ person: `p-${unit}`, unit, roles: ['unit'] })

/** The day `n` days after the first of the year that all happens in. */
export const dayAfter = (n: number): string => new Date(Date.UTC(2022, 0, 1) + n * 86_400_000).toISOString().slice(0, 10)

/** A clock for openDistrict that stands on a day after all that happens. */
export const clock = { now: () => Date.UTC(2023, 0, 31, 8) }

/** Records the units, the posts, the strategy and its goals, by commands. */
export async function begin(district: Pick<District, 'send'>): Promise<void> {
  const send = (command: string, input: object, actor = office) => district.send(command, input, { actor, on: dayAfter(0) })
  await send('unit.establish', { unit: 'government', name: '区政府', kind: 'leadership', level: 'district' })
  await send('unit.establish', { unit: 'office', name: '战略推进办', kind: 'office', level: 'district' })
  for (let n = 0; n < units; n++) await send('unit.establish', { unit: unitOf(n), name: `第${n}局`, kind: 'department', level: 'district' })
  for (let n = 0; n < posts; n++)
    await send('officer.appoint', { post: postOf(n), title: `第${n}副区长`, unit: 'government', rank: 'leader', person: `p-leader-${n}` })
  await send('strategy.adopt', { strategy: 'S-1', name: '1123', period: { from: '2021-01-01' }, levels: ['目标'] }, head)
  for (let n = 0; n < goals; n++) await send('goal.set', { goal: goalOf(n), strategy: 'S-1', name: `第${n}个目标`, order: n })
}
