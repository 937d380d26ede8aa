/** Which days people work on. Deadlines in working days ask it. */
export interface Calendar {
  /** Whether `day` (`YYYY-MM-DD`) is a working day; undefined when the calendar does not know its year. It never guesses. */
  isWorkday(day: string): boolean | undefined
}
