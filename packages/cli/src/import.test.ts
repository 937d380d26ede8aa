import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeXlsx } from 'hucre'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from './index.ts'
import { runWith as cli } from './run-for-tests.ts'

let folder = ''
let store = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bihuan 导入 '))
  store = `sqlite:${join(folder, '南岗.db')}`
  expect((await cli(['init', '--template', 'nangang-1123', '--store', store])).code).toBe(0)
}, 30_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const imported = async (file: string, ...more: string[]) =>
  cli(['import', file, '--store', store, '--as', 'p-1/promotion-office/office', '--lang', 'zh', ...more])
const saved = async (name: string, content: string | Uint8Array) => {
  const file = join(folder, name)
  await writeFile(file, content)
  return file
}
const ledger = async () =>
  JSON.parse((await cli(['view', 'ledger', '--store', store, '--json'])).out) as {
    total: number
    rows: { task: string; title: string; responsible: { id: string }; cooperating: { id: string }[]; from: string; due: string }[]
  }

describe('CSV', () => {
  const csv = [
    '南岗区2022年重点任务台账,,,,,',
    '序号,重点任务,牵头单位,配合单位,完成时限,进展情况',
    '1,新建口袋公园,城市管理局、住房和城乡建设局,各街道,2022年10月底前,已选址',
    '2,"改造老旧小区，含管线",住房和城乡建设局,财政局；民政局,一季度,',
  ].join('\r\n')

  it('is told as a dry run first, then recorded whole: the first lead unit is responsible, others cooperate', async () => {
    const file = await saved('台账.csv', `\ufeff${csv}`)
    const dry = await imported(file, '--goal', 'urban-renewal', '--year', '2022', '--prefix', 'csv-')
    expect(dry.code).toBe(0)
    for (const said of [
      '拟登记任务：2',
      '住房和城乡建设局同为牵头单位，列为配合单位',
      '第3行，配合单位：“各街道”泛指多个单位，未采用',
      '第4行，完成时限：“一季度”按2022-03-31理解',
      '未采用的列：进展情况',
      '未作任何记录',
    ])
      expect(dry.out).toContain(said)
    const before = (await ledger()).total
    expect((await imported(file, '--goal', 'urban-renewal', '--year', '2022', '--prefix', 'csv-', '--commit')).out).toContain(
      '已记入任务 2 项、单位 0 个',
    )
    const after = await ledger()
    expect(after.total).toBe(before + 2)
    expect(after.rows.find((row) => row.task === 'csv-1')).toMatchObject({
      title: '新建口袋公园',
      responsible: { id: 'urban-management' },
      cooperating: [{ id: 'housing' }],
      due: '2022-10-31',
    })
    expect(after.rows.find((row) => row.task === 'csv-2')).toMatchObject({
      title: '改造老旧小区，含管线',
      cooperating: [{ id: 'finance' }, { id: 'civil-affairs' }],
      from: '2022-01-01',
      due: '2022-03-31',
    })
    expect(await imported(file, '--goal', 'urban-renewal', '--year', '2022', '--prefix', 'csv-', '--commit')).toMatchObject({
      code: exitCodes.invalid,
      out: expect.stringContaining('已有任务“csv-1”'),
    })
  })

  it('is read from GB18030 too', async () => {
    // 序号,任务,责任单位 / 1,公园,水务局
    const bytes = Uint8Array.from([
      0xd0, 0xf2, 0xba, 0xc5, 0x2c, 0xc8, 0xce, 0xce, 0xf1, 0x2c, 0xd4, 0xf0, 0xc8, 0xce, 0xb5, 0xa5, 0xce, 0xbb, 0x0a, 0x31, 0x2c, 0xb9,
      0xab, 0xd4, 0xb0, 0x2c, 0xcb, 0xae, 0xce, 0xf1, 0xbe, 0xd6, 0x0a,
    ])
    const { code, out } = await imported(await saved('gb.csv', bytes), '--goal', 'urban-renewal', '--due', '2022-12-31')
    expect([code, out.includes('公园')]).toEqual([0, true])
  })

  it('every problem is told with its row and column, and nothing is recorded', async () => {
    const before = (await ledger()).total
    const bad = [
      '任务,责任单位,完成时限,所属目标',
      '甲,不存在的局,2022-06-30,urban-renewal',
      '乙,财政局,某日,urban-renewal',
      ',财政局,2022-06-30,urban-renewal',
      '丁,财政局,2022-06-30,没有的目标',
      '戊,,2022-06-30,urban-renewal',
    ].join('\n')
    const { code, out } = await imported(await saved('bad.csv', bad), '--commit')
    expect(code).toBe(exitCodes.invalid)
    for (const said of [
      '问题：5',
      '第2行，责任单位：没有单位“不存在的局”',
      '第3行，完成时限：“某日”不是日期',
      '第4行',
      '第5行，所属目标：没有目标“没有的目标”',
      '第6行',
      '未作任何记录',
    ])
      expect(out).toContain(said)
    expect((await ledger()).total).toBe(before)
  })

  it('a leader or an amount that is not taken over is told', async () => {
    const csv =
      '任务,责任单位,牵头领导,资金（元）,完成时限\n甲,财政局,没有的领导,三百万,2022-06-30\n乙,财政局,常务副区长,"1,200.50",2022-06-30\n'
    const { out } = await imported(await saved('领导.csv', csv), '--goal', 'urban-renewal')
    expect(out).toContain('请留意：2')
    expect(out).toContain('第2行，牵头领导：没有职务“没有的领导”，未采用')
    expect(out).toContain('第2行，资金（元）：“三百万”不是金额，未采用')
  })

  it('a file that is no ledger, not there, or not text', async () => {
    expect((await imported(await saved('x.csv', 'a,b\n1,2\n'))).err).toContain('[noRows]')
    expect((await imported(join(folder, 'none.csv'))).err).toContain('[noFile]')
    expect((await imported(await saved('x.bin', Uint8Array.from([0xff, 0xff, 0xff])))).err).toContain('[notText]')
    expect((await imported(await saved('x.json', '[{'))).err).toContain('[notJson]')
  })
})

