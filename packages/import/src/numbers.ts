/** Amounts and percents as ledgers write them. Chinese numerals stand only in 九成: 三百万 is not read. */

const clean = (text: string): string => text.normalize('NFKC').replace(/[\s,，]/g, '')

/**
 * Yuan as a decimal string: `1,200.50`, `1.2亿元`, `3000万`, `３０００万元`. `unit` is how many yuan a number without a unit counts in, from the
 * column's header; without it such a number is undefined. Undefined too for what is negative, no amount, has fractions of a fen, or more
 * than 18 digits. Nothing is rounded.
 */
export function readAmount(text: string, unit?: number): string | undefined {
  const match = /^(?:约|人民币|¥)?(\d+)(?:\.(\d+))?(万|亿)?(元)?$/.exec(clean(text))
  if (!match) return undefined
  const [, whole = '', fraction = '', scale, yuan] = match
  const times = scale === '亿' ? 8 : scale === '万' ? 4 : yuan ? 0 : unit === undefined ? undefined : Math.round(Math.log10(unit))
  if (times === undefined) return undefined
  const digits = fraction.padEnd(times, '0')
  const yuans = (whole + digits.slice(0, times)).replace(/^0+(?=\d)/, '')
  const fen = digits.slice(times).replace(/0+$/, '')
  if (fen.length > 2 || yuans.length > 18) return undefined
  return fen === '' ? yuans : `${yuans}.${fen}`
}

/** A percent with what is said of it. */
export interface Percent {
  readonly value: number
  /** `≥90%`, `90%以上`; `≤5%`, `5%以内`. */
  readonly bound?: 'atLeast' | 'atMost'
}

const tenths = new Map([...'一二三四五六七八九'].map((sign, i) => [sign, i + 1]))

/** `60%`, `６０％`, `≥90%`, `90%以上`, `九成`, `九成五`, `9.5成`. Undefined when it is no percent, and for a number without a sign. */
export function readPercent(text: string): Percent | undefined {
  const match = /^(≥|>=|不低于|不少于|≤|<=|不高于|不超过|约)?(.+?)(以上|以下|以内|左右)?$/u.exec(clean(text))
  if (!match) return undefined
  const [, before = '', middle = '', after = ''] = match
  const value = percentIn(middle)
  if (value === undefined) return undefined
  if (/^(?:≥|>=|不低于|不少于)$/.test(before) || after === '以上') return { value, bound: 'atLeast' }
  if (/^(?:≤|<=|不高于|不超过)$/.test(before) || after === '以下' || after === '以内') return { value, bound: 'atMost' }
  return { value }
}

function percentIn(text: string): number | undefined {
  const sign = /^(-?\d{1,9}(?:\.\d{1,9})?)%$/.exec(text)
  if (sign) return Number(sign[1])
  if (text === '十成') return 100
  const parts = /^(?:([一二三四五六七八九])成([一二三四五六七八九半])?|(\d(?:\.\d{1,2})?|10)成)$/.exec(text)
  if (!parts) return undefined
  if (parts[3] !== undefined) return Math.round(Number(parts[3]) * 1000) / 100
  return (tenths.get(parts[1] as string) as number) * 10 + (parts[2] === '半' ? 5 : (tenths.get(parts[2] as string) ?? 0))
}

/** Whether a row says that it is on schedule: `是(达序)`, `顺利推进`, `正常` · `否`, `滞后`, `逾期`. Undefined when it says neither. */
export function readOnSchedule(text: string): boolean | undefined {
  const said = clean(text).toLowerCase()
  if (/^(?:否|未|不|滞后|落后|逾期|超期|缓慢|no$|late|behind)/.test(said)) return false
  if (/^(?:是|达序|已达|顺利|正常|按期|按时|按序时|序时|超序时|超前|提前|已完成|完成$|yes|onschedule|ontime)/.test(said)) return true
  return undefined
}
