// pnpm bench:import [ROWS]: how long a ledger in a workbook takes to read, to plan and to register. 10,000 rows when left out.
import { manualClock, openDistrict } from '@bihuan/core'
import { applyPlan, planLedger, readLedger } from '@bihuan/import'
import { memoryStore } from '@bihuan/store-memory'
import { writeXlsx } from 'hucre'

const rows = Number(process.argv[2] ?? 10_000)
if (!Number.isSafeInteger(rows) || rows < 1) throw new Error('usage: pnpm bench:import [ROWS]')

const header = ['序号', '任务', '工作内容', '责任单位', '配合单位', '启动时间', '完成时限', '资金（万元）', '资金来源', '进展情况', '备注']
const body = Array.from({ length: rows }, (_, i) => [
  i + 1,
  `第${i + 1}项重点任务`,
  '建成并投入使用，配套管网同步到位',
  `第${i % 60}局`,
  `第${(i + 1) % 60}局、第${(i + 2) % 60}局`,
  new Date(Date.UTC(2022, 0, 1)),
  `${(i % 12) + 1}月底前`,
  (i % 100) * 10 + 0.5,
  '区级财政',
  '已完成前期手续',
  '',
])
const bytes = await writeXlsx({ sheets: [{ name: '台账', rows: [['2022年重点任务台账'], header, ...body] }] })

const district = await openDistrict({ store: memoryStore(), clock: manualClock('2022-12-31T02:00:00.000Z') })
const actor = { person: 'p-1', unit: 'office', roles: ['leadership', 'office'] }
await district.execute('strategy.adopt', { strategy: 'S', name: '1123', period: { from: '2022-01-01' }, levels: ['区'] }, { actor })
await district.execute('goal.set', { goal: 'g', strategy: 'S', name: '目标' }, { actor })

const took = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const start = performance.now()
  const done = await work()
  console.log(`${what.padEnd(10)} ${((performance.now() - start) / 1000).toFixed(2)} s`)
  return done
}
console.log(`${rows} rows, ${(bytes.byteLength / 2 ** 20).toFixed(1)} MiB`)
const read = await took('read', () => readLedger(new Uint8Array(bytes)))
const plan = await took('planned', () => planLedger(district, read, { goal: 'g', createUnits: true }))
if (plan.problems.length > 0 || plan.tasks.length !== rows) throw new Error(JSON.stringify(plan.problems[0]))
await took('registered', () => applyPlan(district, plan, { actor }))
await took('once more', () => planLedger(district, read, { goal: 'g', existing: 'change' }))
