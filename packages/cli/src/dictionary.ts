import { type AnySlice, coreSlices, type Dictionary, dictionary, type Lang } from '@bihuan/core'
import { languages } from '@bihuan/core/words'

/** The core's words and those of added slices, for errors that come when no district is open. */
export const dictionaryOf = (lang: Lang, added: readonly AnySlice[]): Dictionary => dictionary([...coreSlices, ...added], languages[lang])
