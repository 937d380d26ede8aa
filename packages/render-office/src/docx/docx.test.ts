import { InvalidInput } from '@bihuan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plain, widthOf } from '../plain.ts'
import { extension, hostileText } from '../testing/hostile.ts'
import { all, type Element, elementOf, first, inspect, partsOf, textOf } from '../testing/inspect.ts'
import { playedYear } from '../testing/year.ts'
import { docxRenderer } from './index.ts'
import type { Letterhead } from './letterhead.ts'
import type { DocumentData, DocumentKind } from './official/data.ts'
import { circularData, interviewData, listingData, orderData, reminderData, summaryData } from './official/gather.ts'
import { officialDocument } from './official/index.ts'

const year = await playedYear()
const { district } = year
const [zh, en] = [year.words('zh'), year.words('en')]
const renderer = docxRenderer()

const letterhead: Letterhead = {
  issuer: { zh: '南岗区推进办', en: 'Nangang Promotion Office' },
  number: { code: '南督发', year: 2022, number: 5 },
  to: [{ zh: '区直各单位', en: 'All units' }],
  copies: ['区委办', '区政府办'],
  date: '2022-09-30',
  attachments: ['任务明细表', '考核结果'],
}
const data: DocumentData = {
  circular: await circularData(district, 'circular-1'),
  order: await orderData(district, { unit: 'culture-tourism', on: '2022-09-30' }),
  interview: await interviewData(district, 'interview-1'),
  listing: await listingData(district, 'listing-1'),
  reminder: await reminderData(district, '2022-09-culture-tourism'),
  summary: await summaryData(district, { quarter: '2022-Q3' }),
}
const kinds = Object.keys(data) as DocumentKind[]
const made = (kind: DocumentKind, words = zh, head: Letterhead = letterhead) => officialDocument(kind, data[kind], words, head)

const part = (bytes: Uint8Array, path: string): Element => elementOf(partsOf(bytes).get(path) ?? '')
const body = (bytes: Uint8Array) => part(bytes, 'word/document.xml')
const paragraphs = (bytes: Uint8Array) => all(body(bytes), 'w:p')
const said = (paragraph: Element) => all(paragraph, 'w:t').map(textOf).join('')
const withText = (bytes: Uint8Array, text: string) => paragraphs(bytes).find((one) => said(one).includes(text))
const attributes = (element: Element | undefined, name: string) => element && first(element, name)?.attributes
/** Font and size of a paragraph's first run. */
const typeOf = (paragraph: Element | undefined) => [
  attributes(paragraph, 'w:rFonts')?.['w:eastAsia'],
  attributes(paragraph, 'w:sz')?.['w:val'],
]

const twips = (mm: number) => (mm * 1440) / 25.4

