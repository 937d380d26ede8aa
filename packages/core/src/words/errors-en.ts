import type { ErrorWords } from './language.ts'

const types: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object',
  int: 'a whole number',
}
const formats: Readonly<Record<string, string>> = { date: 'a day such as 2022-06-30', datetime: 'an instant such as 2022-06-30T08:00:00Z' }
const listed = (values: unknown): string => (Array.isArray(values) ? values.map(String).join(', ') : String(values))

export const errorsEn: ErrorWords = {
  invalidInput: 'The input is not right; nothing was recorded.',
  issues: {
    invalid_type: ({ expected }) => `must be ${types[String(expected)] ?? String(expected)}`,
    too_small: ({ minimum, inclusive, origin }) =>
      origin === 'string' || origin === 'array'
        ? `must have at least ${minimum}`
        : `must be ${inclusive === false ? 'more than' : 'at least'} ${minimum}`,
    too_big: ({ maximum, inclusive, origin }) =>
      origin === 'string' || origin === 'array'
        ? `must have at most ${maximum}`
        : `must be ${inclusive === false ? 'less than' : 'at most'} ${maximum}`,
    invalid_format: ({ format, pattern }) =>
      formats[String(format)] !== undefined
        ? `must be ${formats[String(format)]}`
        : String(pattern).includes('{0,63}')
          ? 'must be an id: letters, digits, dots, hyphens and underscores, at most 64'
          : 'does not have the right form',
    unrecognized_keys: ({ keys }) => `there is no field ${listed(keys)}`,
    invalid_value: ({ values }) => `must be one of ${listed(values)}`,
    invalid_union: () => 'has none of the forms that are possible here',
    not_multiple_of: ({ divisor }) => `must be a multiple of ${divisor}`,
    blank: () => 'must not be blank',
    loneSurrogate: () => 'holds half a character',
    decimals: () => 'has more than two decimals',
    unknownCommand: ({ command }) => `there is no command ${command}`,
    unknownView: ({ view, views }) => `there is no view ${view}; there are ${listed(views)}`,
    badKey: () => 'is not a key or not a name that a key may have',
    badPosition: ({ size }) => `must be a position that the checkpoint covers, 1 to ${size}`,
    badLanguage: () => 'give the language itself: zh or en of @bihuan/core/words',
    notFound: ({ kind, id }) => `there is no ${String(kind)}:${String(id)}`,
    notShown: ({ view, by }) => `${String(by)} does not show the view ${String(view)}`,
    noSuchLog: ({ log, logs }) => `the store has no log ${log}; it has ${Array.isArray(logs) && logs.length > 0 ? listed(logs) : 'none'}`,
    otherLog: ({ log, position }) => `log ${log} holds something else from position ${position} on`,
    notEmpty: ({ log, position }) => `the log ${log} is not empty: it has ${position} events`,
    notJson: ({ why }) => `is not JSON: ${why}`,
    notExported: ({ lacks }) => `was not written by bihuan: ${lacks} is missing`,
    contradicts: ({ expected }) => `contradicts the record, which says ${expected}`,
    otherLeaf: () => 'the record does not have this hash: it was changed',
    unknownType: ({ type }) => `there is no event type ${type}`,
    newerVersion: ({ known }) => `was written by a newer version; versions up to ${known} are known`,
    gap: ({ expected }) => `must be ${expected}: positions have no gaps`,
    halfCommand: ({ what }) => `command ${what} is not there as a whole`,
    outOfPlace: () => 'does not fit what stands before it',
    badZone: () => 'is not an IANA time zone such as Asia/Shanghai',
    oneOf: () => 'give either a position or an instant',
    oneSubject: () => 'give one of a unit, a post and a task',
    schemeOrDraft: () => 'give either a scheme or a draft',
    endsBefore: () => 'the period ends before it begins',
    contradiction: () => 'a problem goes to a task or to none',
  },
  conflict: (log) => `Others keep writing to log ${log}; nothing was recorded. Try again.`,
  duplicateCommand: (command) => `The log already holds command ${command}.`,
  store: {
    unavailable: 'The store can not be used at the moment.',
    busy: 'Another writer holds the store.',
    notAStore: 'There is something else in the place of the store.',
    damaged: 'The store is damaged.',
    newer: 'The store was written by a newer version.',
    closed: 'The store is closed.',
    unsupported: 'The store does not support this.',
  },
  tampered: (position) => `The record at position ${position} was changed after it was recorded.`,
  unproved: {
    badCheckpoint: ({ what }) => `This is not a checkpoint, or a damaged one: ${what}.`,
    badProof: () => 'This is not a proof.',
    badSignature: ({ name }) => `The signature of ${name} does not fit the checkpoint.`,
    noQuorum: ({ signed, quorum }) => `Of the keys that are trusted, ${signed} signed the checkpoint; ${quorum} are asked for.`,
    otherOrigin: ({ origin, expected }) => `The checkpoint is of ${origin}, not of ${expected}.`,
    tooShort: ({ size, events }) =>
      events === undefined
        ? `The log ends before the ${size} events of the checkpoint.`
        : `The log has ${events} events; the checkpoint had ${size}: events are missing at its end.`,
    otherRoot: ({ size }) => `The first ${size} events are not those that the checkpoint speaks of: the record was rewritten.`,
    notIncluded: ({ position }) => `The event is not the one that stands at position ${position} of the log.`,
  },
  corrupt: {
    notJson: (position) => `The record at position ${position} is not readable.`,
    unknownType: (position, what) => `The record at position ${position} is of type ${what}, which this version does not know.`,
    newerVersion: (position, what) => `The record at position ${position} was written by a newer version (${what}).`,
    badShape: (position, what) => `The record at position ${position} does not have its form: ${what}.`,
    gap: (position) => `Records are missing before position ${position}.`,
    halfCommand: (position, what) => `At position ${position}, command ${what} is not there as a whole.`,
  },
  unexpected: (message) => `Unexpected: ${message}`,
}
