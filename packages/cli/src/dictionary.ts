import { coreSlices, type Dictionary, dictionary, type Lang } from '@bihuan/core'

/** The core's words, for errors that come before a district is open. */
export const dictionaryOf = (lang: Lang): Dictionary => dictionary(coreSlices, lang)
