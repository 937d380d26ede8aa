import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { coreSlices } from '@bihuan/core'
import { firstScheme } from '@bihuan/nangang'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from './index.ts'
import { runWith as cli } from './run-for-tests.ts'

let folder = ''
let store: readonly string[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bihuan-views-'))
  store = ['--store', `sqlite:${join(folder, '南岗.db')}`]
  expect((await cli(['init', '--template', 'nangang-1123', '--year', ...store])).code).toBe(0)
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const score = ['--filter', 'round=2022-Q3', '--filter', 'unit=housing']
/** Filters that a view needs. */
const needed: Readonly<Record<string, readonly string[]>> = {
  thread: ['--filter', 'task=haxi-complex'],
  dossier: ['--filter', 'task=haxi-complex'],
  scorecard: score,
  leagueTable: score.slice(0, 2),
  backtest: [...score.slice(0, 2), '--filter', 'scheme=assessment-2022', '--filter', 'from=2022-07-01', '--filter', 'to=2022-09-30'],
}

const views = coreSlices.flatMap((slice) => Object.keys(slice.views))

describe.each(views)('%s', (name) => {
  it.each(['zh', 'en'])('prints in %s, in every format', async (lang) => {
    for (const format of ['table', 'md', 'csv', 'json']) {
      const filters = needed[name] ?? []
      const { code, out, err } = await cli(['view', name, ...filters, ...store, '--on', '2022-10-25', '--lang', lang, '--format', format])
      expect([code, err]).toEqual([0, ''])
      expect(out.split('\n').length).toBeGreaterThan(2)
      if (format === 'json') JSON.parse(out)
      else expect(/\p{Script=Han}/u.test(out.split('\n')[0] ?? '')).toBe(lang === 'zh')
    }
  })
})

it('timeline prints in both languages and every format', async () => {
  for (const lang of ['zh', 'en'])
    for (const format of ['table', 'md', 'csv', 'json']) {
      const { code, out } = await cli(['view', 'timeline', '--filter', 'limit=5', ...store, '--lang', lang, '--format', format])
      expect([code, out.split('\n').length > 2]).toEqual([0, true])
    }
})

describe('options of a view from a file', () => {
  it('are taken with the filters: a drafted scheme for a backtest', async () => {
    const { scheme: _scheme, name: _name, ...draft } = firstScheme
    const file = join(folder, '草案.json')
    await writeFile(file, JSON.stringify({ draft, from: '2022-07-01', to: '2022-09-30' }))
    const { code, out } = await cli([
      'view',
      'backtest',
      '--options',
      file,
      '--filter',
      'round=2022-Q3',
      '--json',
      ...store,
      '--on',
      '2022-10-25',
    ])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ scheme: null, round: '2022-Q3', rows: expect.arrayContaining([]) })
    expect(JSON.parse(out).rows).toHaveLength(27)
  })

  it('a draft that breaks a rule is refused with the rule, and what is no object is told', async () => {
    const { scheme: _scheme, name: _name, ...draft } = firstScheme
    const [first, ...rest] = draft.rules ?? []
    const light = { ...draft, rules: [{ ...first, worth: [{ group: 'economy', points: 1 }] }, ...rest] }
    const file = join(folder, '不足.json')
    await writeFile(file, JSON.stringify({ draft: light, from: '2022-07-01', to: '2022-09-30' }))
    const refused = await cli(['view', 'backtest', '--options', file, ...store, '--lang', 'zh'])
    expect(refused.code).toBe(exitCodes.refused)
    expect(refused.err).toMatch(/考核办法draft中组别economy的基本分合计76，应为100（规则R12）。 \[marksDoNotSum\]/)
    await writeFile(file, '[1]')
    expect(await cli(['view', 'backtest', '--options', file, ...store])).toMatchObject({
      code: exitCodes.invalid,
      err: expect.stringContaining('[notObject]'),
    })
  })
})

describe('explain', () => {
  const explain = ['explain', '--round', '2022-Q3', '--unit', 'health']
  it('follows each line of a score down to its events, in both languages', async () => {
    for (const lang of ['zh', 'en'] as const) {
      const { code, out } = await cli([...explain, '--rule', '2022b-problems', ...store, '--lang', lang])
      expect(code).toBe(0)
      expect(out).toContain('problem:hospital-p2')
      expect(out).toContain(lang === 'zh' ? '结果一致' : 'it is the same')
    }
    const { reproduced, lines, points } = JSON.parse((await cli([...explain, ...store, '--json'])).out)
    expect(reproduced).toBe(true)
    const sum = lines.reduce((total: number, line: { points: number }) => total + Math.round(line.points * 100), 0)
    expect(sum).toBe(Math.round(points * 100))
  })

  it.each([
    [['explain', '--round', '2022-Q3'], 'noScore'],
    [['explain', '--round', 'nosuch', '--unit', 'health'], 'notScored'],
    [['explain', '--round', '2022-Q3', '--unit', 'nosuch'], 'notScored'],
  ])('%j is told as %s', async (argv, code) => {
    expect(await cli([...argv, ...store])).toMatchObject({ code: exitCodes.invalid, err: expect.stringContaining(`[${code}]`) })
  })
})
