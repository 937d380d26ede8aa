import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { corePolicy } from '@bihuan/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { exitCodes } from './index.ts'
import { runWith as cli } from './run-for-tests.ts'
import { version } from './version.ts'

let folder = ''
let store = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bihuan 命令行 '))
  store = `sqlite:${join(folder, '南岗.db')}`
  expect((await cli(['init', '--template', 'nangang-1123', '--store', store])).code).toBe(0)
}, 30_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const bureau = ['--as', 'p-7/housing/unit']
const at = (day = '2022-02-01') => ['--store', store, '--on', day]
const positions = async () => JSON.parse((await cli(['verify', '--store', store, '--json'])).out).events as number

describe('what is refused', () => {
  const park = [
    '--set',
    'title=南岗',
    '--set',
    'goal=high-end-industry',
    '--set',
    'schedule.from=2022-01-01',
    '--set',
    'schedule.due=2022-12-31',
  ]
  it.each<[string, readonly string[], number, string, string, string]>([
    [
      'a wrong date',
      ['do', 'task.start', '--set', 'task=haxi-complex', ...bureau, '--on', '2022-02-30'],
      exitCodes.invalid,
      'invalidInput',
      '应为日期',
      'must be a day',
    ],
    [
      'an unknown id',
      ['do', 'task.start', '--set', 'task=没有的任务', ...bureau],
      exitCodes.refused,
      'unknown',
      '没有编号为没有的任务的任务',
      'There is no task 没有的任务',
    ],
    [
      'a role that may not',
      ['do', 'task.register', ...park, '--as', 'p-9/audit/auditor'],
      exitCodes.refused,
      'forbidden',
      '无权',
      'not for the role auditor',
    ],
    [
      'a task started without a lead',
      ['do', 'task.start', '--set', 'task=local-culture', '--as', 'p-7/culture-tourism/unit'],
      exitCodes.refused,
      'notReady',
      '缺少：牵头领导',
      'lacks lead leader',
    ],
    [
      'a command that is not there',
      ['do', 'task.begin', ...bureau],
      exitCodes.invalid,
      'invalidInput',
      '没有命令task.begin',
      'there is no command task.begin',
    ],
    [
      'a field that is not there',
      ['do', 'task.start', '--set', '任务=x', ...bureau],
      exitCodes.invalid,
      'invalidInput',
      '没有任务这一项',
      'there is no field 任务',
    ],
    ['a view that is not there', ['view', '台账'], exitCodes.invalid, 'invalidInput', '没有视图台账', 'there is no view 台账'],
    [
      'a filter that is not there',
      ['view', 'ledger', '--filter', 'ligth=red'],
      exitCodes.invalid,
      'invalidInput',
      '没有ligth这一项',
      'there is no field ligth',
    ],
    [
      'a log that is not there',
      ['verify', '--log', 'other'],
      exitCodes.invalid,
      'invalidInput',
      '存储中没有日志other；现有：district',
      'has no log other; it has district',
    ],
    ['nobody acting', ['do', 'task.start', '--set', 'task=haxi-complex'], exitCodes.invalid, 'noActor', '请说明由谁经办', 'Say who acts'],
    ['a template that is not there', ['init', '--template', 'x'], exitCodes.invalid, 'badTemplate', '没有模板x', 'There is no template x'],
    [
      'a log that has events',
      ['init', '--template', 'nangang-1123'],
      exitCodes.invalid,
      'notEmpty',
      '未作任何记录',
      'Nothing was recorded',
    ],
    [
      'an option that is not there',
      ['view', 'ledger', '--colr'],
      exitCodes.invalid,
      'unknownOption',
      '没有选项--colr',
      'There is no option --colr',
    ],
    ['an argument that is missing', ['do'], exitCodes.invalid, 'missingArgument', '缺少command', 'command is missing'],
    ['another root', ['verify', '--root', '00'], exitCodes.broken, '', '', ''],
  ])('%s: one sentence in each language, a code, a non-zero exit, nothing changed', async (_, argv, code, errorCode, zh, en) => {
    const before = await positions()
    for (const [lang, sentence] of [
      ['zh', zh],
      ['en', en],
    ] as const) {
      const result = await cli([...argv, '--store', store, '--lang', lang])
      expect(result.code).toBe(code)
      expect(result.err).toContain(sentence)
      expect(result.err).not.toMatch(/ {4}at |undefined/)
      if (errorCode !== '') {
        const json = JSON.parse((await cli([...argv, '--store', store, '--lang', lang, '--json'])).err)
        expect(json.error.code).toBe(errorCode)
      }
    }
    expect(await positions()).toBe(before)
  })

  it('a truncated database, one that is none, and one that is not there', async () => {
    const cut = join(folder, '截断.db')
    await copyFile(store.slice(7), cut)
    await truncate(cut, 20_000)
    const before = await readFile(cut)
    expect(await cli(['view', 'ledger', '--store', `sqlite:${cut}`, '--lang', 'zh'])).toMatchObject({
      code: exitCodes.store,
      err: expect.stringContaining('存储已损坏'),
    })
    expect(await readFile(cut)).toEqual(before)
    const text = join(folder, 'text.db')
    await writeFile(text, '这不是数据库'.repeat(100))
    expect((await cli(['verify', '--store', `sqlite:${text}`])).err).toContain('[notAStore]')
    expect((await cli(['init', '--store', `sqlite:${join(folder, 'none', 'x.db')}`])).code).toBe(exitCodes.store)
    expect((await cli(['verify', '--store', 'mysql:x'])).err).toContain('memory:, sqlite:PATH, file:FOLDER and postgres:')
    expect((await cli(['verify'])).err).toContain('--store sqlite:FILE')
  })
})

