// Writes the marked blocks of the READMEs anew: files as they are, and what scripts print. A test compares them.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.ts'
import { root } from './workspace.ts'

const marked = /(<!-- (file|output): (\S+) -->\n```\w*\n)[\s\S]*?(```)/g

for (const [name, lang] of [
  ['README.md', 'en'],
  ['README.zh.md', 'zh'],
] as const) {
  const path = join(root, name)
  const text = readFileSync(path, 'utf8')
  const blocks = new Map<string, string>()
  for (const [, , kind, file] of text.matchAll(marked)) {
    if (kind === 'file') blocks.set(`file ${file}`, readFileSync(join(root, file ?? ''), 'utf8'))
    else {
      const flags = ['--conditions=@bihuan/source', '--experimental-strip-types', '--disable-warning=ExperimentalWarning']
      blocks.set(`output ${file}`, (await run(process.execPath, [...flags, file ?? '', '--lang', lang])).output)
    }
  }
  writeFileSync(
    path,
    text.replace(marked, (_, open, kind, file, close) => open + blocks.get(`${kind} ${file}`) + close),
  )
}
