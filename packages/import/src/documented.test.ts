import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { workbookLimits } from './index.ts'

const { file, part, cells, entries } = workbookLimits
const mib = (bytes: number) => `${bytes / 2 ** 20} MiB`
const many = (count: number) => count.toLocaleString('en')

/** White space in a document is where its lines happen to end. */
const textOf = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8').replace(/\s+/g, ' ')

it.each([
  ['import.md', `${mib(file)} a file, ${mib(part)} a part, ${many(cells)} cells a sheet, ${many(entries)} parts.`],
  ['import.zh.md', `文件 ${mib(file)}，每一部分 ${mib(part)}，每张工作表 ${many(cells)} 个单元格，${many(entries)} 个部分。`],
])('%s says the limits of workbooks as they are', (name, limits) => {
  expect(textOf(name)).toContain(limits)
})
