import { type EventStore, manualClock, openDistrict, seededRandom } from '@bihuan/core'

/** A small log of a district: a strategy, a goal, a unit and a task. */
export const story = async (store: EventStore, log = 'nangang') => {
  const district = await openDistrict({ store, log, clock: manualClock('2022-01-06T00:00:00.000Z'), random: seededRandom(7) })
  const leader = { on: '2022-01-04', actor: { person: 'p-1', unit: 'committee', roles: ['leadership'] } }
  const office = { on: '2022-01-05', actor: { person: 'p-2', unit: 'office', roles: ['office'] } }
  await district.execute(
    'strategy.adopt',
    { strategy: '1123', name: '“1123”战略', period: { from: '2022-01-01' }, levels: ['五区'] },
    leader,
  )
  await district.execute('goal.set', { goal: 'industry', strategy: '1123', name: '高端产业集聚区' }, office)
  await district.execute('unit.establish', { unit: 'finance', name: '金融办', kind: 'department', level: 'district' }, office)
  const schedule = { from: '2022-01-01', due: '2022-12-31' }
  await district.execute(
    'task.register',
    { task: 'park', title: '南岗金融产业园', goal: 'industry', responsible: 'finance', schedule },
    { ...office, id: 'c-park' },
  )
  return district
}
