import {
  type InputIssue,
  InvalidInput,
  isConflict,
  isCorrupt,
  isDuplicateCommand,
  isInvalidInput,
  isRefused,
  isStoreError,
  isTampered,
  isUnproved,
  type Refusal,
} from '../engine/errors.ts'
import type { AnySlice } from '../engine/slice.ts'
import type { Dictionary, SliceWords } from '../engine/words.ts'
import type { Language } from './language.ts'

type Sentence = (refusal: never, words: Dictionary) => string
type Listing = 'events' | 'commands' | 'views' | 'columns' | 'metrics'

/**
 * The words of the core in a language of `@bihuan/core/words`, and those of the slices, later ones over earlier ones. Looked up by own
 * keys only: codes may come from users.
 * @throws InvalidInput when `core` is not a language but, say, its name
 */
export function dictionary(slices: readonly AnySlice[], core: Language): Dictionary {
  if (typeof core !== 'object')
    throw new InvalidInput([
      { path: ['language'], code: 'badLanguage', message: 'give the language itself: zh or en of @bihuan/core/words' },
    ])
  const { lang } = core
  const layers: readonly SliceWords[] = [...slices.flatMap((slice) => slice.words?.[lang] ?? []).reverse(), core]

  const find = <V>(key: string, pick: (words: SliceWords) => Readonly<Record<string, V>> | undefined): V | undefined => {
    for (const layer of layers) {
      const found = own(pick(layer), key)
      if (found !== undefined) return found
    }
    return undefined
  }
  const label = (listing: Listing) => (key: string) => find(key, (layer) => layer[listing]) ?? key

  /** A code, or several after each other, each with what it is about: `overdue 12; lag 31.5`. */
  function code(list: string, text: string): string {
    const exact = find(text, (layer) => (list === 'metric' ? layer.metrics : own(layer.codes, list)))
    if (exact !== undefined) return exact
    if (text.includes('; '))
      return text
        .split('; ')
        .map((part) => code(list, part))
        .join(lang === 'zh' ? '；' : '; ')
    const [first = '', ...rest] = text.split(' ')
    const template = rest.length > 0 ? find(first, (layer) => own(layer.codes, list)) : undefined
    return template === undefined ? text : template.replace(/\{(\d)\}/g, (_, place) => rest[Number(place)] ?? '')
  }

  const words: Dictionary = {
    lang,
    event: label('events'),
    command: label('commands'),
    view: label('views'),
    // A month as a column, as in the wall chart, is told in short.
    metric: label('metrics'),
    column: (key) => (/^\d{4}-\d{2}$/.test(key) ? key.slice(2) : label('columns')(key)),
    code,
    refusal(refusal: Refusal) {
      const sentence = find<Sentence>(refusal.code, (layer) => layer.refusals as Readonly<Record<string, Sentence>> | undefined)
      return sentence ? sentence(refusal as never, words) : refusal.code
    },
    error: (error) => told(core, words, error),
  }
  return words
}

/** By own keys only: `valueOf` and `__proto__` are keys that somebody will ask for. */
function own<V>(record: Readonly<Record<string, V>> | undefined, key: string): V | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined
}

function told(core: Language, words: Dictionary, error: unknown): ReturnType<Dictionary['error']> {
  const say = (code: string, sentence: string) => ({ code, sentence, places: [] })
  const { errors } = core
  if (isRefused(error)) return say(error.refusal.code, words.refusal(error.refusal))
  if (isInvalidInput(error))
    return { code: 'invalidInput', sentence: errors.invalidInput, places: error.issues.map((issue) => place(core, issue)) }
  if (isConflict(error)) return say('conflict', errors.conflict(error.log))
  if (isDuplicateCommand(error)) return say('duplicateCommand', errors.duplicateCommand(error.command))
  if (isStoreError(error)) return say(error.code, `${errors.store[error.code] ?? error.code} (${error.message})`)
  if (isTampered(error)) return say('tampered', errors.tampered(error.position))
  if (isUnproved(error)) return say(error.code, errors.unproved[error.code]?.(error.facts) ?? error.message)
  if (isCorrupt(error)) return say(error.code, errors.corrupt[error.code]?.(error.position, error.what) ?? error.message)
  return say('unexpected', errors.unexpected(error instanceof Error ? error.message : String(typeof error === 'object' ? 'object' : error)))
}

function place({ errors }: Language, issue: InputIssue) {
  const sentence = own(errors.issues, issue.code)?.(issue.params ?? {})
  return { path: pathOf(issue.path), code: issue.code, sentence: sentence ?? issue.message }
}

/** `milestones[1].due`. */
const pathOf = (path: InputIssue['path']): string =>
  path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`), '')
