import type { Dictionary, Lang } from '@bihuan/core'
import { officeEn } from './en.ts'
import type { OfficeWords } from './office-words.ts'
import { officeZh } from './zh.ts'

const byLang: Readonly<Record<Lang, OfficeWords>> = { zh: officeZh, en: officeEn }

/** What office files say beside the words of the district. */
export const officeWords = (words: Dictionary): OfficeWords => byLang[words.lang]
