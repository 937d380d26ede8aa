import type { Lang } from '@bihuan/core'
import { enPages } from './en.ts'
import type { PageWords } from './language.ts'
import { zhPages } from './zh.ts'

export type { PageWords } from './language.ts'

export const pageWords: Readonly<Record<Lang, PageWords>> = { zh: zhPages, en: enPages }
