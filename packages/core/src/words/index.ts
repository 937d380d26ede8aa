import type { Lang } from '../engine/view.ts'
import { en } from './en.ts'
import type { Language } from './language.ts'
import { zh } from './zh.ts'

export type { Language } from './language.ts'
export { en, zh }

/** The languages by name, for programs that learn at run time which one is wanted. A page that needs one imports that one. */
export const languages: Readonly<Record<Lang, Language>> = { zh, en }
