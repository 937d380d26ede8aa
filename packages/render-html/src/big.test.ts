import { coreSlices, createMachine, type FlatTable, type Shown } from '@bihuan/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { htmlRenderer, svgRenderer } from './index.ts'
import { inspectHtml, inspectSvg } from './testing/inspect.ts'
import { yearShown } from './testing/year.ts'

const tasks = 2_000
const megabytes = 1_048_576

/** A district of two thousand tasks, made of the year's, each with an id of its own. */
describe(`a district of ${tasks} tasks`, () => {
  let year: readonly Shown[]
  beforeAll(async () => {
    year = (await yearShown()).zh
  }, 120_000)

  const machine = createMachine(coreSlices)
  const of = (view: string, change: (value: never) => unknown): Shown => {
    const { value, words } = year.find((one) => one.view === view) as Shown
    const big = change(value as never)
    return { view, value: big, words, table: machine.viewNamed(view).table(big as never, 'zh' as never) as FlatTable }
  }
  type Rows = { rows: { task: string; title: { zh: string; en: string } }[] }
  const many = <R extends { task: string }>(rows: readonly R[]): R[] =>
    Array.from({ length: tasks }, (_, n) => ({ ...(rows[n % rows.length] as R), task: `T-${n}`, rests: [`task:T-${n}`] }))

  const bigs: Readonly<Record<string, () => Shown>> = {
    ledger: () => of('ledger', (value: Rows) => ({ ...value, total: tasks, rows: many(value.rows) })),
    wallChart: () =>
      of('wallChart', (value: { rows: { bars: { task: string }[] }[] }) => {
        const bars = many(value.rows.flatMap((row) => row.bars))
        const each = Math.ceil(bars.length / value.rows.length)
        return { ...value, rows: value.rows.map((row, n) => ({ ...row, bars: bars.slice(n * each, (n + 1) * each) })) }
      }),
    fiveLists: () => of('fiveLists', (value: { tasks: Rows }) => ({ ...value, tasks: { total: tasks, rows: many(value.tasks.rows) } })),
    readiness: () => of('readiness', (value: Rows) => ({ ...value, total: tasks, rows: many(value.rows) })),
  }

  it.each(Object.keys(bigs))('%s is a sound page of less than 3 MB', async (view) => {
    const shown = (bigs[view] as () => Shown)()
    const bytes = await htmlRenderer().render(shown)
    expect(bytes.length / megabytes).toBeLessThan(3)
    const { complaints, text } = inspectHtml(bytes)
    expect(complaints).toEqual([])
    if (view !== 'wallChart') expect(text).toContain('T-1999')
  })

  it('its wall chart is one tall drawing', async () => {
    const bytes = await svgRenderer().render((bigs.wallChart as () => Shown)())
    expect(bytes.length / megabytes).toBeLessThan(3)
    expect(inspectSvg(bytes).complaints).toEqual([])
  })
})
