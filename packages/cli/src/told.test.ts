import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exitCodes } from './index.ts'
import { runWith as cli } from './run-for-tests.ts'

// What a user gets wrong is told in one sentence: nothing is passed over in silence.

let folder = ''
let store = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bihuan 有误 '))
  store = join(folder, '南岗.db')
  expect((await cli(['init', '--template', 'nangang-1123', '--store', `sqlite:${store}`])).code).toBe(0)
}, 30_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const start = ['do', 'task.start', '--set', 'task=haxi-complex', '--as', 'p-7/housing/unit']

it('a store that is not there is told, and not made by looking at it', async () => {
  const missing = join(folder, '没有.db')
  const empty = join(folder, '空.db')
  await writeFile(empty, '')
  for (const argv of [['view'], ['view', 'ledger'], ['log'], ['verify'], ['export'], start]) {
    for (const file of [missing, empty, join(folder, 'none', 'x.db')])
      expect(await cli([...argv, '--store', `sqlite:${file}`, '--lang', 'zh'])).toMatchObject({
        code: exitCodes.invalid,
        err: `${file}里还没有日志；请先用 init 新建。 [noStoreFile]\n`,
      })
  }
  expect(existsSync(missing)).toBe(false)
  expect(await readFile(empty, 'utf8')).toBe('')
})

it.each<[string, readonly string[], string, string, string]>([
  ['a timeline on a day', ['view', 'timeline', '--on', '2022-02-01'], 'notOfTimeline', '时间线不用 --on', 'takes no --on'],
  ['a timeline as of then', ['view', 'timeline', '--at-position', '3'], 'notOfTimeline', '不用 --at-position', 'takes no --at-position'],
  ['at timeline', ['at', 'timeline', '--recorded', '2022-02-01T00:00:00Z'], 'notOfTimeline', '不用 --recorded', 'takes no --recorded'],
  ['at without a moment', ['at', 'ledger'], 'noCut', '请说明按何时所知', 'Say as known when'],
  ['a position beyond the log', ['at', 'ledger', '--position', '9999'], 'noPosition', '日志只到位置 ', 'The log ends at position '],
  ['an event type of the log', ['log', '--type', 'task.strated'], 'noType', '没有事实种类task.strated', 'no event type task.strated'],
  [
    'an event type in a filter',
    ['view', 'timeline', '--filter', 'types=task.started,x.y'],
    'noType',
    '没有事实种类x.y',
    'no event type x.y',
  ],
])('%s is told', async (_, argv, code, zh, en) => {
  for (const [lang, sentence] of [
    ['zh', zh],
    ['en', en],
  ] as const) {
    const { err, ...ran } = await cli([...argv, '--store', `sqlite:${store}`, '--lang', lang])
    expect(ran).toEqual({ code: exitCodes.invalid, out: '' })
    expect(err).toContain(sentence)
    expect(err).toContain(`[${code}]`)
  }
})

it('init does not pass over what means nothing without the template or the year', async () => {
  const file = join(folder, '新.db')
  for (const [argv, option] of [
    [['--year'], '--year'],
    [['--seed', '7'], '--seed'],
    [['--template', 'nangang-1123', '--seed', '7'], '--seed'],
  ] as const)
    expect(await cli(['init', ...argv, '--store', `sqlite:${file}`])).toMatchObject({
      code: exitCodes.invalid,
      err: expect.stringMatching(new RegExp(`^${option} goes with .* \\[goesWith\\]\n$`)),
    })
  expect(existsSync(file)).toBe(false)
})

it('help is in the language asked for, before the command too, and tells a command that is not there', async () => {
  expect(await cli(['help', 'vew', '--lang', 'zh'])).toEqual({ code: exitCodes.invalid, out: '', err: '没有命令vew。 [unknownCommand]\n' })
  expect(await cli(['help', 'view', '--lang', 'zh'])).toEqual(await cli(['view', '--help', '--lang', 'zh']))
  expect((await cli(['help', '--lang', 'zh'])).out).toBe((await cli(['--help', '--lang', 'zh'])).out)
  expect((await cli(['help', 'view', '--lang', 'zh'])).out).toContain('（默认 district）')
  expect((await cli(['help', 'view'])).out).toContain('(district when left out)')
  expect((await cli(['--lang', 'zh', 'view', '--store', `sqlite:${store}`])).out).toContain('视图：')
  expect((await cli(['--lang', 'en', 'view', '--lang', 'zh', '--store', `sqlite:${store}`])).out).toContain('视图：')
  expect((await cli(['--lang', 'en', 'view', '--colr', '--lang', 'zh'])).err).toContain('没有选项')
})

