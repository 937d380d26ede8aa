/** Days as ledgers write them. Each reading says whether it is exact, or an end of something longer. */
export interface Read {
  readonly from?: string
  readonly due: string
  readonly exact: boolean
}

const day = (year: number, month: number, date: number): string | undefined => {
  const made = new Date(Date.UTC(year, month - 1, date))
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? made.toISOString().slice(0, 10) : undefined
}
const endOf = (year: number, month: number): string => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)

const numerals = new Map([...'一二三四'].map((sign, i) => [sign, i + 1]))
const months = new Map(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'].map((sign, i) => [sign, i + 1]))

/**
 * `2022-06-30`, `2022年6月底`, `6月底前`, `2023-01/2023-11`, `2023Q1`, `2023H1`, `一季度`, `全年`, `年底`. `year` stands for one that is not written.
 * Undefined when it is no date, or its year is not known. Years are 1000–2999.
 */
export function readDate(text: string, year: number | undefined): Read | undefined {
  const clean = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[前止]$/u, '')
    .replace(/以前$|之前$/u, '')
  const span = /^(.+?)(?:\/|至|~|—|--)(.+)$/u.exec(clean)
  if (span) {
    const first = readDate(span[1] as string, year)
    const last = readDate(span[2] as string, first ? Number(first.due.slice(0, 4)) : year)
    return first && last ? { from: first.from ?? first.due, due: last.due, exact: first.exact && last.exact } : undefined
  }
  const full = /^([12]\d{3})[-./年](\d{1,2})[-./月](\d{1,2})日?$/u.exec(clean)
  if (full) {
    const exact = day(Number(full[1]), Number(full[2]), Number(full[3]))
    return exact === undefined ? undefined : { due: exact, exact: true }
  }
  const withYear = /^(?:([12]\d{3})[-./年]?)?(.*)$/u.exec(clean)
  const of = withYear?.[1] === undefined ? year : Number(withYear[1])
  const rest = withYear?.[2] ?? ''
  return of === undefined ? undefined : withinYear(of, rest)
}

function withinYear(year: number, text: string): Read | undefined {
  if (/^(?:度|全年|年底|底|末)?$/u.test(text)) return { from: `${year}-01-01`, due: `${year}-12-31`, exact: false }
  const quarter = /^(?:第?([一二三四1-4])季度?|[Qq]([1-4]))[底末]?$/u.exec(text)
  if (quarter) {
    const n = Number(quarter[2] ?? numerals.get(quarter[1] as string) ?? quarter[1])
    return { from: `${year}-${String(n * 3 - 2).padStart(2, '0')}-01`, due: endOf(year, n * 3), exact: false }
  }
  if (/^(?:上半年|[Hh]1)$/u.test(text)) return { from: `${year}-01-01`, due: `${year}-06-30`, exact: false }
  if (/^(?:下半年|[Hh]2)$/u.test(text)) return { from: `${year}-07-01`, due: `${year}-12-31`, exact: false }
  const month = /^(\d{1,2}|十[一二]?|[一二三四五六七八九])(?:月份?)?(底|末|上旬|中旬|下旬|初)?$/u.exec(text)
  if (month) {
    const n = Number(months.get(month[1] as string) ?? month[1])
    if (!(n >= 1 && n <= 12)) return undefined
    const date = { 上旬: 10, 初: 10, 中旬: 20 }[month[2] ?? '']
    return { from: day(year, n, 1) as string, due: date === undefined ? endOf(year, n) : (day(year, n, date) as string), exact: false }
  }
  const date = /^(\d{1,2})[-./月](\d{1,2})日?$/u.exec(text)
  const exact = date ? day(year, Number(date[1]), Number(date[2])) : undefined
  return exact === undefined ? undefined : { due: exact, exact: true }
}
