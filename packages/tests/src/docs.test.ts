import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { run } from './children/run.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const marked = /<!-- (file|output): (\S+) -->\n```\w*\n([\s\S]*?)```/g

describe.each(['README.md', 'README.zh.md'])('%s', (name) => {
  it('shows the files and the output that it says it shows', { timeout: 60_000 }, async () => {
    const text = await readFile(root + name, 'utf8')
    const blocks = [...text.matchAll(marked)]
    expect(blocks.length).toBeGreaterThanOrEqual(3)
    for (const [, kind, file, shown] of blocks) {
      const lang = name === 'README.md' ? 'en' : 'zh'
      const actual = kind === 'file' ? await readFile(root + file, 'utf8') : (await run(root + file, ['--lang', lang])).out
      expect(shown).toBe(actual)
    }
  })

  it('links to files that are there', async () => {
    const text = await readFile(root + name, 'utf8')
    for (const [, target] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) await readFile(root + target)
  })
})
