import { coreSlices, type Lang } from '@bihuan/core'
import { languages } from '@bihuan/core/words'
import { plain } from './columns.ts'
import type { LedgerField } from './ledger.ts'

/** Columns of the view `ledger`, as a table. */
export const ownColumns: readonly string[] = coreSlices
  .flatMap((slice) => ('ledger' in slice.views ? [slice.views.ledger] : []))
  .flatMap(
    (ledger) => ledger.table({ on: '', total: 0, lights: { done: 0, green: 0, yellow: 0, red: 0, grey: 0 }, rows: [] }, 'zh').columns,
  )
  .map(({ key }) => key)

/** What of them says something of the task itself. The others say how it goes, and follow from the log. */
export const ownFields = {
  task: 'no',
  title: 'title',
  goal: 'goal',
  due: 'due',
  lead: 'lead',
  responsible: 'responsible',
  cooperating: 'cooperating',
  content: 'content',
  scale: 'scale',
  amount: 'amount',
  source: 'source',
  from: 'from',
  measures: 'measures',
  class: 'class',
  ambition: 'ambition',
} as const satisfies Readonly<Record<string, LedgerField>>
type OwnKey = keyof typeof ownFields

const byLabel: Readonly<Record<Lang, ReadonlyMap<string, string>>> = {
  zh: new Map(ownColumns.map((key) => [plain(languages.zh.columns[key] ?? key), key])),
  en: new Map(ownColumns.map((key) => [plain(languages.en.columns[key] ?? key), key])),
}

/** What only the view calls a column so: ledgers that are kept by hand have none of these together. */
const marks = ['task', 'title', 'light', 'stage', 'planned', 'actual']

/** In which language a header is that of the view `ledger`, or undefined. */
export const ownLanguage = (headers: readonly string[]): Lang | undefined =>
  (['zh', 'en'] as const).find((lang) => {
    const keys = new Set(headers.map((header) => byLabel[lang].get(plain(header))))
    return marks.every((key) => keys.has(key))
  })

/** The field of one of its columns; undefined for what follows from the log. */
export function ownField(header: string, lang: Lang): LedgerField | undefined {
  const key = byLabel[lang].get(plain(header))
  return key !== undefined && Object.hasOwn(ownFields, key) ? ownFields[key as OwnKey] : undefined
}

/** The code that a label stands for, in either language, or undefined. */
export function codeOf(list: 'taskClass' | 'ambition', label: string): string | undefined {
  for (const { codes } of Object.values(languages))
    for (const [code, name] of Object.entries(codes[list])) if (plain(name) === plain(label) || code === label) return code
  return undefined
}
