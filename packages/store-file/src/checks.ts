import { InvalidInput, type LogRecord, logName } from '@bihuan/core'

export const invalid = (path: readonly (string | number)[], message: string) =>
  new InvalidInput([{ path, code: 'invalid_format', message }])

export const checkLogName = (log: string): void => {
  if (!logName.test(log)) throw invalid(['log'], `not the name of a log: ${JSON.stringify(log)}`)
}

export const checkPositions = (expected: number, records: readonly LogRecord[]): void => {
  for (const [index, { position }] of records.entries()) {
    const due = expected + 1 + index
    if (position !== due) throw invalid(['records', index, 'position'], `must be ${due}, is ${position}`)
  }
}

export const checkPageSize = (pageSize: number): void => {
  if (!Number.isSafeInteger(pageSize) || pageSize < 1) throw invalid(['pageSize'], 'a page holds 1 record or more')
}