describe('measures of GB/T 9704-2012', async () => {
  const bytes = await made('circular')
  const section = first(body(bytes), 'w:sectPr')

  it('A4, margins of 37, 35, 28 and 26 mm', () => {
    expect(attributes(section, 'w:pgSz')).toMatchObject({ 'w:w': '11906', 'w:h': '16838' })
    const margins = attributes(section, 'w:pgMar') ?? {}
    for (const [side, mm] of Object.entries({ top: 37, bottom: 35, left: 28, right: 26 }))
      expect(Math.abs(Number(margins[`w:${side}`]) - twips(mm)), side).toBeLessThan(1)
  })

  it('22 lines a page, 28 characters a line', () => {
    const grid = attributes(section, 'w:docGrid') ?? {}
    const pitch = Number(grid['w:linePitch'])
    expect(grid['w:type']).toBe('lines')
    expect(Math.floor(twips(297 - 37 - 35) / pitch)).toBe(22)
    const text = withText(bytes, '特此通报')
    expect(attributes(text, 'w:spacing')).toMatchObject({ 'w:line': String(pitch), 'w:lineRule': 'exact' })
    const spacing = all(text as Element, 'w:spacing').find((one) => one.attributes['w:val'] !== undefined)
    expect(Math.floor(twips(156) / (16 * 20 + Number(spacing?.attributes['w:val'])))).toBe(28)
  })

  it('title in 小标宋 of 2号, body in 仿宋 of 3号 indented by two characters, headings in 黑体 and 楷体', async () => {
    const title = withText(bytes, '关于部分任务推进缓慢的通报')
    expect(typeOf(title)).toEqual(['方正小标宋简体', '44'])
    expect(attributes(title, 'w:jc')?.['w:val']).toBe('center')
    const text = withText(bytes, '特此通报')
    expect(typeOf(text)).toEqual(['仿宋_GB2312', '32'])
    expect(attributes(text, 'w:ind')?.['w:firstLine']).toBe(String(2 * 16 * 20))
    expect(typeOf(withText(bytes, '一、通报单位（通报批评）'))).toEqual(['黑体', '32'])
    const summary = await made('summary')
    expect(typeOf(withText(summary, '（一）'))).toEqual(['楷体_GB2312', '32'])
    expect(typeOf(withText(await made('order'), '1. 请明确专人'))).toEqual(['仿宋_GB2312', '32'])
  })

  it('a red mark 35 mm below the edge of the text, a red line 4 mm below the number', () => {
    const mark = withText(bytes, '南岗区推进办文件')
    expect(attributes(mark, 'w:color')?.['w:val']).toBe('FF0000')
    expect(Math.abs(Number(attributes(mark, 'w:spacing')?.['w:before']) - twips(35))).toBeLessThan(1)
    // The mark fits into one line, and is no higher than 22 mm.
    const size = Number(attributes(mark, 'w:sz')?.['w:val']) / 2
    expect(size * '南岗区推进办文件'.length).toBeLessThanOrEqual(twips(156) / 20)
    expect(size).toBeLessThanOrEqual((22 * 72) / 25.4)
    const line = attributes(withText(bytes, '南督发〔2022〕5号'), 'w:bottom')
    expect(line).toMatchObject({ 'w:val': 'single', 'w:color': 'FF0000' })
    expect(Math.abs(Number(line?.['w:space']) - (4 * 72) / 25.4)).toBeLessThan(0.5)
  })

  it('page numbers — 1 — in 宋体 of 4号, outside: right on odd pages, left on even ones, 7 mm below the text', () => {
    const footers = all(section as Element, 'w:footerReference')
    const relations = all(part(bytes, 'word/_rels/document.xml.rels'), 'Relationship')
    const footer = (type: string) => {
      const id = footers.find((one) => one.attributes['w:type'] === type)?.attributes['r:id']
      return part(bytes, `word/${relations.find((one) => one.attributes.Id === id)?.attributes.Target}`)
    }
    expect(attributes(footer('default'), 'w:jc')?.['w:val']).toBe('right')
    expect(attributes(footer('even'), 'w:jc')?.['w:val']).toBe('left')
    for (const type of ['default', 'even']) {
      expect(said(footer(type))).toBe('—  —')
      expect(all(footer(type), 'w:instrText').map(textOf)).toEqual(['PAGE'])
      expect(typeOf(footer(type))).toEqual(['宋体', '28'])
    }
    expect(partsOf(bytes).get('word/settings.xml')).toContain('evenAndOddHeaders')
    // The middle of a line of 14 points.
    const middle = Number(attributes(section, 'w:pgMar')?.['w:footer']) + 140
    expect(Math.abs(twips(35) - middle - twips(7))).toBeLessThan(2)
  })

  it('addressee, attachments, signature, day and copies, in their order', () => {
    const text = inspect(bytes, '.docx')
    const order = ['南岗区推进办文件', '南督发〔2022〕5号', '关于部分', '区直各单位：', '特此通报。', '附件：1. 任务明细表', '2. 考核结果']
    const places = [...order, '2022年9月30日', '抄送：区委办、区政府办。', '2022年9月30日印发'].map((one) => text.indexOf(one))
    expect(places).not.toContain(-1)
    expect([...places].sort((a, b) => a - b)).toEqual(places)
  })
})

