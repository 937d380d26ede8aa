import { manualClock, openDistrict, seededRandom } from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'
import { expect, it } from 'vitest'

/** What the committee saw on 30 June 2022, what is known about that day now, and what a score rests on. */

const actor = (person: string, unit: string, ...roles: string[]) => ({ person, unit, roles })
const system = actor('p-mayor', 'gov', 'leadership')
const office = actor('p-office', 'office', 'office')
const finance = actor('p-finance', 'finance', 'unit')
const committee = actor('p-committee', 'gov', 'committee')

const rule = (id: string, metric: string, points: number, formula: object) => ({
  rule: id,
  name: id,
  kind: 'base' as const,
  measure: { metric },
  formula: formula as { form: 'linear'; zero: number; full: number },
  worth: [{ group: 'departments', points }],
})

/** Tasks and an indicator of one unit, under a scheme of progress and attainment; the second quarter is open. */
async function secondQuarter() {
  const clock = manualClock('2022-04-01T01:00:00.000Z')
  const district = await openDistrict({ store: memoryStore(), log: 'test', clock, random: seededRandom(7) })
  const on = '2022-04-01'
  const by = (who: typeof office) => ({ actor: who, on })
  for (const [unit, kind] of [
    ['gov', 'leadership'],
    ['office', 'office'],
    ['finance', 'department'],
    ['science', 'department'],
  ] as const)
    await district.execute('unit.establish', { unit, name: unit, kind, level: 'district' }, by(office))
  await district.execute('officer.appoint', { post: 'vice', title: '副区长', unit: 'gov', rank: 'leader', person: 'p-vice' }, by(office))
  await district.execute('strategy.adopt', { strategy: '1123', name: '1123', period: { from: '2022-01-01' }, levels: ['区'] }, by(system))
  await district.execute('goal.set', { goal: 'industry', strategy: '1123', name: '高端产业集聚区' }, by(office))
  const schedule = { from: on, due: '2022-07-10' }
  await district.execute(
    'task.register',
    {
      task: 'park',
      title: '产业园',
      goal: 'industry',
      content: '建成',
      lead: 'vice',
      responsible: 'finance',
      schedule,
      measuredBy: 'reported',
    },
    by(office),
  )
  await district.execute(
    'indicator.define',
    {
      indicator: 'firms',
      name: '入驻企业',
      owner: { task: 'park' },
      unit: '家',
      direction: 'atLeast',
      aggregation: 'last',
      target: 100,
      due: '2022-06-30',
    },
    by(office),
  )
  await district.execute('task.start', { task: 'park' }, by(finance))
  await district.execute(
    'scheme.adopt',
    {
      scheme: 'SC',
      name: '考核办法',
      groups: [{ group: 'departments', name: '部门', fullMarks: 100, units: ['finance', 'science'] }],
      grades: [
        { grade: 'A', name: '优秀', from: 80 },
        { grade: 'B', name: '一般', from: 0 },
      ],
      rules: [
        rule('gap', 'progressGap', 60, { form: 'linear', zero: 60, full: 0 }),
        rule('aims', 'indicatorAttainment', 40, { form: 'linear', zero: 0, full: 100 }),
      ],
    },
    by(system),
  )
  await district.execute(
    'round.open',
    { round: 'Q2', scheme: 'SC', name: '二季度', kind: 'quarterly', period: { from: on, to: '2022-06-30' } },
    by(office),
  )
  clock.set('2022-06-30T02:00:00.000Z')
  await district.execute('progress.report', { report: 'R-1', task: 'park', percent: 50 }, { actor: finance, on: '2022-06-25' })
  await district.execute('measurement.record', { measurement: 'M-1', indicator: 'firms', value: 40 }, { actor: finance, on: '2022-06-30' })
  return { district, clock }
}

/** On 3 July the report of 30 June comes in, with its evidence; on 4 July the figure of 30 June is put right. */
async function withLateEntries() {
  const { district, clock } = await secondQuarter()
  clock.set('2022-07-03T02:00:00.000Z')
  const evidence = [{ title: '监理月报', sha256: 'a'.repeat(64) }]
  await district.execute('progress.report', { report: 'R-2', task: 'park', percent: 84, evidence }, { actor: finance, on: '2022-06-30' })
  clock.set('2022-07-04T02:00:00.000Z')
  await district.execute('measurement.correct', { measurement: 'M-1', value: 60, reason: '漏统' }, { actor: finance, on: '2022-06-30' })
  return { district, clock }
}

const day = '2022-06-30'
type Views = Awaited<ReturnType<typeof withLateEntries>>['district']['views']
const shown = (views: Views) => {
  const [row] = views.ledger({ on: day }).rows
  const [figure] = views.indicatorBoard({ on: day }).rows
  const { stage, card } = views.scorecard({ on: day, round: 'Q2', unit: 'finance' })
  return { actual: row?.actual, light: row?.light, value: figure?.value, stage, points: card?.points, grade: card?.grade.grade }
}