describe('do and preview', () => {
  it('send a command by fields, numbers and lists where it asks for them, and by a file', async () => {
    const asked = ['do', 'task.start', '--set', 'task=haxi-complex', '--id', 'start-1', ...bureau, ...at()]
    expect(await cli([...asked, '--lang', 'zh'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^已记入：启动任务（start-1），位置 \d+\n {2}\d+ {2}任务启动\n$/),
    })
    expect((await cli([...asked, '--lang', 'zh'])).out).toContain('此前已记入')
    const report = { task: 'haxi-complex', percent: 12.5, narrative: '桩基施工' }
    const file = join(folder, 'report.json')
    await writeFile(file, JSON.stringify(report))
    expect((await cli(['do', 'progress.report', '--json', file, ...bureau, ...at('2022-02-28')])).code).toBe(0)
    expect(
      (
        await cli(['do', 'progress.report', '--input', '-', ...bureau, ...at('2022-03-31')], {
          input: JSON.stringify({ ...report, percent: 20 }),
        })
      ).code,
    ).toBe(0)
    const sets = ['--set', 'task=haxi-complex', '--set', 'percent=33.5', '--set', 'evidence:=[{"title":"月报"}]']
    const sent = JSON.parse((await cli(['do', 'progress.report', ...sets, '--json', ...bureau, ...at('2022-04-30')])).out)
    expect(sent.events[0].data).toMatchObject({ percent: 33.5, evidence: [{ title: '月报' }], unit: 'housing' })
    expect((await cli(['do', 'progress.report', ...sets, '--input', file, ...bureau, ...at()])).err).toContain('[oneInput]')
  })

  it('preview tells what would be, and changes nothing', async () => {
    const before = await positions()
    expect(
      await cli(['preview', 'task.start', '--set', 'task=haxi-complex', ...bureau, ...at('2022-05-01'), '--lang', 'zh']),
    ).toMatchObject({ code: exitCodes.refused, out: expect.stringContaining('[wrongStage]') })
    expect(
      (await cli(['preview', 'task.start', '--set', 'task=expo-city', '--as', 'p-1/exhibition/unit', ...at(), '--lang', 'zh'])).out,
    ).toContain('将记入：\n  任务启动')
    expect((await cli(['preview', 'task.start', '--set', 'task:=7', ...bureau, ...at()])).code).toBe(exitCodes.invalid)
    expect(await positions()).toBe(before)
  })

  it('every command of the core is reachable', async () => {
    for (const command of Object.keys(corePolicy)) {
      const { code, err } = await cli(['preview', command, '--set', 'nothing=x', '--as', 'p/u/office', '--store', store])
      expect([command, code, err.includes('[unrecognized_keys]')]).toEqual([command, exitCodes.invalid, true])
    }
  })
})

