import {
  canonical,
  type District,
  type EventStore,
  type LogRecord,
  leafHash,
  openDistrict,
  recordOf,
  seededRandom,
  systemHasher,
} from '@bihuan/core'
import { everything } from './everything.ts'

/** A log of any length, as a district of many tasks would have written it: each is registered, started, reported on, and its milestones reached. */

const office = { person: 'p-office', unit: 'office', roles: ['office'] }
const head = { person: 'p-head', unit: 'office', roles: ['leadership'] }
const unitOf = (n: number) => `unit-${n % 40}`
const reports = 12
const milestones = ['M1', 'M2', 'M3', 'M4']

/** Events of a task. */
export const perTask = 2 + reports + 1.5 * milestones.length

const dayAfter = (n: number) => new Date(Date.UTC(2022, 0, 1) + n * 86_400_000).toISOString().slice(0, 10)

type Said = readonly [type: string, command: string, unit: string, day: number, data: object]

function* lifeOf(n: number, first: number): Generator<Said> {
  const [task, unit] = [`task-${n}`, unitOf(n)]
  yield [
    'task.registered',
    'task.register',
    'office',
    first,
    {
      task,
      title: `第${n}项重点任务：建成示范工程并投入使用`,
      goal: `goal-${n % 20}`,
      contributes: [],
      class: 'majorProject',
      ambition: 'advance',
      standing: false,
      urgent: false,
      content: '年内完成主体建设并投入使用',
      schedule: { from: dayAfter(first), due: dayAfter(first + 300) },
      responsible: unit,
      cooperating: [unitOf(n + 1)],
      measures: ['按月调度', '专班推进'],
      milestones: milestones.map((milestone, i) => ({
        milestone,
        title: `节点${milestone}`,
        due: dayAfter(first + 60 * (i + 1)),
        weight: 1,
      })),
      weight: 1,
      measuredBy: 'reported',
    },
  ]
  yield ['task.started', 'task.start', unit, first + 1, { task }]
  for (let i = 0; i < reports; i++) {
    yield [
      'progress.reported',
      'progress.report',
      unit,
      first + 2 + 20 * i,
      {
        report: `report-${n}-${i}`,
        task,
        unit,
        percent: Math.round((100 * (i + 1)) / reports),
        narrative: `第${i + 1}次报告：按计划推进，已完成阶段工作`,
        evidence: [],
      },
    ]
    if (i % 3 !== 2) continue
    const milestone = milestones[(i - 2) / 3] as string
    yield ['milestone.reached', 'milestone.reach', unit, first + 3 + 20 * i, { task, milestone, evidence: [{ title: '证明材料' }] }]
    if (i % 2 === 0) yield ['milestone.confirmed', 'milestone.confirm', 'office', first + 4 + 20 * i, { task, milestone }]
  }
}

/** What has to be there before tasks are: by commands. */
async function begin(store: EventStore): Promise<District> {
  const district = (await openDistrict({
    store,
    slices: [everything],
    random: seededRandom(1123),
    clock: { now: () => Date.UTC(2022, 0, 1) },
    snapshotEvery: 0,
  })) as unknown as District
  const send = (command: string, input: object, actor = office) => district.send(command, input, { actor })
  await send('unit.establish', { unit: 'office', name: '战略推进办', kind: 'office', level: 'district' })
  for (let n = 0; n < 40; n++) await send('unit.establish', { unit: unitOf(n), name: `第${n}局`, kind: 'department', level: 'district' })
  await send('strategy.adopt', { strategy: 'S-1', name: '1123', period: { from: '2021-01-01' }, levels: ['目标'] }, head)
  for (let n = 0; n < 20; n++) await send('goal.set', { goal: `goal-${n}`, strategy: 'S-1', name: `第${n}个目标`, order: n })
  return district
}

/** Appends until the log has `events`. One batch is one day of many tasks; the envelopes are checked as an import checks them. */
export async function writeLog(store: EventStore, events: number): Promise<void> {
  const district = await begin(store)
  const { machine } = district
  let position = district.position
  let batch: LogRecord[] = []
  const salt = seededRandom(7)
  const flush = async () => {
    await store.append('district', position - batch.length, batch)
    batch = []
  }
  for (let n = 0; position < events; n++)
    for (const [type, name, unit, day, data] of lifeOf(n, n % 60)) {
      if (position >= events) break
      position++
      const id = `c-${position}`
      const envelope = {
        v: 1,
        position,
        type,
        version: 1,
        on: dayAfter(day),
        recordedAt: '2023-01-31T08:00:00.000Z',
        actor: { person: `p-${unit}`, unit, roles: [unit === 'office' ? 'office' : 'unit'] },
        command: { id, name, digest: leafHash(systemHasher, canonical(data)), n: 1, of: 1 },
        correlation: id,
        salt: Buffer.from(salt.bytes(16)).toString('hex'),
        data,
      }
      batch.push(recordOf(machine, systemHasher, envelope))
      if (batch.length === 2000) await flush()
    }
  await flush()
}