it('what was known on 30 June, and what is known of that day now', async () => {
  const { district } = await withLateEntries()
  // 90 of 100 days have passed. 90 − 50 = 40 of 60: 20 points; 40 of 100 firms: 16.
  const then = await district.at({ recordedAt: '2022-06-30T16:00:00.000Z' })
  expect(shown(then.views)).toEqual({ actual: 50, light: 'red', value: 40, stage: 'provisional', points: 36, grade: 'B' })
  // 90 − 84 = 6 of 60: 54 points; 60 of 100 firms: 24.
  expect(shown(district.views)).toEqual({ actual: 84, light: 'yellow', value: 60, stage: 'provisional', points: 78, grade: 'B' })
  expect(shown((await district.at({ recordedAt: '2022-07-03T12:00:00.000Z' })).views)).toMatchObject({ actual: 84, value: 40, points: 70 })
  expect(then.today()).toBe(day)
})

it('R13: a scored round stays as it was frozen; explained down to reports and their evidence, it is reproduced', async () => {
  const { district, clock } = await withLateEntries()
  clock.set('2022-07-05T02:00:00.000Z')
  const cutOff = district.position
  await district.execute('round.score', { round: 'Q2' }, { actor: office })
  const card = () => district.views.scorecard({ on: '2022-07-08', round: 'Q2', unit: 'finance' })
  const frozen = card()
  expect(frozen).toMatchObject({ stage: 'scored', cutOff, card: { points: 78 } })
  const explained = await district.explain({ round: 'Q2', unit: 'finance' })
  expect(explained).toMatchObject({ cutOff, reproduced: true, points: 78, grade: 'B' })
  const told = explained?.lines.map((line) => [line.rule, line.points, line.events.map((event) => event.type)])
  expect(told).toEqual([
    ['gap', 54, ['task.registered', 'progress.reported']],
    ['aims', 24, ['indicator.defined', 'measurement.corrected']],
  ])
  expect(explained?.lines[0]?.events[1]).toMatchObject({ on: day, data: { report: 'R-2', evidence: [{ title: '监理月报' }] } })

  clock.set('2022-07-08T02:00:00.000Z')
  await district.execute('progress.report', { report: 'R-3', task: 'park', percent: 90 }, { actor: finance, on: day })
  await district.execute('measurement.correct', { measurement: 'M-1', value: 100, reason: '再核' }, { actor: finance, on: day })
  expect(card()).toEqual(frozen)
  expect(await district.explain({ round: 'Q2', unit: 'finance' })).toEqual(explained)
  // What the day itself would give now is another thing.
  expect(shown(district.views)).toMatchObject({ actual: 90, value: 100, points: 100, grade: 'A' })
  expect(await district.explain({ round: 'Q2', unit: 'gov' })).toBeUndefined()
  expect(await district.explain({ round: 'Q9', unit: 'finance' })).toBeUndefined()
})

it('a fork takes hypothetical commands, of now and of then, and the district stays as it was', async () => {
  const { district, clock } = await withLateEntries()
  clock.set('2022-07-05T02:00:00.000Z')
  const before = { root: district.root(), position: district.position, shown: shown(district.views), recordedAt: district.recordedAt }
  const fork = district.fork()
  await fork.execute('progress.report', { report: 'R-9', task: 'park', percent: 90 }, { actor: finance, on: day })
  expect(shown(fork.views)).toMatchObject({ actual: 90, points: 84, grade: 'A' })
  await fork.execute('round.score', { round: 'Q2' }, { actor: office })
  await expect(fork.execute('result.publish', { round: 'Q2' }, { actor: committee })).rejects.toMatchObject({
    refusal: { code: 'appealsPossible', until: '2022-07-12' },
  })
  expect(fork.position).toBe(before.position + 2)
  const further = fork.fork()
  await further.execute('appeal.file', { appeal: 'AP', round: 'Q2', reason: '漏计' }, { actor: finance })
  expect([further.position, fork.position]).toEqual([before.position + 3, before.position + 2])
  const past = (await district.at({ recordedAt: '2022-06-30T16:00:00.000Z' })).fork()
  await past.execute('progress.report', { report: 'R-2', task: 'park', percent: 80 }, { actor: finance, on: day })
  expect(shown(past.views)).toMatchObject({ actual: 80, value: 40 })
  expect({ root: district.root(), position: district.position, shown: shown(district.views), recordedAt: district.recordedAt }).toEqual(
    before,
  )
  expect((await district.verify()).events).toBe(before.position)
  // What was only supposed took no id.
  await district.execute('progress.report', { report: 'R-9', task: 'park', percent: 85 }, { actor: finance, on: day })
  expect(shown(district.views)).toMatchObject({ actual: 85 })
})