it('the imprint stands at the foot of the last page, as wide as the text, on the page of the signature', async () => {
  const bytes = await made('order')
  const table = all(body(bytes), 'w:tbl').at(-1) as Element
  expect(attributes(table, 'w:tblpPr')).toMatchObject({
    'w:vertAnchor': 'margin',
    'w:tblpYSpec': 'bottom',
    'w:tblpX': String(Math.round(twips(28))),
  })
  expect(Math.abs(Number(attributes(table, 'w:tblW')?.['w:w']) - twips(156))).toBeLessThan(2)
  expect(first(paragraphs(bytes).find((one) => said(one) === '2022年9月30日') as Element, 'w:keepNext')).toBeDefined()
})

it('columns of tables are so wide that no word, day or short head is broken', async () => {
  for (const [kind, words] of kinds.flatMap((one) => [zh, en].map((lang) => [one, lang] as const)))
    for (const table of all(body(await made(kind, words)), 'w:tbl').filter((one) => !first(one, 'w:tblpPr')))
      for (const cell of all(table, 'w:tc')) {
        const room = Number(attributes(cell, 'w:tcW')?.['w:w']) - 140
        const size = Number(attributes(cell, 'w:sz')?.['w:val'])
        for (const word of textOf(cell).match(/[A-Za-z]+|^\d+年\d+月\d+日$|^\p{sc=Han}{1,4}$/gu) ?? [])
          expect(widthOf(word) * size * 5, `${kind}: ${word}`).toBeLessThanOrEqual(room)
      }
})

describe('the six documents', () => {
  it.each(['zh', 'en'] as const)('hold their facts in %s, the same bytes each time', async (lang) => {
    const words = year.words(lang)
    const of = (text: unknown) => (typeof text === 'string' ? text : (text as { zh: string; en: string })[lang])
    const texts = new Map<string, string>()
    for (const kind of kinds) {
      const bytes = await made(kind, words)
      expect(await made(kind, words), kind).toEqual(bytes)
      texts.set(kind, inspect(bytes, '.docx'))
    }
    const expects = (kind: DocumentKind, facts: readonly unknown[]) => {
      expect(facts.length, kind).toBeGreaterThan(0)
      for (const fact of facts) expect(texts.get(kind), kind).toContain(of(fact))
    }
    const { circular, order, interview, listing, reminder, summary } = data
    expects('circular', [circular.fact.title, circular.fact.content, circular.round, ...circular.units.map((one) => one.name)])
    expects('circular', [...circular.tasks.map((one) => one.title)])
    expects('order', [order.unit.name, ...order.duties.filter((one) => one.duty !== 'reminderUnanswered').map((one) => one.title)])
    expects('order', [
      lang === 'zh' ? '2022年4月20日提醒' : 'Reminder of 20 April 2022',
      lang === 'zh' ? '2022年3月提醒' : 'Reminder of March 2022',
    ])
    expects('interview', [interview.unit.name, interview.fact.reason, ...interview.fact.commitments])
    expects('interview', [...interview.tasks.map((one) => one.title), lang === 'zh' ? '2022年8月30日' : '30 August 2022'])
    expects('listing', [listing.unit.name, listing.fact.reason, ...listing.tasks.map((one) => one.title)])
    expects('listing', [lang === 'zh' ? '2022年12月15日' : '15 December 2022'])
    const titles = reminder.titles.filter((_, i) => reminder.fact.duties[i]?.duty !== 'reminderUnanswered')
    expects('reminder', [reminder.unit.name, ...titles])
    expect(reminder.titles.length).toBe(reminder.fact.duties.length)
    expects('summary', [...summary.map.strategies.flatMap((one) => one.goals.map((goal) => goal.name))])
    expects('summary', [...summary.ledger.rows.filter((row) => row.light === 'red').map((row) => row.title)])
    expects('summary', [...(summary.presented?.conclusions ?? [])])
  })

  it('have marked blanks for what nobody said, and a unit that the facts know is addressed', async () => {
    const bytes = await made('listing', zh, {})
    const blanks = all(body(bytes), 'w:r').filter((run) => attributes(run, 'w:highlight')?.['w:val'] === 'yellow')
    // The mark, three of the number, the signature and three of the day.
    expect(blanks.map(textOf).every((text) => /^＿+$/.test(text))).toBe(true)
    expect(blanks.length).toBe(8)
    expect(inspect(bytes, '.docx')).toContain('＿＿＿〔＿＿〕＿＿号')
    expect(said(withText(bytes, '文化和旅游局：') as Element)).toBe('文化和旅游局：')
    expect(inspect(bytes, '.docx')).not.toMatch(/抄送|签发人|附件/)
    const signed = await made('listing', zh, { ...letterhead, signer: '签发者' })
    expect(said(withText(signed, '签发人：') as Element)).toContain('签发者')
  })

  it('of what is not there are bad input', async () => {
    const error = await circularData(district, 'nothing').catch((thrown: unknown) => thrown)
    expect(zh.error(error).places).toMatchObject([{ code: 'notFound', sentence: '没有circular:nothing' }])
    await expect(summaryData(district, { quarter: '2022' })).rejects.toThrow(InvalidInput)
    expect((await summaryData(district, { quarter: '2023-Q4' })).presented).toBe(null)
  })
})

