import { coreSlices, dictionary, isInvalidInput } from '@bihuan/core'
import { languages } from '@bihuan/core/words'
import { expect, it } from 'vitest'
import { ledgerWords, type Remark, readLedger, tellFile, tellRemark } from './index.ts'

const facts = (template: string) => [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

it('both languages say the same things, with the same facts', () => {
  const { zh, en } = ledgerWords
  for (const list of ['file', 'remarks'] as const) {
    expect(Object.keys(zh[list])).toEqual(Object.keys(en[list]))
    for (const [code, template] of Object.entries(zh[list]))
      expect([code, facts(template)]).toEqual([code, facts((en[list] as Record<string, string>)[code] as string)])
  }
})

it('a remark is told with its place, and with what the options are called', () => {
  const words = { zh: dictionary(coreSlices, languages.zh), en: dictionary(coreSlices, languages.en) }
  const names = { goal: '--goal', due: '--due', year: '--year', createUnits: '--create-units' }
  const unknown: Remark = { sheet: '台账', row: 5, column: '牵头单位', cell: 'D5', code: 'unknownUnit', facts: { unit: '园林局' } }
  expect(tellRemark(unknown, words.zh, names)).toBe('工作表“台账”第5行，牵头单位：没有单位“园林局”，请先设立，或加 --create-units')
  expect(tellRemark(unknown, words.en)).toBe('sheet 台账, row 5, 牵头单位: there is no unit 园林局; establish it first, or use createUnits')
  const refused: Remark = {
    row: 2,
    column: '任务',
    code: 'refused',
    facts: { refusal: JSON.stringify({ code: 'unknown', rule: 'R1', what: 'goal', id: 'g' }) },
  }
  for (const lang of ['zh', 'en'] as const)
    expect(tellRemark(refused, words[lang])).toContain(words[lang].refusal({ code: 'unknown', rule: 'R1', what: 'goal', id: 'g' } as never))
  const issue = { path: ['title'], code: 'too_big', message: 'long', params: { maximum: 400, origin: 'string' } }
  expect(tellRemark({ row: 2, column: '任务', code: 'invalid', facts: { issue: JSON.stringify(issue) } }, words.en)).toBe(
    'row 2, 任务: must have at most 400',
  )
})

it('a file that can not be read is told by its code, in either language', async () => {
  const error: unknown = await readLedger('a,b\n1,2\n').catch((thrown: unknown) => thrown)
  if (!isInvalidInput(error)) throw error
  const [issue] = error.issues
  expect(issue && tellFile(issue, 'zh', '台账.csv')).toBe('文件台账.csv没有写明任务的表头，无可导入。')
  expect(issue && tellFile(issue, 'en', '台账.csv')).toBe('The file 台账.csv has no header that names tasks; nothing to import.')
  expect(tellFile({ path: [], code: 'valueOf', message: '' }, 'zh')).toBeUndefined()
})
