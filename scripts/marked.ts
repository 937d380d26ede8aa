// The marked blocks of the documents. A marker says what the fenced block behind it shows:
//   <!-- file: PATH -->              that file
//   <!-- output: SCRIPT -->          what that script prints
//   <!-- run: bihuan … -->           that command line and what it prints; <!-- run 3: … --> where it ends with exit code 3
// The command lines of a document run one after another, at the root, on one new store. What they write to /tmp/ goes to a folder of
// the document's own.
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run as bihuan } from '@bihuan/cli'
import { type Outcome, run } from './run.ts'
import { root } from './workspace.ts'

export const documents: readonly string[] = ['README.md', 'README.zh.md', ...globSync('docs/*.md', { cwd: root }).sort()]

const marked = /(<!-- (file|output|run(?: \d)?): (\S.*?) -->\n```\w*\n)([\s\S]*?)(```)/g

/** What a document's markers say, in their order. */
export const markersOf = (text: string): readonly string[] => [...text.matchAll(marked)].map(([, , kind, what]) => `${kind}: ${what}`)

/** A document with its marked blocks as they should be. Equal to what it is, unless something changed. */
export async function refreshed(name: string): Promise<string> {
  const text = readFileSync(join(root, name), 'utf8')
  const markers = text.match(/^<!-- (file|output|run)\b/gm) ?? []
  if (markers.length !== markersOf(text).length) throw new Error(`${name}: a marker without a fenced block right behind it`)
  const folder = mkdtempSync(join(tmpdir(), 'bihuan-docs-'))
  const lang = name.endsWith('.zh.md') ? 'zh' : 'en'
  try {
    let done = ''
    let at = 0
    for (const match of text.matchAll(marked)) {
      const [whole, open = '', kind = '', what = '', , close = ''] = match
      done += text.slice(at, match.index) + open + (await blockOf(kind, what, lang, folder)) + close
      at = match.index + whole.length
    }
    return done + text.slice(at)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function blockOf(kind: string, what: string, lang: string, folder: string): Promise<string> {
  if (kind === 'file') return readFileSync(join(root, what), 'utf8')
  if (kind === 'output') return said(await run(process.execPath, [...flags, what, '--lang', lang]), 0, what)
  return `$ ${folded(what)}\n${said(await ranHere(what, lang, folder), Number(kind.slice(4) || 0), what)}`
}

/** The command line in this process, which costs less than one of its own for each. */
async function ranHere(line: string, lang: string, folder: string): Promise<Outcome> {
  const [program, ...args] = wordsOf(line).map((word) => word.replace(/(?<=^|:)\/tmp(?=\/)/, folder))
  if (program !== 'bihuan') throw new Error(`${line}: only bihuan is run`)
  if (process.cwd() !== root) throw new Error(`paths in documents are those from ${root}`)
  let output = ''
  const write = (text: string) => {
    output += text
    return true
  }
  const code = await bihuan(args, {
    out: write,
    err: write,
    stdin: async () => new Uint8Array(),
    env: { BIHUAN_STORE: `sqlite:${join(folder, 'docs.db')}`, BIHUAN_LANG: lang },
    outIsTerminal: false,
    errIsTerminal: false,
    columns: undefined,
    onInterrupt: () => undefined,
    now: () => 0,
  })
  return { ok: code === 0, code, output: output.replaceAll(folder, '/tmp') }
}

const flags = ['--conditions=@bihuan/source', '--experimental-strip-types', '--disable-warning=ExperimentalWarning']

/** Salts and keys are random, so that hashes and verifier keys differ from run to run. */
function said({ code, output }: Outcome, expected: number, what: string): string {
  if (code !== expected) throw new Error(`${what} ended with ${code}, not ${expected}:\n${output}`)
  return output
    .replace(/\b[0-9a-f]{64}\b/g, '…')
    .replace(/\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{40,}/g, '+…')
    .replace(/^\ufeff/, '')
    .replace(/\r\n/g, '\n')
}

/** The words of a command line; quotes hold spaces together. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'))

/** A long command line goes on in the next line before an option. */
const folded = (line: string): string => {
  const lines = ['']
  for (const part of line.split(/ (?=--)/)) {
    const last = lines[lines.length - 1] as string
    if (last !== '' && last.length + part.length > 110) lines.push(`    ${part}`)
    else lines[lines.length - 1] = last === '' ? part : `${last} ${part}`
  }
  return lines.join(' \\\n')
}
