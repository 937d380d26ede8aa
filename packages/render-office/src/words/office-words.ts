/** What workbooks, calendars and tables say beside the words of the district, in one language. The compiler names what is missing. */
export interface OfficeWords {
  /** A day as it is written in a document. */
  readonly day: (year: number, month: number, day: number) => string
  /** A view's name with the day that it speaks of. */
  readonly titleOf: (name: string, day: string) => string
  /** A view's name and what it is about. */
  readonly about: (name: string, subject: string) => string
  /** What a sheet is called that has no name of its own, and the one that holds lists of choices. */
  readonly sheet: string
  readonly lists: string
  /** Behind a text that was cut, with the number of characters that it had. */
  readonly cutAt: (length: number) => string
  readonly pageOf: (page: string, pages: string) => string
  readonly colon: string
  readonly error: string
  readonly nothing: string
  readonly total: string
  readonly scored: (points: number, rank: number, of: number, grade: string) => string
  /** Columns for which the district has no word. */
  readonly columns: {
    readonly code: string
    readonly sentence: string
    readonly place: string
    readonly tie: string
    readonly problem: string
    readonly opinion: string
    readonly decidedBy: string
    readonly decided: string
    readonly raised: string
    readonly severity: string
    readonly source: string
    readonly age: string
    readonly item: string
    readonly requested: string
    readonly filed: string
    readonly upheld: string
    readonly units: string
    readonly goals: string
  }
  readonly sheets: {
    readonly leads: string
    readonly units: string
    readonly gaps: string
    readonly appeals: string
    readonly table: string
  }
  /** What the marks of the month grid mean. */
  readonly marks: string
  /** How a date in a calendar begins: what is due, what starts. */
  readonly dues: {
    readonly task: string
    readonly milestone: string
    readonly meeting: string
    readonly reply: string
    readonly summary: (quarter: string) => string
  }
}
