import { type FlatTable, openDistrict } from '@bihuan/core'
import { zh } from '@bihuan/core/words'
import { memoryStore } from '@bihuan/store-memory'
import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { csv, json, markdown, terminal } from './index.ts'

const words = (await openDistrict({ store: memoryStore() })).words(zh)

const columns: FlatTable['columns'] = [
  { key: 'light', kind: 'code', words: 'light' },
  { key: 'title', kind: 'text' },
  { key: 'actual', kind: 'percent' },
  { key: 'value', kind: 'number' },
]
const row = (title: string | null, light = 'red', actual: number | null = 12.5, value: number | null = -3) => ({
  light,
  title,
  actual,
  value,
})

describe('terminal', () => {
  it('aligns Chinese by display width, numbers to the right, and marks what is missing', () => {
    expect(terminal({ columns, rows: [row('南岗金融产业园'), row(null, 'green', null, 1200)] }, words)).toBe(
      [
        '灯色  事项名称        实际进度  现值',
        '────────────────────────────────────',
        '红灯  南岗金融产业园     12.5%    -3',
        '绿灯  —                      —  1200',
        '',
      ].join('\n'),
    )
  })

  it('paints lights only when asked to', () => {
    const table = { columns, rows: [row('园', 'yellow')] }
    expect(terminal(table, words)).not.toContain('\u001b')
    expect(terminal(table, words, { colour: true })).toContain('\u001b[33m黄灯\u001b[39m')
  })

  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom('\u001b[31m红\u001b[0m', '\u202e倒写', 'a\tb\r\nc', '👨‍👩‍👧‍👦'.repeat(9), '=cmd|x', 'ﷺ'.repeat(40)),
  )
  it('no line is wider than asked for, nothing in the data reaches the terminal as a command, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 5 }), fc.integer({ min: 20, max: 120 }), (titles, width) => {
        const text = terminal({ columns, rows: titles.map((title) => row(title)) }, words, { width })
        for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
      }),
    )
  })

  it('writes a block for each row when the table does not fit', () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ key: `c${i}`, kind: 'text' as const }))
    const text = terminal({ columns: many, rows: [Object.fromEntries(many.map(({ key }) => [key, '很长的一段文字'.repeat(4)]))] }, words, {
      width: 60,
    })
    expect(text.split('\n').filter((line) => line.startsWith('c'))).toHaveLength(20)
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(60)
  })
})

describe('csv', () => {
  it('keeps Chinese, quotes what must be, and lets no text run as a formula', () => {
    const titles = ['=HYPERLINK("http://x")', '＝1+1', ' +1', '@SUM(A1)', '-2', '\t=1', '逗号,"引号"\n换行', '普通']
    expect(csv({ columns, rows: titles.map((title) => row(title)) }, words)).toBe(
      [
        '\ufeff灯色,事项名称,实际进度,现值',
        `红灯,"'=HYPERLINK(""http://x"")",12.5,-3`,
        `红灯,'＝1+1,12.5,-3`,
        `红灯,' +1,12.5,-3`,
        `红灯,'@SUM(A1),12.5,-3`,
        `红灯,'-2,12.5,-3`,
        `红灯,'\t=1,12.5,-3`,
        '红灯,"逗号,""引号""\n换行",12.5,-3',
        '红灯,普通,12.5,-3',
        '',
      ].join('\r\n'),
    )
    expect(csv({ columns, rows: [row('园')] }, words, { bom: false, codes: 'codes' })).toBe(
      '灯色,事项名称,实际进度,现值\r\nred,园,12.5,-3\r\n',
    )
  })
})

describe('markdown', () => {
  it('has a line for each row, and nothing in the data becomes markup', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a|b', '<script>', '[x](javascript:1)', '`c`', '**d**', '\\|')), {
          maxLength: 5,
        }),
        (titles) => {
          const lines = markdown({ columns, rows: titles.map((title) => row(title)) }, words).split('\n')
          expect(lines).toHaveLength(titles.length + 3)
          for (const line of lines.slice(2, -1)) {
            expect(line.split('|')).toHaveLength(columns.length + 2)
            expect(line).not.toMatch(/[<>`[\]*\\]/)
          }
        },
      ),
    )
  })
})

it('json is the value, read back the same', () => {
  expect(JSON.parse(json({ a: ['南岗'] }))).toEqual({ a: ['南岗'] })
})
