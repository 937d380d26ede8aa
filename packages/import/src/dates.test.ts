import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daySerial, readDate, yearIn } from './dates.ts'

describe('dates as ledgers write them', () => {
  it.each<[string, number | undefined, string | undefined, string | undefined]>([
    ['2022-06-30', undefined, undefined, '2022-06-30'],
    ['2022年6月30日前', undefined, undefined, '2022-06-30'],
    ['2022.6.3', undefined, undefined, '2022-06-03'],
    ['2022年6月底', undefined, '2022-06-01', '2022-06-30'],
    ['6月底前', 2024, '2024-06-01', '2024-06-30'],
    ['2月末', 2024, '2024-02-01', '2024-02-29'],
    ['十二月', 2022, '2022-12-01', '2022-12-31'],
    ['10月中旬', 2022, '2022-10-01', '2022-10-20'],
    ['一季度', 2022, '2022-01-01', '2022-03-31'],
    ['2022年第四季度', undefined, '2022-10-01', '2022-12-31'],
    ['2023Q1', undefined, '2023-01-01', '2023-03-31'],
    ['2023H1', undefined, '2023-01-01', '2023-06-30'],
    ['下半年', 2022, '2022-07-01', '2022-12-31'],
    ['2025', undefined, '2025-01-01', '2025-12-31'],
    ['全年', 2025, '2025-01-01', '2025-12-31'],
    ['年底前', 2022, '2022-01-01', '2022-12-31'],
    ['2023-01/2023-11', undefined, '2023-01-01', '2023-11-30'],
    ['2022年3月至11月', undefined, '2022-03-01', '2022-11-30'],
    ['6月15日', 2022, undefined, '2022-06-15'],
    ['2022/6/30', undefined, undefined, '2022-06-30'],
    ['20220630', undefined, undefined, '2022-06-30'],
    ['202206', undefined, '2022-06-01', '2022-06-30'],
    ['2022年６月３０日', undefined, undefined, '2022-06-30'],
    ['二〇二二年六月底', undefined, '2022-06-01', '2022-06-30'],
    ['力争6月底前完成', 2022, '2022-06-01', '2022-06-30'],
    ['1-6月', 2022, '2022-01-01', '2022-06-30'],
    ['2022年1-6月', undefined, '2022-01-01', '2022-06-30'],
    ['6—8月', 2022, '2022-06-01', '2022-08-31'],
    ['前三季度', 2022, '2022-01-01', '2022-09-30'],
    ['年中', 2022, '2022-01-01', '2022-06-30'],
    ['2022年内', undefined, '2022-01-01', '2022-12-31'],
    ['2022-2024年', undefined, '2022-01-01', '2024-12-31'],
    ['长期', 2022, '2022-01-01', '2022-12-31'],
    ['0000-12-31', undefined, undefined, undefined],
    ['2022-02-30', undefined, undefined, undefined],
    ['6月底', undefined, undefined, undefined],
    ['某日', 2022, undefined, undefined],
    ['13月', 2022, undefined, undefined],
    ['11月至3月', 2022, undefined, undefined],
    ['', 2022, undefined, undefined],
  ])('%s (%s) is %s to %s', (text, year, from, due) => {
    const read = readDate(text, year)
    expect([read?.from, read?.due]).toEqual([from, due])
  })

  it('what has no end is standing', () => {
    expect(readDate('常态化', 2022)).toMatchObject({ standing: true, due: '2022-12-31' })
    expect(readDate('全年', 2022)).not.toHaveProperty('standing')
  })

  it('any text is a sound day or none, and a span does not end before it begins', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789年月日底前至/-—.Q一二季度长期半上下旬') })),
        fc.option(fc.integer({ min: 1990, max: 2050 }), { nil: undefined }),
        (text, year) => {
          const read = readDate(text, year)
          for (const day of [read?.from, read?.due]) if (day !== undefined) expect(new Date(day).toISOString().slice(0, 10)).toBe(day)
          if (read?.from !== undefined) expect(read.from <= read.due).toBe(true)
        },
      ),
      { numRuns: 5000 },
    )
  })

  const days = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2079-12-31T00:00:00Z'), noInvalidDate: true })
  const chinese = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']
  const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
  const forms: Readonly<Record<string, (y: number, m: number, d: number) => string>> = {
    iso: (y, m, d) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`,
    chinese: (y, m, d) => `${y}年${m}月${d}日`,
    before: (y, m, d) => `${y}年${m}月${d}日前完成`,
    points: (y, m, d) => `${y}.${m}.${d}`,
    slashes: (y, m, d) => `${y}/${m}/${d}`,
    wide: (y, m, d) => wide(`${y}年${m}月${d}日`),
    compact: (y, m, d) => `${y}${String(m).padStart(2, '0')}${String(d).padStart(2, '0')}`,
    yearless: (_, m, d) => `${m}月${d}日`,
  }
  it.each(Object.entries(forms))('every day is read back exactly from its form %s', (_, write) => {
    fc.assert(
      fc.property(days, (date) => {
        const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
        expect(readDate(write(y, m, d), y)).toEqual({ due: date.toISOString().slice(0, 10), exact: true })
      }),
      { numRuns: 500 },
    )
  })

  it('the end of a month is the day before the first of the next, in digits and numerals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1990, max: 2079 }), fc.integer({ min: 1, max: 12 }), (y, m) => {
        const due = new Date(Date.UTC(y, m, 1) - 86_400_000).toISOString().slice(0, 10)
        for (const text of [`${y}年${m}月底`, `${y}年${chinese[m - 1]}月底前`, `${y}-${m}`])
          expect(readDate(text, undefined)?.due).toBe(due)
        expect(readDate(`${chinese[m - 1]}月`, y)?.from).toBe(`${due.slice(0, 8)}01`)
      }),
    )
  })

  it('a serial number is the day that a spreadsheet shows, since 1900 and since 1904', () => {
    // Excel: DATEVALUE("2022-06-30") = 44742, in the other system 43280
    expect([daySerial(44742), daySerial(44742.75), daySerial(43280, true)]).toEqual(['2022-06-30', '2022-06-30', '2022-06-30'])
    expect([daySerial(2022), daySerial(100_000)]).toEqual([undefined, undefined])
    fc.assert(
      fc.property(days, (date) => {
        const serial = Math.floor(date.getTime() / 86_400_000) + 25_569
        expect(daySerial(serial)).toBe(date.toISOString().slice(0, 10))
      }),
    )
  })

  it.each<[string, number | undefined]>([
    ['南岗区2022年重点任务台账', 2022],
    ['南岗区二〇二二年重点任务台账', 2022],
    ['2021—2025年规划', undefined],
    ['区政府文件〔2021〕5号 2022年台账', undefined],
    ['第20220301号', undefined],
    ['台账', undefined],
  ])('%s speaks of %s', (title, year) => expect(yearIn(title)).toBe(year))
})
