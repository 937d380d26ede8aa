import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runWith } from './run-for-tests.ts'

const folder = mkdtempSync(join(tmpdir(), 'bihuan-render-'))
const at = (name: string) => join(folder, name)
const bihuan = (...argv: string[]) => runWith([...argv, '--store', `sqlite:${at('log.db')}`])

beforeAll(async () => {
  expect((await bihuan('init', '--template', 'nangang-1123', '--year')).code).toBe(0)
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('bihuan render', { timeout: 60_000 }, () => {
  it.each([
    ['html', /^<!doctype html>/i],
    ['svg', /^(<\?xml[^>]*>\s*)?<svg/],
    ['xlsx', /^PK/],
    ['docx', /^PK/],
    ['md', /^# .*\n\n\| /],
    ['csv', /^\ufeff/],
  ])('writes %s by the name of the file, as of the day and with the filter', async (to, begins) => {
    const file = at(`wall.${to}`)
    const { code, out } = await bihuan('render', 'wallChart', '--on', '2022-06-30', '--filter', 'depth=1', '-o', file, '--lang', 'zh')
    expect([code, out]).toEqual([0, `已写入 ${file}\n`])
    const text = readFileSync(file, 'utf8')
    expect(text).toMatch(begins)
    if (to === 'md' || to === 'csv') expect(text).toContain('五区')
  })

  it('takes the format from --to, and says what it did as JSON', async () => {
    const file = at('calendar')
    const { code, out } = await bihuan('render', 'agenda', '--on', '2022-06-30', '--to', 'ics', '-o', file, '--json')
    const bytes = readFileSync(file)
    expect([code, JSON.parse(out)]).toEqual([0, { view: 'agenda', to: 'ics', file, bytes: bytes.length }])
    expect(bytes.toString()).toMatch(/^BEGIN:VCALENDAR/)
  })

  it('shows what was known at a position', async () => {
    const file = at('then.csv')
    expect((await bihuan('render', 'ledger', '--at-position', '40', '-o', file)).code).toBe(0)
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1)
  })

  it.each([
    ['an unknown format', ['ledger', '-o', at('x.pdf')], 'badRenderer'],
    ['no file', ['ledger', '--to', 'html'], 'noOutput'],
    ['a view that a format does not show', ['loop', '-o', at('x.ics')], 'notShown'],
    ['a view that there is not', ['nothing', '-o', at('x.html')], 'unknownView'],
    ['a folder that there is not', ['ledger', '-o', at('no/such/x.html')], 'noFile'],
  ])('refuses %s, and writes nothing', async (_, argv, code) => {
    const before = readdirSync(folder)
    const ran = await bihuan('render', ...argv)
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(`[${code}]`)
    expect(readdirSync(folder)).toEqual(before)
  })
})

describe('bihuan report', { timeout: 60_000 }, () => {
  it.each(['2022-Q2', '2022Q2'])("writes a quarter's papers for %s", async (quarter) => {
    const { code, out } = await bihuan('report', '--quarter', quarter, '-o', at('papers'), '--json', '--lang', 'en')
    const files = [
      'report-2022-Q2.html',
      'wall-chart.html',
      'wall-chart.svg',
      'workbook-2022-Q2.xlsx',
      'summary-2022-Q2.docx',
      'ladder.docx',
      'agenda.ics',
    ]
    expect([code, JSON.parse(out)]).toEqual([0, { folder: at('papers'), files }])
    expect(readdirSync(at('papers')).sort()).toEqual([...files].sort())
    const page = readFileSync(at('papers/report-2022-Q2.html'), 'utf8')
    for (const view of ['Wall chart', 'Five lists', 'League table']) expect(page.toLowerCase()).toContain(view.toLowerCase())
  })

  it('shows the assessment of the quarter though its round was opened after the last day', async () => {
    expect((await bihuan('report', '--quarter', '2022-Q3', '-o', at('third'), '--lang', 'en')).code).toBe(0)
    const page = readFileSync(at('third/report-2022-Q3.html'), 'utf8')
    expect(page).toContain('Assessment, third quarter of 2022')
    expect(page).not.toContain('There is no such round.')
  })

  it('shows sealed names to who has the keys, and says of them that they are sealed to others', async () => {
    const keys = ['--keys', `file:${at('keys')}`]
    const appointed = { post: 'chief', person: 'p-sealed', name: '张三丰', title: '局长', unit: 'justice', rank: 'head' }
    const set = Object.entries(appointed).flatMap(([key, value]) => ['--set', `${key}=${value}`])
    expect((await bihuan('do', 'officer.appoint', '--as', 'p-1/office/office', '--on', '2022-02-01', ...set, ...keys)).err).toBe('')
    const page = async (folder: string, ...more: readonly string[]) => {
      expect((await bihuan('report', '--quarter', '2022-Q2', '-o', at(folder), '--lang', 'en', ...more)).code).toBe(0)
      return readFileSync(at(`${folder}/report-2022-Q2.html`), 'utf8')
    }
    const [open, shut] = [await page('open', ...keys), await page('shut')]
    expect([open.includes('张三丰'), open.includes('(sealed)')]).toEqual([true, false])
    expect([shut.includes('张三丰'), shut.includes('(sealed)')]).toEqual([false, true])
  })

  it.each([
    ['2022', 'badQuarter'],
    ['2022-Q5', 'badQuarter'],
  ])('refuses the quarter %s', async (quarter, code) => {
    const { code: exit, err } = await bihuan('report', '--quarter', quarter, '-o', at('none'))
    expect([exit, err.includes(`[${code}]`)]).toEqual([2, true])
  })

  it('wants a folder', async () => {
    expect((await bihuan('report', '--quarter', '2022-Q2')).err).toContain('[noFolder]')
  })
})
