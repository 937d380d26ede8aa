import { describe, expect, it } from 'vitest'
import { workbook } from './for-tests.ts'
import { type LedgerRead, readLedger } from './index.ts'

const texts = (read: LedgerRead) => read.rows.map(({ row, cells }) => [row, ...[...cells].map(([field, { text }]) => `${field} ${text}`)])
const told = (read: LedgerRead) => [...read.problems, ...read.warnings].map(({ row, cell, code }) => [row, cell, code])

describe('the header', () => {
  it('is the row that means the most: a title that is called as a column is none', async () => {
    const read = await readLedger(
      await workbook({ rows: [['重点任务'], [], ['No', 'Title', 'Lead units', 'Deadline'], [1, 'Park', 'Housing', '2022-06-30']] }),
    )
    expect(texts(read)).toEqual([[4, 'no 1', 'title Park', 'responsible Housing', 'due 2022-06-30']])
  })

  it('may stand in any of the first ten rows, and no further down', async () => {
    const at = (row: number) => workbook({ rows: [...Array.from({ length: row - 1 }, () => ['x']), ['任务', '责任单位'], ['甲', '乙局']] })
    expect((await readLedger(await at(10))).rows).toMatchObject([{ row: 11 }])
    await expect(readLedger(await at(11))).rejects.toMatchObject({ issues: [{ code: 'noRows', path: ['file'] }] })
  })

  it('may have headings over several columns, merged or, in CSV, empty beside them', async () => {
    const rows = [
      ['序号', '任务', '责任单位', '', '时间安排', '', '资金', ''],
      ['', '', '牵头', '配合', '开始', '完成', '（万元）', '来源'],
      ['1', '公园', '住建局', '财政局', '3月', '9月底', '3000', '财政'],
    ]
    const wanted = [
      [3, 'no 1', 'title 公园', 'responsible 住建局', 'cooperating 财政局', 'from 3月', 'due 9月底', 'amount 3000', 'source 财政'],
    ]
    expect(texts(await readLedger(rows.map((row) => row.join(',')).join('\n')))).toEqual(wanted)
    const merges = ['A1:A2', 'B1:B2', 'C1:D1', 'E1:F1', 'G1:H1']
    expect(texts(await readLedger(await workbook({ rows: rows.map((row) => row.map((text) => text || null)), merges })))).toEqual(wanted)
  })

  it('is not made of a task that stands below it', async () => {
    const read = await readLedger('任务,责任单位,完成时限\n责任,牵头,完成\n')
    expect(texts(read)).toEqual([[2, 'title 责任', 'responsible 牵头', 'due 完成']])
  })
})

it('headings, totals, notes and headers that come again are no tasks, and each is told', async () => {
  const read = await readLedger(
    await workbook({
      rows: [
        ['序号', '任务', '责任单位'],
        ['一、产业发展'],
        [1, '甲', '工信局'],
        ['小 计', '1项'],
        ['序号', '任务', '责任单位'],
        ['（二）城市更新（1项）'],
        [2, '乙', '住建局'],
        [null, '总计划编制', '发改局'],
        ['合计', '3项'],
        ['注：以上均为初步安排'],
      ],
      merges: ['A2:C2', 'A6:C6', 'A10:C10'],
    }),
  )
  expect(texts(read)).toEqual([
    [3, 'no 1', 'title 甲', 'responsible 工信局'],
    [7, 'no 2', 'title 乙', 'responsible 住建局'],
    [8, 'title 总计划编制', 'responsible 发改局'],
  ])
  expect(read.rows.map(({ section }) => section)).toEqual(['一、产业发展', '（二）城市更新（1项）', '（二）城市更新（1项）'])
  expect(told(read)).toEqual([
    [2, 'A2', 'sectionRow'],
    [4, 'A4', 'totalRow'],
    [5, 'A5', 'headerRow'],
    [6, 'A6', 'sectionRow'],
    [9, 'A9', 'totalRow'],
    [10, 'A10', 'noteRow'],
  ])
})

it('a title merged over several rows is one task: what they add is joined, what differs is told', async () => {
  const read = await readLedger(
    await workbook({
      rows: [
        ['任务', '工作内容', '责任单位'],
        ['公园', '选址', '住建局'],
        [null, '开工', '财政局'],
        ['桥', '设计', '交通局'],
      ],
      merges: ['A2:A3'],
    }),
  )
  expect(texts(read)).toEqual([
    [2, 'title 公园', 'content 选址\n开工', 'responsible 住建局'],
    [4, 'title 桥', 'content 设计', 'responsible 交通局'],
  ])
  expect(told(read)).toEqual([
    [3, 'A3', 'joinedRow'],
    [3, 'C3', 'leftOut'],
  ])
})

it('a cell merged over columns belongs to the first of them', async () => {
  const read = await readLedger(
    await workbook({
      rows: [
        ['任务', '工作内容', '责任单位'],
        ['公园', null, '住建局'],
      ],
      merges: ['A2:B2'],
    }),
  )
  expect(texts(read)).toEqual([[2, 'title 公园', 'responsible 住建局']])
})

it('the first visible sheet with a header is read, another by its name, and the others are told', async () => {
  const sheet = (name: string, title: string, hidden = false) => ({
    name,
    hidden,
    rows: [
      ['任务', '责任单位'],
      [title, '乙局'],
    ],
  })
  const book = await workbook({ name: '封面', rows: [['说明']] }, sheet('旧', '丙', true), sheet('一月', '甲'), sheet('二月', '乙'))
  const first = await readLedger(book)
  expect([first.sheet, first.rows[0]?.cells.get('title')?.text]).toEqual(['一月', '甲'])
  expect(first.warnings).toMatchObject([{ code: 'otherSheets', facts: { sheets: '封面、二月' } }])
  expect((await readLedger(book, { sheet: '旧' })).rows[0]?.cells.get('title')?.text).toBe('丙')
  await expect(readLedger(book, { sheet: '三月' })).rejects.toMatchObject({
    issues: [{ code: 'noSheet', params: { sheets: '封面、旧、一月、二月' } }],
  })
})

it('numbers, dates and percents of cells are what the sheet shows', async () => {
  const cells = new Map([['1,3', { value: 0.455, type: 'number' as const, style: { numFmt: '0.0%' } }]])
  const read = await readLedger(
    await workbook({
      rows: [
        ['任务', '完成时限', '资金（万元）', '实际进度'],
        ['甲', new Date('2022-06-30T00:00:00Z'), 0.1 + 0.2, 0.455],
        ['乙', 44742, 1e21, 1],
      ],
      cells,
    }),
  )
  expect(read.rows.map(({ cells, told }) => [cells.get('due')?.day, cells.get('amount')?.text, told.actual?.text, told.percent])).toEqual([
    ['2022-06-30', '0.3', '45.5%', 45.5],
    ['2022-06-30', '1000000000000000000000', '1', undefined],
  ])
})
