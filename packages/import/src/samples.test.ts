import { readFileSync } from 'node:fs'
import { type District, manualClock, openDistrict } from '@bihuan/core'
import { memoryStore } from '@bihuan/store-memory'
import type { CellValue } from 'hucre'
import { describe, expect, it } from 'vitest'
import { office, type TestSheet, workbook } from './for-tests.ts'
import { applyPlan, type LedgerRead, type PlanOptions, planLedger, readLedger } from './index.ts'

/** A row of a ledger that a district published. */
interface Sample {
  readonly place: string
  readonly period: string
  readonly no: string
  readonly task: string
  readonly leadUnits: readonly string[]
  readonly coUnits: readonly string[] | null
  readonly deadline: string | null
  readonly progress: string | null
  readonly status: string | null
  readonly note: string | null
}
const samples: readonly Sample[] = JSON.parse(readFileSync(new URL('../testdata/cn-ledgers.json', import.meta.url), 'utf8'))
const places = [...new Set(samples.map(({ place }) => place))]

// What is expected is written out here, so that what is tested does not say what is right.
const spans: Readonly<Record<string, { readonly from: string; readonly due: string; readonly said: string; readonly year: string }>> = {
  '2023-01/2023-11': { from: '2023-01-01', due: '2023-11-30', said: '1-11月', year: '2023' },
  '2023Q1': { from: '2023-01-01', due: '2023-03-31', said: '一季度', year: '2023' },
  '2023H1': { from: '2023-01-01', due: '2023-06-30', said: '上半年', year: '2023' },
  '2020Q1': { from: '2020-01-01', due: '2020-03-31', said: '第一季度末', year: '2020' },
  '2023': { from: '2023-01-01', due: '2023-12-31', said: '年底前', year: '2023' },
  '2025': { from: '2025-01-01', due: '2025-12-31', said: '全年', year: '2025' },
}
const groups = ['相关街道', '各街道', '全区经济运行各专班', '区直各部门', '各相关单位', '市级其他有关单位', '各区县政府']
const onSchedule: Readonly<Record<string, boolean>> = { '是(达序)': true, 否: false, 顺利推进: true }

const spanOf = ({ period }: Sample) => spans[period] as (typeof spans)[string]
const expected = (sample: Sample, goal: string) => ({
  title: sample.task,
  goal: { id: goal },
  responsible: { name: sample.leadUnits[0] },
  cooperating: [...sample.leadUnits.slice(1), ...(sample.coUnits ?? [])]
    .filter((unit) => !groups.includes(unit))
    .map((name) => ({ id: name, name })),
  from: spanOf(sample).from,
  due: spanOf(sample).due,
})

async function fresh(): Promise<District> {
  const district = await openDistrict({ store: memoryStore(), clock: manualClock('2026-01-05T02:00:00.000Z') })
  const mayor = { person: 'p-1', unit: 'u', roles: ['leadership'] }
  await district.execute(
    'strategy.adopt',
    { strategy: 'S', name: '1123', period: { from: '2020-01-01' }, levels: ['区'] },
    { actor: mayor },
  )
  for (const [i, name] of ['总目标', ...places].entries())
    await district.execute('goal.set', { goal: `g${i}`, strategy: 'S', name }, { actor: office })
  return district
}

/** Imports a ledger, and checks it row by row against the samples, in their order. */
async function checked(read: LedgerRead, options: PlanOptions, rows: readonly Sample[], goalOf: (sample: Sample) => string) {
  expect(read.problems).toEqual([])
  const district = await fresh()
  const plan = await planLedger(district, read, { createUnits: true, ...options })
  expect(plan.problems).toEqual([])
  expect(plan.tasks).toHaveLength(rows.length)
  await applyPlan(district, plan, { actor: office })
  const ledger = new Map(district.views.ledger().rows.map((row) => [row.task, row]))
  for (const [i, sample] of rows.entries()) {
    const row = ledger.get(plan.tasks[i]?.task ?? '')
    expect(row).toMatchObject(expected(sample, goalOf(sample)))
    const { told } = read.rows[i] as LedgerRead['rows'][number]
    expect([told.progress?.text ?? null, told.status?.text ?? null, told.onSchedule, told.note?.text ?? null]).toEqual([
      sample.progress,
      sample.status,
      onSchedule[sample.status ?? ''],
      sample.note,
    ])
  }
  expect(ledger.size).toBe(rows.length)
  return plan
}

it('there are 26 of them, of eight places', () => {
  expect([samples.length, places.length]).toEqual([26, 8])
})

