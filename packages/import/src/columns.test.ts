import { describe, expect, it } from 'vitest'
import { fieldOf, shortNames, synonyms, toldOf, toldSynonyms, yuanIn } from './columns.ts'

it('every synonym of a column means one field, however it is spaced and bracketed', () => {
  for (const [field, names] of Object.entries(synonyms))
    for (const name of names) expect([name, fieldOf(` ${name} `), toldOf(name)]).toEqual([name, field, undefined])
  for (const [told, names] of Object.entries(toldSynonyms))
    for (const name of names) expect([name, toldOf(` ${name} `), fieldOf(name)]).toEqual([name, told, undefined])
  expect(fieldOf('完 成\n时限（截止）')).toBeUndefined()
  expect(fieldOf('责任 单位*')).toBe('responsible')
})

describe('below a heading', () => {
  it('short names count, and the heading may be a part of the name', () => {
    for (const [field, names] of Object.entries(shortNames))
      for (const name of names) expect([name, fieldOf(name, '安排')]).toEqual([name, field])
    expect(fieldOf('牵头')).toBeUndefined()
    expect(fieldOf('牵头', '责任单位')).toBe('responsible')
    expect(fieldOf('编号', '项目')).toBe('no')
    expect(fieldOf('（万元）', '资金')).toBe('amount')
  })
})

it.each<[string, number | undefined]>([
  ['资金（万元）', 10_000],
  ['总投资（亿元）', 100_000_000],
  ['资金（元）', 1],
  ['amount', 1],
  ['Funding (yuan)', 1],
  ['资金', undefined],
])('%s is in %s yuan', (header, yuan) => expect(yuanIn(header)).toBe(yuan))
