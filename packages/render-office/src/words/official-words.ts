/** What official documents say, in one language. Numbers in `blankNumber` and `blankDay` are blanks of so many characters. */
export interface OfficialWords {
  /** A month `YYYY-MM` as it is written in a sentence. */
  readonly month: (month: string) => string
  readonly numbered: (level: 1 | 2 | 3, ordinal: number) => string
  /** The issuer's mark over a document. */
  readonly mark: (issuer: string) => string
  readonly number: (code: string, year: number, number: number) => string
  readonly blankNumber: readonly (string | number)[]
  readonly blankDay: readonly (string | number)[]
  readonly signer: string
  readonly colon: string
  readonly stop: string
  readonly attachment: string
  /** Characters before an attachment's name, and before the copies. */
  readonly attachmentIndent: number
  readonly copies: string
  readonly copiesIndent: number
  readonly printed: string
  readonly none: string
  readonly ordinal: string
  readonly percent: (percent: number) => string
  readonly days: (days: number) => string
  readonly columns: {
    readonly lights: string
    readonly count: string
    readonly what: string
    readonly about: string
    readonly result: string
  }
  readonly circular: {
    readonly units: string
    readonly tasks: string
    readonly round: (name: string) => string
    readonly end: string
  }
  readonly order: {
    readonly title: (unit: string) => string
    readonly lead: (day: string, count: number) => string
    readonly duties: string
    readonly items: string
    readonly demands: string
    readonly demand: readonly [string, string, string]
  }
  readonly interview: {
    readonly title: (unit: string) => string
    readonly lead: (reason: string) => string
    readonly about: string
    readonly unit: string
    readonly post: string
    readonly day: string
    readonly place: string
    readonly who: string
    readonly tasks: string
    readonly commitments: string
    readonly due: (day: string) => string
    readonly end: string
  }
  readonly listing: {
    readonly title: (unit: string) => string
    readonly lead: (reason: string, unit: string) => string
    readonly tasks: string
    readonly deadline: string
    readonly until: (placed: string, due: string) => string
    readonly lifting: string
    readonly lift: string
    readonly end: string
  }
  readonly reminder: {
    /** The reminder of a month `YYYY-MM`, or the urging of a day. */
    readonly of: (period: string) => string
    readonly title: (unit: string, period: string, urging: boolean) => string
    readonly lead: (day: string, count: number) => string
    readonly duties: string
    readonly missed: string
    readonly missedMonths: (months: string) => string
    readonly reply: string
    readonly replyBy: (day: string) => string
  }
  readonly summary: {
    readonly title: (quarter: string) => string
    readonly lead: (day: string, tasks: number) => string
    readonly overall: string
    readonly lights: (counts: Readonly<Record<'done' | 'green' | 'yellow' | 'red' | 'grey', number>>) => string
    readonly goals: string
    readonly lists: string
    readonly listed: (counts: {
      readonly tasks: number
      readonly problems: number
      readonly coordinations: number
      readonly feedback: number
      readonly closings: number
    }) => string
    readonly loop: string
    readonly rate: (kind: string, closed: number, total: number, share: number | null) => string
    readonly behind: string
    readonly noneBehind: string
    readonly conclusions: (heardBy: string, day: string) => string
    readonly notPresented: string
  }
}