describe('XLSX', () => {
  it('is read by its sheet, told with it, and what is there already is changed when asked to', async () => {
    const rows = (due: string) => [['2022年台账'], ['序号', '重点任务', '责任单位', '完成时限'], [1, '新建公园', '水务局', due]]
    const book = async (due: string) =>
      saved(
        '台账.xlsx',
        new Uint8Array(
          await writeXlsx({
            sheets: [
              { name: '封面', rows: [['说明']] },
              { name: '一月', rows: rows(due) },
              { name: '二月', rows: [['x']] },
            ],
          }),
        ),
      )
    const options = ['--goal', 'urban-renewal', '--prefix', 'x-', '--from', '2022-01-01']
    const dry = await imported(await book('6月底前'), ...options)
    expect(dry.out).toContain('工作表“一月”第3行，完成时限：“6月底前”按2022-06-30理解')
    expect(dry.out).toContain('另有工作表未读取：封面、二月')
    expect((await imported(await book('6月底前'), ...options, '--sheet', '一月', '--commit')).out).toContain('已记入任务 1 项、单位 0 个')
    expect(await imported(await book('5月底前'), ...options)).toMatchObject({
      code: exitCodes.invalid,
      out: expect.stringContaining('已有任务“x-1”'),
    })
    expect((await imported(await book('6月底前'), ...options, '--update', '--commit')).out).toContain('与台账一致，无须记录。')
    const changed = await imported(await book('5月底前'), ...options, '--update', '--commit')
    expect([changed.code, changed.out.includes('变更 1 处'), (await ledger()).rows.find(({ task }) => task === 'x-1')?.due]).toEqual([
      0,
      true,
      '2022-05-31',
    ])
    expect(await imported(await book('5月底前'), ...options, '--sheet', '三月')).toMatchObject({
      code: exitCodes.invalid,
      err: expect.stringContaining('没有工作表“三月”；现有：封面、一月、二月。 [noSheet]'),
    })
    expect((await imported(await saved('假.xlsx', '任务,责任单位\n'))).err).toContain('不是 XLSX 工作簿。 [notXlsx]')
  })
})

describe('JSON', () => {
  const samples = [
    {
      place: '甲区',
      period: '2023-01/2023-11',
      no: '24',
      task: '优化50条背街后巷交通组织',
      leadUnits: ['城管局'],
      coUnits: ['市政局', '相关街道'],
      deadline: null,
      progress: '完成60%',
      status: '是(达序)',
    },
    { place: '乙区', period: '2023Q1', no: '1', task: '新增学位810个', leadUnits: ['教体局'], coUnits: null, deadline: null },
    { place: '丙区', period: '2025', no: '1', task: '推进空间再造', leadUnits: ['招商部', '安商部'], coUnits: null, deadline: '全年' },
    { place: '丁区', period: '2023H1', no: '7', task: '电站项目开工', leadUnits: ['发改局'], coUnits: ['各区县政府'], deadline: null },
  ]

  it('in the form of open district data: new units are established on demand, numbers that stand twice are told apart', async () => {
    const file = await saved('samples.json', JSON.stringify(samples))
    expect((await imported(file, '--goal', 'four-systems', '--prefix', 'j-')).out).toContain(
      '没有单位“城管局”，请先设立，或加 --create-units',
    )
    const { code, out } = await imported(file, '--goal', 'four-systems', '--prefix', 'j-', '--create-units', '--commit')
    expect([code, out.includes('已记入任务 4 项、单位 6 个')]).toEqual([0, true])
    const { rows } = await ledger()
    const of = (id: string) => rows.find((row) => row.task === id)
    expect(of('j-24')).toMatchObject({
      responsible: { id: '城管局' },
      cooperating: [{ id: '市政局' }],
      from: '2023-01-01',
      due: '2023-11-30',
    })
    expect(of('j-1')).toMatchObject({ from: '2023-01-01', due: '2023-03-31' })
    expect(of('j-1.3')).toMatchObject({ cooperating: [{ id: '安商部' }], from: '2025-01-01', due: '2025-12-31' })
    expect(of('j-7')).toMatchObject({ due: '2023-06-30' })
  })
})
