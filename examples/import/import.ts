import { readFileSync } from 'node:fs'
import { manualClock, openDistrict } from '@bihuan/core'
import { en, zh } from '@bihuan/core/words'
import { applyPlan, planLedger, readLedger, tellRemark } from '@bihuan/import'
import { memoryStore } from '@bihuan/store-memory'

const language = process.argv.includes('zh') ? zh : en
const district = await openDistrict({ store: memoryStore(), clock: manualClock('2022-01-10T02:00:00.000Z') })
const leader = { person: 'p-1', unit: 'committee', roles: ['leadership'] }
const office = { person: 'p-2', unit: 'office', roles: ['office'] }
await district.execute(
  'strategy.adopt',
  { strategy: '1123', name: '1123', period: { from: '2022-01-01' }, levels: ['四大体系'] },
  { actor: leader },
)
await district.execute('goal.set', { goal: 'living', strategy: '1123', name: '现代宜居环境体系' }, { actor: office })

// A workbook is read in the same way: its bytes say what it is.
const file = 'examples/ledger/ledger.csv'
const read = await readLedger(readFileSync(file), { name: file })
const plan = await planLedger(district, read, { goal: '现代宜居环境体系', year: 2022, createUnits: true })

const words = district.words(language)
for (const remark of [...plan.problems, ...plan.warnings]) console.log(tellRemark(remark, words))
console.log(plan.tasks.length, plan.units.length, plan.changes.length, read.ignored)
if (plan.problems.length === 0) await applyPlan(district, plan, { actor: office })
for (const row of district.views.ledger().rows) console.log(row.task, row.title, row.responsible?.name, row.due)

const again = await planLedger(district, read, { goal: 'living', year: 2022, existing: 'change' })
console.log(again.tasks.length, again.changes.length, again.unchanged)
