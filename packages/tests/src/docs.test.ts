import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documents, markersOf, refreshed } from '../../../scripts/marked.ts'
import { root } from '../../../scripts/workspace.ts'

const textOf = (name: string) => readFileSync(join(root, name), 'utf8')

describe.each(documents)('%s', (name) => {
  it('shows the files and the output that it says it shows', { timeout: 120_000 }, async () => {
    expect(await refreshed(name)).toBe(textOf(name))
  })

  it('links to files that are there', () => {
    const links = [...textOf(name).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, target = '']) => target)
    expect(links.filter((target) => !existsSync(join(root, dirname(name), target)))).toEqual([])
  })
})

const translated = documents.filter((name) => documents.includes(name.replace(/\.md$/, '.zh.md')))

it('every document is there in both languages', () => {
  expect(translated.length * 2).toBe(documents.length)
})

describe.each(translated)('%s and its Chinese counterpart', (name) => {
  const [en, zh] = [textOf(name), textOf(name.replace(/\.md$/, '.zh.md'))]
  // Lines of code may begin with # too.
  const headings = (text: string) => [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ /gm)].map(([sign]) => sign)

  it('have the same headings and the same marked blocks', () => {
    expect(headings(zh)).toEqual(headings(en))
    expect(markersOf(zh)).toEqual(markersOf(en))
  })
})

it('the documents have marked blocks', () => {
  expect(documents.flatMap((name) => markersOf(textOf(name))).length).toBeGreaterThanOrEqual(6)
})
