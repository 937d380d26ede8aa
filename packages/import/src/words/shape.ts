import type { Lang } from '@bihuan/core'
import type { Field, Told } from '../columns.ts'

/** Why a file can't be read at all: the code of an `InvalidInput`'s issue at `file`. */
export type FileCode =
  | 'notText'
  | 'notJson'
  | 'notCsv'
  | 'noRows'
  | 'notXlsx'
  | 'oldXls'
  | 'encrypted'
  | 'badZip'
  | 'tooLarge'
  | 'tooManyCells'
  | 'tooManyEntries'
  | 'badName'
  | 'badXml'
  | 'declaresEntities'
  | 'noSheet'
  | 'planHasProblems'

/** What is said of a place. A problem stands in the way, a warning says how something was understood, or that it was left out. */
export type RemarkCode =
  | 'unknownUnit'
  | 'ambiguousUnit'
  | 'noTitle'
  | 'noLead'
  | 'noDue'
  | 'badDue'
  | 'noYear'
  | 'noGoal'
  | 'unknownGoal'
  | 'ambiguousGoal'
  | 'twiceId'
  | 'takenId'
  | 'moreLeads'
  | 'newUnit'
  | 'groupUnit'
  | 'unknownPost'
  | 'badAmount'
  | 'noUnitOfAmount'
  | 'vagueDue'
  | 'serialDue'
  | 'standing'
  | 'dueBeforeFrom'
  | 'badClass'
  | 'yearOfTitle'
  | 'goalOfSection'
  | 'totalRow'
  | 'noteRow'
  | 'sectionRow'
  | 'headerRow'
  | 'joinedRow'
  | 'leftOut'
  | 'formula'
  | 'noValue'
  | 'errorCell'
  | 'macros'
  | 'otherSheets'
  | 'cannotEmpty'
  | 'refused'
  | 'invalid'

/** What is said of ledgers in one language. `{name}` stands for a fact. */
export interface LedgerWords {
  readonly lang: Lang
  readonly fields: Readonly<Record<Field | Told, string>>
  readonly file: Readonly<Record<FileCode, string>>
  readonly remarks: Readonly<Record<RemarkCode, string>>
  /** Before a remark. */
  readonly place: string
  readonly placeInSheet: string
}
