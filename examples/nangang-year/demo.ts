import { mkdirSync, mkdtempSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { papersOf } from '@bihuan/cli'
import { type FlatTable, manualClock, openDistrict, seededRandom } from '@bihuan/core'
import { languages } from '@bihuan/core/words'
import { foundation, illustrativeYear, play } from '@bihuan/nangang'
import { terminal } from '@bihuan/render-text'
import { sqliteStore } from '@bihuan/store-sql'

// Nangang's "1123" strategy and an illustrative year, played into a SQLite file by commands, then shown.

const { values } = parseArgs({
  options: {
    lang: { type: 'string', default: 'zh' },
    db: { type: 'string' },
    /** The day that the views speak of. */
    on: { type: 'string', default: '2022-09-30' },
    seed: { type: 'string', default: '1123' },
    /** Prints each command's id once it is durable, and shows nothing: for a test that kills this process. */
    acknowledge: { type: 'boolean', default: false },
  },
})
const lang = values.lang === 'en' ? 'en' : 'zh'
const path = values.db ?? join(mkdtempSync(join(tmpdir(), 'bihuan-')), 'nangang.db')
const say = (zh: string, en: string) => console.log(lang === 'zh' ? zh : en)

const began = performance.now()
const store = sqliteStore({ path })
const clock = manualClock('2022-01-01T00:00:00.000Z')
const district = await openDistrict({ store, log: 'nangang', clock, random: seededRandom(1123) })
const steps = [...foundation, ...illustrativeYear({ seed: Number(values.seed) })]
await play(district, steps, {
  setClock: clock.set,
  onStep: values.acknowledge ? (step) => writeSync(1, `ack ${step.id}\n`) : () => undefined,
})

if (!values.acknowledge) {
  const words = district.words(languages[lang])
  const width = Math.max(100, process.stdout.columns ?? 160)
  const colour = process.stdout.isTTY === true && process.env.NO_COLOR === undefined
  const show = (
    view: string,
    options: Record<string, unknown>,
    only: (row: FlatTable['rows'][number], i: number) => boolean = () => true,
  ) => {
    console.log(`
${words.view(view)} · ${values.on}
`)
    const { columns, rows } = district.table(view, { on: values.on, ...options }, lang)
    console.log(terminal({ columns, rows: rows.filter(only) }, words, { width, colour }))
  }
  show('wallChart', { depth: 2, bars: false, from: `${values.on.slice(0, 4)}-01-01`, to: `${values.on.slice(0, 4)}-12-31` })
  show('fiveLists', { limit: 6 })
  const lists = district.views.fiveLists({ on: values.on })
  const totals = [lists.tasks, lists.problems, lists.coordinations, lists.feedback.resolved, lists.closings.requests].map(
    (list) => list.total,
  )
  say(
    `\n各清单共：任务 ${totals[0]}，问题 ${totals[1]}，协调 ${totals[2]}，待销号反馈 ${totals[3]}，销号申请 ${totals[4]}`,
    `\nIn the lists: tasks ${totals[0]}, problems ${totals[1]}, decisions ${totals[2]}, resolved ${totals[3]}, closing requests ${totals[4]}`,
  )
  show('readiness', { gapsOnly: true })
  show('indicatorBoard', {})
  show('leagueTable', { round: '2022-Q2' })
  show('scorecard', { round: '2022-Q2', unit: 'housing' })
  show('backtest', { scheme: 'assessment-2022-h2', from: '2022-04-01', to: '2022-06-30', round: '2022-Q2' })
  show('ladder', {}, (_, i) => i < 8)
  show('agenda', { unit: 'housing' }, (row) => row.what !== 'reminderUnanswered')
  show('loop', {}, ({ part }) => part !== 'stage' && part !== 'stuck')

  const folder = join(dirname(path), 'papers')
  mkdirSync(folder, { recursive: true })
  const papers = await papersOf(district, words, `${values.on.slice(0, 4)}-Q${Math.ceil(Number(values.on.slice(5, 7)) / 3)}`)
  for (const [name, bytes] of papers) writeFileSync(join(folder, name), bytes)

  const { events, commands, root } = await district.verify()
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  say(
    `\n已记入 ${events} 件事（${commands} 条命令），校验通过，根哈希 ${root}`,
    `\n${events} events kept (${commands} commands); the log verifies, root hash ${root}`,
  )
  say(
    `季度材料：${folder}（${papers.map(([name]) => name).join('、')}）`,
    `The quarter's papers: ${folder} (${papers.map(([name]) => name).join(', ')})`,
  )
  say(`文件：${path}（${seconds} 秒）`, `File: ${path} (${seconds} s)`)
}
await district.close()
await store.close()
