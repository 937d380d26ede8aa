import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAmount, readOnSchedule, readPercent } from './numbers.ts'

describe('amounts', () => {
  it.each<[string, number | undefined, string | undefined]>([
    ['1200.50', 1, '1200.5'],
    ['1,200.50元', undefined, '1200.5'],
    ['1.2亿元', undefined, '120000000'],
    ['1.2亿', 10_000, '120000000'],
    ['3000万', undefined, '30000000'],
    ['３０００万元', undefined, '30000000'],
    ['3000', 10_000, '30000000'],
    ['0.0001', 10_000, '1'],
    ['130.42', 100_000_000, '13042000000'],
    ['0', 1, '0'],
    ['3000', undefined, undefined],
    ['三百万', 1, undefined],
    ['-5', 1, undefined],
    ['1.005', 1, undefined],
    ['1e3', 1, undefined],
    ['9'.repeat(19), 1, undefined],
    ['', 1, undefined],
  ])('%s in %s yuan is %s', (text, unit, yuan) => expect(readAmount(text, unit)).toBe(yuan))

  it('an amount is the same in yuan, 万元 and 亿元, and never rounded', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 99 }), (yuan, fen) => {
        const exact = fen === 0 ? `${yuan}` : `${yuan}.${String(fen).padStart(2, '0')}`.replace(/0$/, '')
        const scaled = (digits: number) => {
          const all = `${yuan}`.padStart(digits + 1, '0')
          return `${all.slice(0, -digits)}.${all.slice(-digits)}${String(fen).padStart(2, '0')}`
        }
        expect([readAmount(`${exact}元`), readAmount(exact, 1), readAmount(`${scaled(4)}万元`), readAmount(scaled(8), 1e8)]).toEqual([
          exact,
          exact,
          exact,
          exact,
        ])
      }),
    )
  })

  it('whatever is read is what the log takes as money', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.,万亿元约') })), (text) => {
        const yuan = readAmount(text, 1)
        if (yuan !== undefined) expect(yuan).toMatch(/^(0|[1-9][0-9]{0,17})(\.[0-9]{1,2})?$/)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('percents', () => {
  it.each<[string, ReturnType<typeof readPercent>]>([
    ['60%', { value: 60 }],
    ['６０％', { value: 60 }],
    ['≥90%', { value: 90, bound: 'atLeast' }],
    ['90%以上', { value: 90, bound: 'atLeast' }],
    ['不低于95.5%', { value: 95.5, bound: 'atLeast' }],
    ['5%以内', { value: 5, bound: 'atMost' }],
    ['≤4.3%', { value: 4.3, bound: 'atMost' }],
    ['约30%', { value: 30 }],
    ['九成', { value: 90 }],
    ['九成五', { value: 95 }],
    ['九成半', { value: 95 }],
    ['9.5成', { value: 95 }],
    ['十成', { value: 100 }],
    ['60', undefined],
    ['完成', undefined],
    ['', undefined],
  ])('%s is %o', (text, percent) => expect(readPercent(text)).toEqual(percent))

  it('a number with a sign is read back, however wide', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.boolean(), (hundredths, wide) => {
        const said = `${hundredths / 100}%`
        const text = wide ? said.replace(/[\d%]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)) : said
        expect(readPercent(text)).toEqual({ value: hundredths / 100 })
      }),
    )
  })
})

it.each<[string, boolean | undefined]>([
  ['是(达序)', true],
  ['顺利推进', true],
  ['已完成', true],
  ['否', false],
  ['滞后', false],
  ['未达序时', false],
  ['不正常', false],
  ['现场施工', undefined],
])('%s: on schedule is %s', (text, said) => expect(readOnSchedule(text)).toBe(said))