describe('every view', () => {
  it.each(['zh', 'en'] as const)('is a table in %s, the same bytes each time', async (lang) => {
    for (const shown of year.all(lang)) {
      const bytes = await renderer.render(shown)
      expect(await renderer.render(shown), shown.view).toEqual(bytes)
      const root = body(bytes)
      expect(all(root, 'w:t').map(textOf).join(''), shown.view).toContain(shown.words.view(shown.view))
      const rows = all(root, 'w:tr')
      expect(rows.length, shown.view).toBe(1 + shown.table.rows.length)
      expect(all(rows[0] as Element, 'w:tblHeader').length).toBe(1)
      const section = all(root, 'w:sectPr').at(-1)
      const size = attributes(section, 'w:pgSz') ?? {}
      const width = all(root, 'w:gridCol').reduce((sum, one) => sum + Number(one.attributes['w:w']), 0)
      const margins = attributes(section, 'w:pgMar') ?? {}
      expect(width).toBeLessThanOrEqual(Number(size['w:w']) - Number(margins['w:left']) - Number(margins['w:right']))
      if (shown.view === 'ledger') expect(size['w:orient']).toBe('landscape')
    }
  })

  it('is shown, the ones of extensions too, empty ones too, and errors are', async () => {
    expect(inspect(await renderer.render(extension(en, ['a thing'])), '.docx')).toContain('a thing')
    expect(inspect(await renderer.render(extension(en, [])), '.docx')).toContain('none')
    const error = new InvalidInput([{ path: ['due'], code: 'unknownView', message: 'x', params: { view: 'v', views: [] } }])
    const text = inspect(await renderer.renderError(error, zh), '.docx')
    for (const expected of ['invalidInput', zh.error(error).sentence, 'due', 'unknownView']) expect(text).toContain(expected)
  })

  it('shows hostile texts and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 1, maxLength: 3 }), async (titles) => {
        const bytes = await renderer.render(extension(zh, titles))
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
        for (const [path, xml] of partsOf(bytes)) expect(xml, path).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
        const cells = all(body(bytes), 'w:tr').map((row) => first(row, 'w:tc') as Element)
        const lines = (cell: Element) =>
          all(cell, 'w:r').map((run) => `${all(run, 'w:br').length > 0 ? '\n' : ''}${all(run, 'w:t').map(textOf).join('')}`)
        titles.forEach((title, i) => {
          expect(lines(cells[i + 1] as Element).join('')).toBe(title === '' ? '—' : plain(title))
        })
      }),
      { numRuns: 40 },
    )
    const letters: Letterhead = {
      issuer: '=1&<w:p/>\u0000',
      number: { code: '\n<x>', year: 2022, number: 1 },
      to: ['\u202ea'],
      copies: [']]>'],
    }
    const text = inspect(await made('circular', zh, letters), '.docx')
    for (const expected of ['=1&<w:p/>', '<x>〔2022〕1号', '◌a：', '抄送：]]>。']) expect(text).toContain(expected)
  })
})
