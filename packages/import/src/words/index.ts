import { type Dictionary, type InputIssue, InvalidInput, type Lang } from '@bihuan/core'
import type { Remark } from '../ledger.ts'
import { en } from './en.ts'
import type { FileCode, LedgerWords } from './shape.ts'
import { zh } from './zh.ts'

/** All words on ledgers, by language. */
export const ledgerWords: Readonly<Record<Lang, LedgerWords>> = { zh, en }

/** What the options are called where somebody reads it: on a command line `--create-units`. */
export interface OptionNames {
  readonly goal: string
  readonly due: string
  readonly year: string
  readonly createUnits: string
}
const plainNames: OptionNames = { goal: 'goal', due: 'due', year: 'year', createUnits: 'createUnits' }

const fill = (template: string, facts: Readonly<Record<string, unknown>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(facts, name) ? String(facts[name]) : whole))

/** A remark as a sentence behind its place. `words` are the district's, for what its rules refuse; `names` those of the options. */
export function tellRemark(remark: Remark, words: Dictionary, names: OptionNames = plainNames): string {
  const own = ledgerWords[words.lang]
  const { code, facts, ...place } = remark
  const options = { optGoal: names.goal, optDue: names.due, optYear: names.year, optCreateUnits: names.createUnits }
  const said = code === 'refused' || code === 'invalid' ? { sentence: told(code, facts, words) } : facts
  return fill(place.sheet === undefined ? own.place : own.placeInSheet, { ...place }) + fill(own.remarks[code], { ...options, ...said })
}

/** What a rule or a shape refuses is kept as it is, since its sentence may be an extension's. */
function told(code: 'refused' | 'invalid', facts: Remark['facts'], words: Dictionary): string {
  if (code === 'refused') return words.refusal(JSON.parse(facts.refusal as string))
  const [place] = words.error(new InvalidInput([JSON.parse(facts.issue as string)])).places
  return place?.sentence ?? ''
}

/** Why a file can't be read, or a plan not be applied, as a sentence; undefined when the issue is another's. */
export function tellFile(issue: InputIssue, lang: Lang, file = ''): string | undefined {
  const { file: sentences } = ledgerWords[lang]
  return Object.hasOwn(sentences, issue.code) ? fill(sentences[issue.code as FileCode], { file, ...issue.params }) : undefined
}