it('a plain table: one header, a row a task', async () => {
  const rows: CellValue[][] = samples.map(({ no, task, leadUnits, coUnits, period, deadline, progress, status, note }) => [
    Number(no),
    task,
    leadUnits.join('、'),
    coUnits?.join('，') ?? null,
    period,
    deadline,
    progress,
    status,
    note,
  ])
  const header = ['序号', '工作任务', '牵头单位', '配合单位', '实施期限', '完成时限', '进展情况', '是否达序', '备注']
  const read = await readLedger(await workbook({ rows: [header, ...rows] }))
  expect(read.ignored).toEqual(['进展情况', '是否达序', '备注'])
  const plan = await checked(read, { goal: '总目标' }, samples, () => 'g0')
  expect(plan.tasks.map(({ task }) => task).slice(0, 5)).toEqual(['24', '25', '26', '1', '3'])
  expect(plan.warnings.filter(({ code }) => code === 'moreLeads')).toMatchObject([
    { row: 13, column: '牵头单位' },
    { row: 24, facts: { units: '市财政局' } },
  ])
  expect(plan.warnings.filter(({ code }) => code === 'groupUnit').map(({ facts }) => facts.unit)).toEqual(
    samples.flatMap(({ coUnits }) => coUnits?.filter((unit) => groups.includes(unit)) ?? []),
  )
})

describe('a title with the year, a header of two rows, and notes below', () => {
  const sheetOf = (place: string): TestSheet => {
    const rows = samples.filter((sample) => sample.place === place)
    return {
      name: place,
      rows: [
        [`${place}${spanOf(rows[0] as Sample).year}年度重点工作推进台账`],
        ['填报单位：督查室'],
        ['序号', '工作事项', '责任分工', null, '完成\n时限', '推进情况', null, '备 注'],
        [null, null, '牵头', '配合', null, '目前进展', '是否达序', null],
        ...rows.map((sample): CellValue[] => [
          Number(sample.no),
          sample.task,
          sample.leadUnits.join('\n'),
          sample.coUnits?.join('\n') ?? null,
          spanOf(sample).said,
          sample.progress,
          sample.status,
          sample.note,
        ]),
        ['注：本表按月更新。各牵头单位于每月5日前报送。'],
        ['填表人：', null, null, '审核人：', null, '联系电话：'],
      ],
      merges: ['A1:H1', 'A2:H2', 'A3:A4', 'B3:B4', 'C3:D3', 'E3:E4', 'F3:G3', 'H3:H4', `A${rows.length + 5}:H${rows.length + 5}`],
    }
  }
  it.each(places)('%s', async (place) => {
    const rows = samples.filter((sample) => sample.place === place)
    // All places in one workbook, the one asked for by its sheet.
    const read = await readLedger(await workbook(...places.map(sheetOf)), { sheet: place })
    expect(read).toMatchObject({
      sheet: place,
      year: Number(spanOf(rows[0] as Sample).year),
      ignored: expect.arrayContaining(['目前进展'].filter(() => rows.some(({ progress }) => progress))),
    })
    const plan = await checked(read, { goal: 'g0' }, rows, () => 'g0')
    expect(plan.warnings.filter(({ code }) => code === 'noteRow').map(({ row }) => row)).toEqual([rows.length + 5, rows.length + 6])
    expect(plan.warnings.filter(({ code }) => code === 'yearOfTitle')).toHaveLength(1)
  })
})

it('goals and units merged over their rows, serial numbers, real dates, totals', async () => {
  const rows: CellValue[][] = []
  const merges: string[] = ['A1:H1']
  const cells = new Map()
  const first = 3
  const day = (text: string) => new Date(`${text}T00:00:00Z`)
  const lines: (Sample | undefined)[] = []
  let serial = 0
  for (const place of places) {
    const own = samples.filter((sample) => sample.place === place)
    const from = first + rows.length
    for (let i = 0; i < own.length; ) {
      const sample = own[i] as Sample
      const lead = sample.leadUnits.join('；')
      const same = own.slice(i).findIndex((one) => one.leadUnits.join('；') !== lead)
      const count = same < 0 ? own.length - i : same
      if (count > 1) merges.push(`D${first + rows.length}:D${first + rows.length + count - 1}`)
      for (const [n, one] of own.slice(i, i + count).entries()) {
        const span = spanOf(one)
        rows.push([
          i + n === 0 ? place : null,
          ++serial,
          one.task,
          n === 0 ? lead : null,
          one.coUnits?.join('、') ?? null,
          day(span.from),
          day(span.due),
          one.progress,
          one.status,
          one.note,
        ])
        lines.push(one)
      }
      i += count
    }
    if (own.length > 1) merges.push(`A${from}:A${from + own.length - 1}`)
    rows.push([null, '小计', `${own.length}项`])
  }
  rows.push(['合计', null, `${samples.length}项`])
  merges.push(`A${first + rows.length - 1}:B${first + rows.length - 1}`)
  const header = ['所属目标', '序号', '重点任务', '责任单位', '协办单位', '启动时间', '完成时间', '完成情况', '是否达到序时进度', '备注']
  const read = await readLedger(await workbook({ rows: [['重点任务台账'], header, ...rows], merges, cells }))
  const plan = await checked(read, {}, lines as Sample[], ({ place }) => `g${places.indexOf(place) + 1}`)
  expect(plan.warnings.filter(({ code }) => code === 'totalRow')).toHaveLength(9)
  expect(plan.tasks.map(({ task }) => task)).toEqual(samples.map((_, i) => String(i + 1)))
})
