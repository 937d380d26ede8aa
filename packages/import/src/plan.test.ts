import { type District, isInvalidInput, isRefused, manualClock, openDistrict } from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'
import { beforeEach, describe, expect, it } from 'vitest'
import { office } from './for-tests.ts'
import { applyPlan, type PlanOptions, planLedger, readLedger } from './index.ts'

let district: District
beforeEach(async () => {
  district = await openDistrict({ store: memoryStore(), clock: manualClock('2022-03-01T02:00:00.000Z') })
  const mayor = { person: 'p-1', unit: 'u', roles: ['leadership'] }
  await district.execute(
    'strategy.adopt',
    { strategy: 'S', name: '1123', period: { from: '2022-01-01' }, levels: ['区'] },
    { actor: mayor },
  )
  for (const [goal, name] of [
    ['g1', '城市更新'],
    ['g2', '同名'],
    ['g3', '同名'],
  ] as const)
    await district.execute('goal.set', { goal, strategy: 'S', name }, { actor: office })
  for (const [unit, name] of [
    ['u1', '住建局'],
    ['u2', '财政、税务办'],
    ['u3', '同名局'],
    ['u4', '同名局'],
  ] as const)
    await district.execute('unit.establish', { unit, name, kind: 'department', level: 'district' }, { actor: office })
})

const planned = async (csv: string, options: PlanOptions = {}) => planLedger(district, await readLedger(csv), { goal: 'g1', ...options })
const said = (remarks: readonly { row: number; column: string; code: string }[]) =>
  remarks.map(({ row, column, code }) => [row, column, code])

describe('what a row means in a district', () => {
  it('a name with a list mark in it is one unit, a cell with both kinds is taken apart, and a name that two have is told', async () => {
    const plan = await planned(
      '任务,责任单位,配合单位,完成时限\n甲,财政、税务办,住建局,2022-06-30\n乙,牵头单位：住建局；配合单位：财政、税务办、各街道,,2022-06-30\n丙,同名局,,2022-06-30\n丁,各街道,,2022-06-30\n',
    )
    expect(plan.tasks).toMatchObject([
      { responsible: 'u2', cooperating: ['u1'] },
      { responsible: 'u1', cooperating: ['u2'] },
    ])
    expect(said(plan.problems)).toEqual([
      [4, '责任单位', 'ambiguousUnit'],
      [5, '责任单位', 'noLead'],
    ])
  })

  it('the goal is that of the cell, of the heading above, or the one given; a name that two have is told', async () => {
    const plan = await planned(
      '任务,责任单位,完成时限,所属目标\n一、城市更新（1项）,,,\n甲,住建局,2022-06-30,\n乙,住建局,2022-06-30,同名\n',
      { goal: 'g2' },
    )
    expect(plan.tasks).toMatchObject([{ title: '甲', goal: 'g1' }])
    expect(said(plan.problems)).toEqual([[4, '所属目标', 'ambiguousGoal']])
    expect(said(plan.warnings)).toContainEqual([3, 'goal', 'goalOfSection'])
  })

  it('a day without a year takes that of the option, of the period beside it, of the title; without any it is told', async () => {
    const rows = '任务,责任单位,实施期限,完成时限\n甲,住建局,2021年,6月底\n乙,住建局,,6月底\n'
    const due = async (csv: string, options?: PlanOptions) => {
      const plan = await planned(csv, options)
      return [plan.tasks.map(({ schedule }) => schedule.due), said(plan.problems)]
    }
    expect(await due(`重点任务台账\n${rows}`)).toEqual([['2021-06-30'], [[4, '完成时限', 'noYear']]])
    expect(await due(`2022年重点任务台账\n${rows}`)).toEqual([['2021-06-30', '2022-06-30'], []])
    expect(await due(rows, { year: 2024 })).toEqual([['2024-06-30', '2024-06-30'], []])
  })

  it('amounts are in the unit of the cell or of the header; one without is not taken over, and told', async () => {
    const plan = await planned('任务,责任单位,完成时限,资金（万元）\n甲,住建局,2022-06-30,1.5\n乙,住建局,2022-06-30,2亿元\n')
    expect(plan.tasks).toMatchObject([{ funding: { amount: '15000' } }, { funding: { amount: '200000000' } }])
    const other = await planned('任务,责任单位,完成时限,资金\n甲,住建局,2022-06-30,1.5\n乙,住建局,2022-06-30,3000万\n')
    expect(other.tasks[0]).not.toHaveProperty('funding')
    expect(other.tasks[1]).toMatchObject({ funding: { amount: '30000000' } })
    expect(said(other.warnings)).toEqual([[2, '资金', 'noUnitOfAmount']])
  })

  it('what is without an end is a standing task', async () => {
    const plan = await planned('任务,责任单位,完成时限\n甲,住建局,长期\n', { year: 2022 })
    expect(plan.tasks).toMatchObject([{ standing: true, schedule: { due: '2022-12-31' } }])
    expect(said(plan.warnings)).toContainEqual([2, '完成时限', 'standing'])
  })
})

describe('what rules and shapes refuse', () => {
  it('is a problem at its row and column before anything is recorded, and the other rows are planned', async () => {
    await district.execute('goal.drop', { goal: 'g2', reason: '并入' }, { actor: office })
    const long = '长'.repeat(401)
    const plan = await planned(
      `任务,责任单位,完成时限,目标编号\n甲,住建局,2022-06-30,g1\n乙,住建局,2022-06-30,g2\n${long},住建局,2022-06-30,g1\n`,
    )
    expect(plan.problems.map(({ row, column, code }) => [row, column, code === 'unknownGoal' ? 'refused' : code])).toEqual([
      [3, expect.any(String), 'refused'],
      [4, '任务', 'invalid'],
    ])
    expect(plan.tasks).toMatchObject([{ title: '甲' }])
    const position = district.position
    const error: unknown = await applyPlan(district, plan, { actor: office }).catch((thrown: unknown) => thrown)
    expect(isInvalidInput(error) && error.issues).toMatchObject([{ code: 'planHasProblems', path: ['file'], params: { count: 2 } }])
    expect(district.position).toBe(position)
  })

  it('a plan is recorded as a whole or not at all', async () => {
    const plan = await planned('序号,任务,责任单位,完成时限\n1,甲,新局,2022-06-30\n2,乙,住建局,2022-06-30\n', { createUnits: true })
    expect(plan).toMatchObject({ problems: [], units: [{ name: '新局' }] })
    await district.execute('task.register', { ...(plan.tasks[1] as object), title: '早一步' } as never, { actor: office })
    const position = district.position
    const error: unknown = await applyPlan(district, plan, { actor: office }).catch((thrown: unknown) => thrown)
    expect(isRefused(error) && [error.refusal.code, error.at]).toEqual(['taken', 2])
    expect(district.position).toBe(position)
    expect(await applyPlan(district, { ...plan, units: [], tasks: [] }, { actor: office })).toEqual([])
  })

  it('who may not import is refused when it is done, and not before', async () => {
    const plan = await planned('任务,责任单位,完成时限\n甲,住建局,2022-06-30\n')
    expect(plan.problems).toEqual([])
    await expect(applyPlan(district, plan, { actor: { person: 'p', unit: 'u1', roles: ['unit'] } })).rejects.toSatisfy(isRefused)
  })
})
