import { openDistrict } from '@bihuan/core'
import { zh } from '@bihuan/core/words'
import { sqliteStore } from '@bihuan/store-sql'

const store = sqliteStore({ path: ':memory:' })
const district = await openDistrict({ store, log: 'nangang' })
const leader = { on: '2022-01-04', actor: { person: 'p-1', unit: 'committee', roles: ['leadership'] } }
const office = { on: '2022-01-05', actor: { person: 'p-2', unit: 'office', roles: ['office'] } }
const bureau = { on: '2022-01-10', actor: { person: 'p-3', unit: 'finance', roles: ['unit'] } }

await district.execute('strategy.adopt', { strategy: '1123', name: '“1123”战略', period: { from: '2022-01-01' }, levels: ['五区'] }, leader)
await district.execute('goal.set', { goal: 'industry', strategy: '1123', name: '高端产业集聚区' }, office)
await district.execute('unit.establish', { unit: 'finance', name: '金融办', kind: 'department', level: 'district' }, office)
const schedule = { from: '2022-01-01', due: '2022-12-31' }
await district.execute(
  'task.register',
  { task: 'park', title: '南岗金融产业园', goal: 'industry', responsible: 'finance', schedule },
  office,
)

const start = district.preview('task.start', { task: 'park' }, bureau)
if ('refusal' in start) console.log(district.words(zh).refusal(start.refusal))
for (const row of district.views.ledger({ on: '2022-03-31' }).rows) console.log(row.task, row.stage, row.light, row.planned, row.reasons)
console.log((await district.verify()).events)
