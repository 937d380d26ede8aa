import { openDistrict, seededRandom } from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'
const tasks = Number(process.argv[2] ?? 2000)
const store = memoryStore()
const start = Date.UTC(2022, 0, 1, 4)
let now = start
const district = await openDistrict({ store, random: seededRandom(1), clock: { now: () => now }, snapshotEvery: 0 })
const office = { person: 'p-office', unit: 'office', roles: ['office'] }
const head = { person: 'p-head', unit: 'office', roles: ['leadership'] }
const send = (command: string, input: object, actor = office) => district.send(command, input, { actor })
await send('unit.establish', { unit: 'office', name: '战略推进办', kind: 'office', level: 'district' })
for (let n = 0; n < 40; n++) await send('unit.establish', { unit: `unit-${n}`, name: `第${n}局`, kind: 'department', level: 'district' })
await send('strategy.adopt', { strategy: 'S-1', name: '1123', period: { from: '2021-01-01' }, levels: ['目标'] }, head)
for (let n = 0; n < 20; n++) await send('goal.set', { goal: `goal-${n}`, strategy: 'S-1', name: `第${n}个目标`, order: n })
await send('officer.appoint', { post: 'lead', person: 'zhang', title: '副区长', unit: 'office', rank: 'leader' })
async function one(n: number) {
  const task = `task-${n}`
  const unit = { person: `p-${n % 40}`, unit: `unit-${n % 40}`, roles: ['unit'] }
  await send('task.register', { task, title: `第${n}项重点任务：建成示范工程`, goal: `goal-${n % 20}`, responsible: unit.unit, lead: 'lead', cooperating: [`unit-${(n + 1) % 40}`], schedule: { from: '2022-01-01', due: '2022-12-31' }, measures: ['按月调度'], content: '年内完成主体建设并投入使用', milestones: [1, 2].map((m) => ({ milestone: `M${m}`, title: `节点${m}`, due: `2022-0${m * 3}-28` })) })
  await send('task.start', { task }, unit)
  for (let i = 1; i <= 5; i++) await send('progress.report', { task, percent: i * 15, narrative: `第${i}次报告：按计划推进`, evidence: [{ title: '照片' }] }, unit)
  await send('milestone.reach', { task, milestone: 'M1', evidence: [{ title: '证明材料' }] }, unit)
}
const time = async (from: number, to: number) => {
  const t = performance.now(); const c = process.cpuUsage()
  for (let n = from; n < to; n++) { now += 1000; await one(n) }
  const d = process.cpuUsage(c)
  const events = (to - from) * 8
  console.log(`${from}-${to}: ${(events / (performance.now() - t) * 1000).toFixed(0)} events/s wall, ${(events / (d.user + d.system) * 1e6).toFixed(0)} events/s cpu`)
}
await time(0, 200)
const step = Math.max(500, Math.floor(tasks / 4))
for (let n = 200; n < tasks; n += step) await time(n, Math.min(tasks, n + step))
const t = performance.now(); const c = process.cpuUsage()
const again = await openDistrict({ store, snapshotEvery: 0 })
const d = process.cpuUsage(c)
console.log(`replay: ${(again.position / (d.user + d.system) * 1e6).toFixed(0)} events/s cpu; wall ${(again.position / (performance.now() - t) * 1000).toFixed(0)}`)
