/** Days as ledgers write them. Each reading says whether it is exact, or an end of something longer. */
export interface Read {
  readonly from?: string
  readonly due: string
  readonly exact: boolean
  /** `长期`, `常态化`: without an end. `due` is the year's. */
  readonly standing?: true
}

const day = (year: number, month: number, date: number): string | undefined => {
  const made = new Date(Date.UTC(year, month - 1, date))
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? made.toISOString().slice(0, 10) : undefined
}
const endOf = (year: number, month: number): string => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
const startOf = (year: number, month: number): string => `${year}-${String(month).padStart(2, '0')}-01`

const numerals = new Map([...'一二三四'].map((sign, i) => [sign, i + 1]))
const months = new Map(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'].map((sign, i) => [sign, i + 1]))
const digits = new Map([...'〇一二三四五六七八九'].map((sign, i) => [sign, String(i)]))

/** A longer text is prose, in which days are not looked for. */
const longest = 40

/** What stands around a day and does not move it: `力争6月底前完成`. */
const clean = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    // 二〇二二年
    .replace(/[一二][〇○零一二三四五六七八九]{3}(?=年)/gu, (year) => [...year].map((sign) => digits.get(sign) ?? '0').join(''))
    .replace(/^(?:力争|确保|争取|计划|预计|拟于|于|在)/u, '')
    .replace(/(?:完成|竣工|投用|建成|办结|开工|启动|到位)$/u, '')
    .replace(/[前止]$/u, '')
    .replace(/以前$|之前$/u, '')

/**
 * `2022-06-30`, `2022/6/30`, `20220630`, `202206`, `2022年6月底`, `6月底前`, `2022.6.30`, `2023-01/2023-11`, `2022年3月至11月`, `1-6月`, `2023Q1`, `2023H1`, `一季度`,
 * `前三季度`, `上半年`, `年中`, `全年`, `年底`, `2022-2024年`, `长期`. `year` stands for one that is not written.
 * Undefined when it is no date, or its year is not known. Years are 1000–2999.
 */
export function readDate(text: string, year: number | undefined): Read | undefined {
  if (text.length > longest) return undefined
  const said = clean(text)
  const full = /^([12]\d{3})([-./年])(\d{1,2})([-./月])(\d{1,2})日?$/u.exec(said) ?? /^([12]\d{3})()(\d{2})()(\d{2})$/u.exec(said)
  if (full) {
    const exact = day(Number(full[1]), Number(full[3]), Number(full[5]))
    return exact === undefined ? undefined : { due: exact, exact: true }
  }
  const compact = /^([12]\d{3})(0[1-9]|1[0-2])$/.exec(said)
  if (compact) return withinYear(Number(compact[1]), `${Number(compact[2])}月`)
  const years = /^([12]\d{3})年?(?:-|至|~|—+|–)([12]\d{3})年?[底末]?$/u.exec(said)
  if (years) return { from: `${years[1]}-01-01`, due: `${years[2]}-12-31`, exact: false }
  // A hyphen joins months only where nothing else can be meant: 1-6月, 2022年1-6月.
  const joined = /^((?:[12]\d{3}年)?\d{1,2})月?(?:-|–)(\d{1,2}月[底末]?)$/u.exec(said)
  const span = joined ?? /^(.+?)(?:至|~|—+|--)(.+)$/u.exec(said) ?? /^([^/]+)\/([^/]+)$/u.exec(said)
  if (span) {
    const first = readDate(joined ? `${span[1]}月` : (span[1] as string), year)
    const last = readDate(span[2] as string, first ? Number(first.due.slice(0, 4)) : year)
    const from = first && (first.from ?? first.due)
    return from !== undefined && last && from <= last.due ? { from, due: last.due, exact: first?.exact === true && last.exact } : undefined
  }
  const withYear = /^(?:([12]\d{3})(?:[-./年]|(?=$|[QqHh上下全第前一二三四])))?(.*)$/u.exec(said)
  const of = withYear?.[1] === undefined ? year : Number(withYear[1])
  const rest = withYear?.[2] ?? ''
  return of === undefined || said === '' ? undefined : withinYear(of, rest)
}

function withinYear(year: number, text: string): Read | undefined {
  const whole = { from: `${year}-01-01`, due: `${year}-12-31`, exact: false } as const
  if (/^(?:度|全年|年度?|年内|年底|年末|底|末|内|本年度?)?$/u.test(text)) return whole
  if (/^(?:长期|常年|常态化|长期坚持|长期推进|持续推进|持续)$/u.test(text)) return { ...whole, standing: true }
  if (/^年?中$/u.test(text)) return { from: whole.from, due: `${year}-06-30`, exact: false }
  const quarter = /^(?:第?([一二三四1-4])季度?|[Qq]([1-4]))[底末]?$/u.exec(text)
  if (quarter) {
    const n = Number(quarter[2] ?? numerals.get(quarter[1] as string) ?? quarter[1])
    return { from: startOf(year, n * 3 - 2), due: endOf(year, n * 3), exact: false }
  }
  const first = /^前([二三两23])个?季度?$/u.exec(text)
  if (first) return { from: whole.from, due: endOf(year, /[三3]/.test(first[1] as string) ? 9 : 6), exact: false }
  if (/^(?:上半年|[Hh]1)[底末]?$/u.test(text)) return { from: whole.from, due: `${year}-06-30`, exact: false }
  if (/^(?:下半年|[Hh]2)[底末]?$/u.test(text)) return { from: `${year}-07-01`, due: whole.due, exact: false }
  const month = /^(\d{1,2}|十[一二]?|[一二三四五六七八九])(?:月份?)?(底|末|上旬|中旬|下旬|初)?$/u.exec(text)
  if (month) {
    const n = Number(months.get(month[1] as string) ?? month[1])
    if (!(n >= 1 && n <= 12)) return undefined
    const date = { 上旬: 10, 初: 10, 中旬: 20 }[month[2] ?? '']
    return { from: startOf(year, n), due: date === undefined ? endOf(year, n) : (day(year, n, date) as string), exact: false }
  }
  const date = /^(\d{1,2})[-./月](\d{1,2})日?$/u.exec(text)
  const exact = date ? day(year, Number(date[1]), Number(date[2])) : undefined
  return exact === undefined ? undefined : { due: exact, exact: true }
}

/**
 * The day of a spreadsheet's serial number, which is what a date is to it: 44742 is 2022-06-30. Undefined outside 1990–2079, where a number
 * is more likely something else.
 */
export function daySerial(serial: number, from1904 = false): string | undefined {
  const days = Math.floor(serial) + (from1904 ? 1462 : 0)
  return days < 32_874 || days > 65_745 ? undefined : new Date(Date.UTC(1899, 11, 30 + days)).toISOString().slice(0, 10)
}

/** The one year that a text speaks of, such as a title: undefined when it names none, or several. */
export function yearIn(text: string): number | undefined {
  const found = new Set(clean(text).match(/(?<!\d)(?:19|20)\d{2}(?!\d)/gu) ?? [])
  return found.size === 1 ? Number([...found][0]) : undefined
}
