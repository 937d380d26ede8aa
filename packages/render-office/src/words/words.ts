import type { Dictionary, Lang } from '@bihuan/core'
import { officeEn } from './en.ts'
import type { OfficeWords } from './office-words.ts'
import { officialEn } from './official-en.ts'
import type { OfficialWords } from './official-words.ts'
import { officialZh } from './official-zh.ts'
import { officeZh } from './zh.ts'

const byLang: Readonly<Record<Lang, OfficeWords>> = { zh: officeZh, en: officeEn }

/** What office files say beside the words of the district. */
export const officeWords = (words: Dictionary): OfficeWords => byLang[words.lang]

const officialByLang: Readonly<Record<Lang, OfficialWords>> = { zh: officialZh, en: officialEn }

/** What official documents say. */
export const officialWords = (words: Dictionary): OfficialWords => officialByLang[words.lang]
