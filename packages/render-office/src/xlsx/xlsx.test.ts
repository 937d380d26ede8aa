import { InvalidInput } from '@bihuan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut, plain } from '../plain.ts'
import { extension, hostileText } from '../testing/hostile.ts'
import { all, elementOf, first, inspect, partsOf, sheetsIn, textOf } from '../testing/inspect.ts'
import { coreViews, playedYear } from '../testing/year.ts'
import { workbook, xlsxRenderer } from './index.ts'
import { legalNames } from './names.ts'

const year = await playedYear()
const renderer = xlsxRenderer()
const [zh, en] = [year.words('zh'), year.words('en')]

/** The number format of a cell's style. */
function formatOf(bytes: Uint8Array, style: number): string | undefined {
  const styles = elementOf(partsOf(bytes).get('xl/styles.xml') ?? '')
  const id = all(first(styles, 'cellXfs') ?? styles, 'xf')[style]?.attributes.numFmtId
  return all(styles, 'numFmt').find((one) => one.attributes.numFmtId === id)?.attributes.formatCode ?? id
}

describe('ledger', async () => {
  const shown = year.see('ledger')
  const bytes = await renderer.render(shown)
  const [sheet, ...more] = sheetsIn(bytes)
  if (!sheet) throw new Error('no sheet')
  const { root, rows } = sheet

  it('has its title, then one row of headers as the district calls them, then a row a task, and nothing merged', () => {
    expect(more.filter(({ root: other }) => all(other, 'row').length > 0).length).toBe(0)
    expect(sheet.name).toBe('任务台账')
    expect(rows[0]?.map((cell) => cell.value)).toEqual(['任务台账（2022年9月30日）'])
    expect(rows[1]?.map((cell) => cell.value)).toEqual(shown.table.columns.map((column) => zh.column(column.key)))
    expect(rows.length).toBe(2 + shown.value.rows.length)
    expect(rows.slice(2).map((row) => row[0]?.value)).toEqual(shown.value.rows.map((row) => row.task))
    expect(all(root, 'mergeCell')).toEqual([])
  })

  it('keeps days as dates, percent as shares, money as numbers', () => {
    const at = (key: string) => shown.table.columns.findIndex((column) => column.key === key)
    shown.value.rows.forEach((task, i) => {
      const row = rows[i + 2] ?? []
      const serial = (Date.parse(task.due) - Date.UTC(1899, 11, 30)) / 86_400_000
      expect(row[at('due')]?.value).toBe(String(serial))
      expect(Number(row[at('actual')]?.value)).toBeCloseTo(task.actual / 100, 6)
      expect(row[at('amount')]?.value).toBe(task.amount === null ? '' : String(Number(task.amount)))
    })
    const styleOf = (key: string) => formatOf(bytes, rows[2]?.[at(key)]?.style ?? 0)
    expect(styleOf('due')).toBe('yyyy-mm-dd')
    expect(styleOf('actual')).toMatch(/^(0\.00%|10)$/)
    expect(styleOf('amount')).toMatch(/^(#,##0\.00|4)$/)
  })

  it('is frozen under its headers, filtered over its rows, coloured by light, and takes only known labels without a warning', () => {
    const last = 2 + shown.value.rows.length
    expect(first(root, 'pane')?.attributes).toMatchObject({ ySplit: '2', xSplit: '3', state: 'frozen' })
    expect(first(root, 'autoFilter')?.attributes.ref).toBe(`A2:V${last}`)
    expect(all(root, 'conditionalFormatting').map((one) => one.attributes.sqref)).toEqual([`B3:B${last}`])
    expect(all(root, 'cfRule').map((rule) => textOf(rule))).toEqual(['"完成"', '"绿灯"', '"黄灯"', '"红灯"', '"灰灯"'])
    const lists = all(root, 'dataValidation').map((one) => [one.attributes.sqref, textOf(one)])
    expect(lists).toContainEqual([`B3:B${last}`, '"完成,绿灯,黄灯,红灯,灰灯"'])
    expect(lists.map(([range]) => range)).toEqual([`B3:B${last}`, `E3:E${last}`, `R3:R${last}`, `S3:S${last}`])
  })

  it('is printed across A3, as wide as the page, with its headers on every page', () => {
    expect(first(root, 'pageSetup')?.attributes).toMatchObject({
      paperSize: '8',
      orientation: 'landscape',
      fitToWidth: '1',
      fitToHeight: '0',
    })
    expect(first(root, 'pageSetUpPr')?.attributes.fitToPage).toBe('1')
    const names = all(elementOf(partsOf(bytes).get('xl/workbook.xml') ?? ''), 'definedName')
    expect(names.map((one) => [one.attributes.name, textOf(one)])).toEqual([['_xlnm.Print_Titles', "'任务台账'!$1:$2"]])
  })

  it('names Chinese fonts', () => {
    const styles = elementOf(partsOf(bytes).get('xl/styles.xml') ?? '')
    const fonts = all(first(styles, 'fonts') ?? styles, 'name').map((one) => one.attributes.val)
    expect(new Set(fonts)).toEqual(new Set(['宋体']))
  })
})

it('the five lists are a sheet each, with a row for each row of the list', async () => {
  const { value } = year.see('fiveLists')
  const sheets = sheetsIn(await renderer.render(year.see('fiveLists'))).slice(0, 5)
  expect(sheets.map(({ name }) => name)).toEqual(['任务清单', '问题清单', '协调清单', '反馈清单', '销号清单'])
  expect(sheets.map(({ rows }) => rows.length - 2)).toEqual([
    value.tasks.rows.length,
    value.problems.rows.length,
    value.coordinations.rows.flatMap((row) => row.items).length,
    value.feedback.resolved.rows.length + value.feedback.reports.rows.length,
    value.closings.requests.rows.length + value.closings.problems.rows.length + value.closings.tasks.rows.length,
  ])
})

it('formulas of the league table compute what they show: points from parts, ranks within groups by points, then by the order of ties', async () => {
  const { value } = year.see('leagueTable')
  const [sheet] = sheetsIn(await renderer.render(year.see('leagueTable')))
  const rows = (sheet?.rows ?? []).slice(2)
  expect(rows.length).toBe(value.groups.flatMap((group) => group.rows).length)
  expect(rows.length).toBeGreaterThan(10)
  const read = rows.map((row) => ({
    group: row[0]?.value,
    score: Math.round(row.slice(4, 8).reduce((sum, cell) => sum + Number(cell.value), 0) * 100) / 100,
    tie: Number(row[10]?.value),
  }))
  rows.forEach((row, i) => {
    const own = read[i]
    const before = read.filter(
      (one) => own && one.group === own.group && (one.score > own.score || (one.score === own.score && one.tie < own.tie)),
    )
    expect(Number(row[1]?.value)).toBe(1 + before.length)
    expect(Number(row[3]?.value)).toBe(own?.score)
    const n = i + 3
    const [first, last] = [3, 2 + rows.length]
    expect(row[3]?.formula).toBe(`ROUND(SUM(E${n}:H${n}),2)`)
    expect(row[1]?.formula).toBe(
      `1+SUMPRODUCT(EXACT($A$${first}:$A$${last},A${n})*($D$${first}:$D$${last}>D${n}))+SUMPRODUCT(EXACT($A$${first}:$A$${last},A${n})*($D$${first}:$D$${last}=D${n})*($K$${first}:$K$${last}<K${n}))`,
    )
  })
})

it('the scorecard ends in a total that sums its lines', async () => {
  const { value } = year.see('scorecard')
  const [sheet] = sheetsIn(await renderer.render(year.see('scorecard')))
  const lines = value.card?.lines.length ?? 0
  const total = sheet?.rows[2 + lines]
  expect(total?.[0]?.value).toBe('合计')
  expect(total?.[6]?.formula).toBe(`ROUND(SUM(G3:G${2 + lines}),2)`)
  expect(Number(total?.[6]?.value)).toBe(value.card?.points)
})

it('the wall chart marks each milestone in its month', async () => {
  const shown = year.see('wallChart')
  const [sheet] = sheetsIn(await renderer.render(shown))
  const signs = (sheet?.rows ?? [])
    .slice(2)
    .flatMap((row) => row.slice(6).map((cell) => cell.value))
    .join('')
  const within = shown.value.rows.flatMap((row) => row.bars.flatMap((bar) => bar.milestones.filter((one) => one.due.startsWith('2022'))))
  const count = (sign: string) => signs.split(sign).length - 1
  expect(count('●')).toBe(within.filter((one) => one.state !== 'open').length)
  expect(count('○')).toBe(within.filter((one) => one.state === 'open' && one.late === 0).length)
})

describe('every view', () => {
  it.each(['zh', 'en'] as const)('is shown in %s, the same bytes each time, alone and in one book', async (lang) => {
    for (const shown of year.all(lang)) {
      const bytes = await renderer.render(shown)
      expect(inspect(bytes, '.xlsx'), shown.view).toContain(shown.words.view(shown.view))
      expect(await renderer.render(structuredCloned(shown)), shown.view).toEqual(bytes)
    }
    const book = sheetsIn(await workbook(year.all(lang)))
    expect(new Set(book.map(({ name }) => name.toLowerCase())).size).toBe(book.length)
    expect(book.length).toBeGreaterThan(coreViews.length + 5)
    for (const { name } of book) expect(name).toMatch(/^[^[\]:*?/\\']{1,31}$/)
  })

  it('is shown, the ones of extensions too, and errors are', async () => {
    expect(inspect(await renderer.render(extension(en, ['a thing'])), '.xlsx')).toContain('a thing')
    const error = new InvalidInput([
      { path: ['milestones', 1, 'due'], code: 'unknownView', message: 'x', params: { view: 'v', views: [] } },
    ])
    const text = inspect(await renderer.renderError(error, zh), '.xlsx')
    for (const part of ['invalidInput', zh.error(error).sentence, 'milestones[1].due', 'unknownView']) expect(text).toContain(part)
    expect(inspect(await renderer.renderError(new Error('=1+1'), en), '.xlsx')).toContain('unexpected')
    await expect(workbook([])).rejects.toThrow(RangeError)
  })
})

/** The same value made anew, so that nothing but its content can matter. */
const structuredCloned = <S extends { value: unknown; table: unknown }>(shown: S): S => ({
  ...shown,
  value: structuredClone(shown.value),
  table: structuredClone(shown.table),
})

describe('hostile texts', () => {
  it('stay text: no formula, no error value, nothing that XML forbids; what is read back is what was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 1, maxLength: 4 }), async (titles) => {
        const bytes = await renderer.render(extension(zh, titles))
        for (const [path, xml] of partsOf(bytes)) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
          if (/\.(xml|rels)$/.test(path)) expect(xml, path).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
        }
        const [sheet] = sheetsIn(bytes)
        expect(sheet?.rows.flat().filter((cell) => cell.formula !== undefined || cell.type === 'e')).toEqual([])
        titles.forEach((title, i) => {
          const said = sheet?.rows[i + 2]?.[0]?.value ?? ''
          const wanted = plain(title)
          if (wanted.length > 32_767) {
            expect(said.length).toBeLessThanOrEqual(32_767)
            expect(said).toMatch(/……（原文共\d+字，此处截断）$/)
            expect(wanted.startsWith(said.slice(0, said.indexOf('……')))).toBe(true)
          } else expect(said).toBe(wanted)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('make legal and unique names of sheets', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 12 }), (wanted) => {
        const names = legalNames([...wanted, ...wanted], 'Sheet')
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(2 * wanted.length)
        for (const name of names) {
          expect(name).toMatch(/^[^[\]:*?/\\'\n]{1,31}$/u)
          expect(name.isWellFormed()).toBe(true)
          expect(name.trim()).toBe(name)
          expect(name.toLowerCase()).not.toBe('history')
        }
      }),
    )
  })

  it('are cut between characters', () => {
    expect(cut('a𠮷b', 2)).toBe('a')
    expect(cut('a𠮷b', 3)).toBe('a𠮷')
    expect(cut('abc', 3)).toBe('abc')
  })
})