it('a file that can not be read is told in the language asked for', async () => {
  const missing = join(folder, '没有.json')
  const at = ['--store', `sqlite:${store}`, '--lang', 'zh']
  expect((await cli(['import', missing, ...at])).err).toBe(`文件${missing}无法读写：没有这个文件或文件夹 [noFile]\n`)
  expect((await cli([...start.slice(0, 2), '--input', folder, ...start.slice(4), ...at])).err).toBe(
    `文件${folder}无法读写：这是文件夹 [noFile]\n`,
  )
  const broken = join(folder, '引号.csv')
  await writeFile(broken, '任务,责任单位\n"甲,财政局\n')
  expect((await cli(['import', broken, ...at])).err).toBe(`${broken}不是完整的 CSV：第 2 行附近的引号不成对 [notCsv]\n`)
  expect((await cli(['export', '-o', join(missing, 'x'), ...at])).err).toContain('没有这个文件或文件夹')
})

it('--json before a file of input makes neither the outcome nor an error JSON; without one, both', async () => {
  const file = join(folder, 'start.json')
  await writeFile(file, '{"task":"没有的任务"}')
  const at = ['--store', `sqlite:${store}`, '--as', 'p-7/housing/unit']
  expect((await cli(['do', 'task.start', ...at, '--json', file])).err).toMatch(/^There is no task .* \[unknown\]\n$/)
  expect((await cli(['do', 'task.start', ...at, `--json=${file}`])).err).toMatch(/^There is no task .* \[unknown\]\n$/)
  expect(JSON.parse((await cli(['do', 'task.start', ...at, '--input', file, '--json'])).err).error.code).toBe('unknown')
  expect(JSON.parse((await cli(['view', '--json', 'ledgr', '--store', `sqlite:${store}`])).err).error.code).toBe('invalidInput')
})

it('what a file or an argument says never moves the cursor of a terminal', async () => {
  const file = join(folder, '台账.csv')
  const evil = '\u001b[2J\u009b31m\u202e'
  await writeFile(file, `任务,责任单位,完成时限,备注${evil}\n甲${evil},财政局${evil},某日${evil},x\n`)
  const { out } = await cli(['import', file, '--goal', 'urban-renewal', '--store', `sqlite:${store}`])
  const { err } = await cli([...start, '--set', evil, '--store', `sqlite:${store}`])
  const preview = await cli([
    'preview',
    'problem.raise',
    '--set',
    'task=haxi-complex',
    '--set',
    `title=x${evil}`,
    ...start.slice(4),
    '--store',
    `sqlite:${store}`,
  ])
  expect(out).toContain('某日')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
  const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/
  for (const text of [out, err, preview.out, preview.err]) expect(text).not.toMatch(controls)
})

it("a refusal of an embedder's slice is told in its own words", async () => {
  const visit = ['do', 'acme.visit', '--set', 'visit=v-1', '--set', 'task=haxi-complex', '--set', 'finding=塔吊未验收']
  const own = fileURLToPath(new URL('../../../examples/embed/visits.ts', import.meta.url))
  const more = ['--as', 'p-2/promotion-office/office', '--store', `sqlite:${store}`, '--with', own, '--lang', 'zh']
  expect((await cli([...visit, ...more])).out).toContain('已记入：记录走访')
  expect(await cli([...visit, ...more])).toMatchObject({ code: exitCodes.refused, err: '走访v-1已经记录过。 [visited]\n' })
  expect((await cli([...visit, ...more, '--with', 'node:path'])).err).toBe('模块node:path没有导出任何切片。 [noSlice]\n')
})
