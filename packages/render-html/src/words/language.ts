/** What pages say of themselves in one language: the compiler names what is missing. Labels of codes are in the words of the district. */
export interface PageWords {
  /** The language, as HTML names it. */
  readonly htmlLang: string
  readonly asOf: (day: string) => string
  readonly contents: string
  readonly toContent: string
  readonly generated: string
  readonly asTable: string
  readonly nothing: string
  readonly sealed: string
  readonly rowsFromTo: (from: number, to: number, of: number) => string
  readonly shownOf: (shown: number, of: number) => string
  readonly errorTitle: string
  readonly places: string
  readonly goals: string
  readonly tasks: string
  readonly goalAndTask: string
  readonly actualOfPlan: string
  readonly months: string
  readonly sheetOf: (at: number, of: number) => string
  readonly today: string
  readonly milestoneOpen: string
  readonly milestoneReached: string
  readonly milestoneConfirmed: string
  readonly milestoneLate: string
  readonly wallNote: string
  readonly wallDesc: (goals: number, tasks: number) => string
  readonly tree: string
  readonly treeDesc: (strategies: number, goals: number) => string
  readonly period: string
  readonly supersededBy: string
  readonly vision: string
  readonly positioning: string
  readonly principles: string
  readonly weight: string
  readonly trendDesc: (count: number, value: number | null, target: number | null) => string
  readonly boardDesc: (count: number) => string
  readonly notMeasured: string
  readonly illustrative: string
  readonly figures: string
  readonly sourceOfFigure: string
  readonly allGroups: string
  readonly noRound: string
  readonly fullMarks: string
  readonly leagueDesc: (groups: number) => string
  readonly cardDesc: (points: number | null) => string
  readonly noCard: string
  readonly lines: string
  readonly sumOfLines: string
  readonly appeals: string
  readonly decided: string
  readonly upheld: string
  readonly basis: string
  readonly scheme: string
  readonly cutOff: string
  readonly draft: string
  readonly comparedWith: string
  readonly regraded: string
  readonly units: string
  readonly beforeAndAfter: string
  readonly more: string
  readonly less: string
  readonly slopeDesc: (units: number, regraded: number) => string
  readonly closingRate: string
  readonly closedOf: (closed: number, came: number, open: number) => string
  readonly whereItStands: string
  readonly loopDesc: (stages: number) => string
  readonly waiting: (count: number, days: number) => string
  readonly came: string
  readonly stillOpen: string
  readonly leftOtherwise: string
  readonly standing: string
  readonly cycleTimes: string
  readonly way: string
  readonly medianDays: string
  readonly stuck: string
  readonly returns: string
  readonly requests: string
  readonly items: string
  readonly reports: string
  readonly problems: string
  readonly flowDesc: string
  readonly severity: string
  readonly ofTask: string
  readonly from: string
  readonly opinion: string
  readonly decidedBy: string
  readonly toDo: string
  readonly times: (count: number) => string
  readonly suggestedNext: string
  readonly ladderDesc: (units: number) => string
  readonly unitsThere: string
  readonly personDecides: string
  readonly reminderDay: string
  readonly meetingHeld: string
  readonly nextMeeting: string
  /** From Monday. */
  readonly weekdays: readonly string[]
  readonly moreOf: (count: number) => string
  readonly monthDesc: (days: number) => string
  readonly calendar: string
  readonly overdueBefore: (count: number) => string
  readonly lateOfThem: (count: number) => string
  readonly daysLate: (days: number) => string
  readonly inPack: (count: number) => string
  readonly remindersSent: (count: number) => string
  readonly issued: string
  readonly replyBy: string
  readonly unanswered: string
  readonly duties: string
  readonly missedMonths: string
  readonly allThree: string
  readonly openTasks: string
  readonly readinessDesc: (all: number, total: number) => string
  readonly missing: string
  readonly coverageDesc: (measures: number) => string
  readonly matrix: string
  readonly leads: string
  readonly responsibleFor: string
  readonly leadsCount: string
  readonly tasksLed: (count: number) => string
  readonly portfolio: string
  readonly fiveLanes: string
  readonly lanesDesc: (count: number) => string
  readonly inOrder: string
  readonly entries: string
  readonly eventNo: string
  readonly nothingChanged: string
  readonly changesDesc: (count: number) => string
  readonly whatChanged: string
  readonly forTheBetter: string
  readonly forTheWorse: string
  readonly otherChange: string
}