describe('at', () => {
  it('shows what was known then: by instant and by position', async () => {
    const early = JSON.parse((await cli(['at', 'ledger', '--recorded', '2022-01-06T00:00:00Z', '--store', store, '--json'])).out)
    const late = JSON.parse((await cli(['view', 'ledger', '--store', store, '--json'])).out)
    expect([early.total, late.total]).toEqual([0, 68])
    expect(JSON.parse((await cli(['at', 'ledger', '--position', '1', '--store', store, '--json'])).out).total).toBe(0)
    expect((await cli(['view', 'ledger', '--at-position', '1', '--at-recorded', '2022-01-06T00:00:00Z', '--store', store])).err).toContain(
      '[oneCut]',
    )
  })
})

describe('log, verify and export', () => {
  it('print events, count them, and write the records as they are kept', async () => {
    const { out } = await cli(['log', '--subject', 'task:haxi-complex', '--type', 'task.started', '--store', store, '--lang', 'zh'])
    expect(out).toMatch(/^ +\d+ {2}2022-02-01 .* 任务启动 .*task:haxi-complex.* p-7@housing\n$/)
    expect((await cli(['log', '--tail', '3', '--store', store, '--json'])).out.trim().split('\n')).toHaveLength(3)
    const file = join(folder, '导出.jsonl')
    expect((await cli(['export', '-o', file, '--store', store])).code).toBe(0)
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(await positions())
    expect((await cli(['export', '-o', join(folder, 'none', 'x'), '--store', store])).err).toContain('[noFile]')
  })

  it('end quietly when nobody listens any more', async () => {
    expect((await cli(['log', '--store', store], { listens: 2 })).code).toBe(0)
    expect((await cli(['export', '--store', store], { listens: 1 })).code).toBe(0)
  })

  it('follow goes on as others write, until it is stopped', async () => {
    let stop = () => undefined as unknown
    const lines: string[] = []
    const following = cli(['log', '--follow', '--type', 'problem.raised', '--store', store], {
      onInterrupt: (end) => {
        stop = end
      },
      out: (text) => lines.push(text) > 0,
    })
    await new Promise((resolve) => setTimeout(resolve, 300))
    await cli(['do', 'problem.raise', '--set', 'task=haxi-complex', '--set', 'title=冬季停工', ...bureau, ...at('2022-06-01')])
    for (let i = 0; i < 60 && lines.length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 50))
    stop()
    expect((await following).code).toBe(0)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('problem:')
  })
})

describe('help', () => {
  it('is there in both languages, and without a command', async () => {
    expect((await cli(['--help', '--lang', 'zh'])).out).toContain('退出码')
    expect((await cli(['--help'])).out).toContain('Exit codes')
    expect((await cli(['do', '--help', '--lang', 'zh'])).out).toContain('发送一条命令')
    expect(await cli([])).toMatchObject({ code: exitCodes.invalid, err: expect.stringContaining('Usage:') })
    expect((await cli(['--version'])).out.trim()).toBe(manifest.version)
    expect(version).toBe(manifest.version)
  })

  it("follows the terminal's language unless told otherwise", async () => {
    expect((await cli(['frobnicate'], { env: { LANG: 'zh_CN.UTF-8' } })).err).toContain('没有命令frobnicate')
    expect((await cli(['frobnicate'], { env: { LANG: 'zh_CN.UTF-8', BIHUAN_LANG: 'en' } })).err).toContain('There is no command')
  })
})
