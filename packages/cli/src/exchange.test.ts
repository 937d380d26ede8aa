import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from './index.ts'
import { runWith as cli } from './run-for-tests.ts'

let folder = ''
let store: readonly string[] = []
let root = ''
let events = 0
const at = (name: string) => join(folder, name)
const in_ = (name: string) => ['--store', `sqlite:${at(name)}`]
const verified = async (where: readonly string[]) => JSON.parse((await cli(['verify', ...where, '--json'])).out)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bihuan 交换 '))
  store = in_('南岗.db')
  const made = JSON.parse((await cli(['init', '--template', 'nangang-1123', ...store, '--json'])).out)
  root = made.root
  events = made.events
}, 30_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.each(['cloudevents', 'ocel'])('export and import as %s', (format) => {
  it('give a log with the same root in another store', async () => {
    const file = at(`${format}.json`)
    expect(JSON.parse((await cli(['export', '--format', format, '-o', file, ...store, '--json'])).out)).toEqual({ events, file })
    const target = in_(`${format}.db`)
    const imported = await cli(['import', file, '--format', format, '--root', root.toUpperCase(), ...target, '--json'])
    expect(JSON.parse(imported.out)).toMatchObject({ log: 'district', events, root })
    expect(await verified(target)).toMatchObject({ events, root })
    const again = await cli(['import', file, '--format', format, ...target])
    expect(again).toMatchObject({ code: exitCodes.invalid, out: '' })
    expect(again.err).toContain('[notEmpty]')
  })

  it('go through pipes, and tell events and root', async () => {
    const { out: input } = await cli(['export', '--format', format, ...store])
    const { out, code } = await cli(['import', '-', '--format', format, '--store', 'memory:', '--log', 'copy'], { input })
    expect([code, out]).toEqual([0, `${events} events imported into log copy; root ${root}\n`])
  })

  it('refuse a changed file with the place, and make no store', async () => {
    const { out } = await cli(['export', '--format', format, ...store])
    await writeFile(at('changed.json'), out.replace('2022-01-04', '2022-01-03'))
    const target = in_(`changed-${format}.db`)
    const { code, err } = await cli(['import', at('changed.json'), '--format', format, ...target, '--lang', 'zh'])
    expect(code).toBe(exitCodes.invalid)
    expect(err).toMatch(/\[\d+\]\S+: .+ \[(otherLeaf|contradicts)\]/)
    expect(existsSync(at(`changed-${format}.db`))).toBe(false)
  })

  it('refuse another root', async () => {
    const { out: input } = await cli(['export', '--format', format, ...store])
    const { code, err } = await cli(['import', '-', '--format', format, '--root', 'f'.repeat(64), '--store', 'memory:'], { input })
    expect([code, err]).toEqual([exitCodes.broken, expect.stringContaining('[otherRoot]')])
  })
})

describe('export', () => {
  it('names the log in CloudEvents as it is told to', async () => {
    const { out } = await cli(['export', '--format', 'cloudevents', '--source', 'https://district.example/log', ...store])
    expect(JSON.parse(out)[0].source).toBe('https://district.example/log')
  })

  it.each<[string, readonly string[], string]>([
    ['a format that is not there', ['--format', 'xes'], 'badLogFormat'],
    ['a source without CloudEvents', ['--source', '/log'], 'goesWith'],
    ['a source that is no URI', ['--format', 'cloudevents', '--source', '南 岗'], 'invalidInput'],
    ['a log that is not there', ['--format', 'ocel', '--log', 'other'], 'noSuchLog'],
  ])('refuses %s', async (_, args, code) => {
    const ran = await cli(['export', ...args, ...store])
    expect([ran.code, ran.err]).toEqual([exitCodes.invalid, expect.stringContaining(`[${code}]`)])
  })
})

describe('import of a log', () => {
  it.each<[string, readonly string[], string]>([
    ['a format that is not there', ['--format', 'xes'], 'badLogFormat'],
    ['what goes with a ledger alone', ['--format', 'ocel', '--create-units'], 'goesNotWith'],
    ['a root without a format', ['--root', 'f'.repeat(64)], 'goesWith'],
    ['a file that is not there', ['--format', 'ocel'], 'noFile'],
  ])('refuses %s', async (_, args, code) => {
    const ran = await cli(['import', at('none.json'), ...args, ...store])
    expect([ran.code, ran.err]).toEqual([exitCodes.invalid, expect.stringContaining(`[${code}]`)])
  })
})

describe('copy', () => {
  it('gives a log with the same root, under another name if asked; once more it adds nothing', async () => {
    const target = ['--to', `sqlite:${at('copy.db')}`, '--as', 'second']
    const { out, err, code } = await cli(['copy', ...store, ...target])
    expect([code, err, out]).toEqual([0, '', `${events} events copied, log second now has ${events}; root ${root}\n`])
    expect(await verified([...in_('copy.db'), '--log', 'second'])).toMatchObject({ events, root })
    expect(JSON.parse((await cli(['copy', ...store, ...target, '--json'])).out)).toMatchObject({ log: 'second', added: 0, events, root })
  })

  it('into the same store, under another name', async () => {
    expect(JSON.parse((await cli(['copy', ...store, '--to', store[1] as string, '--as', 'twin', '--json'])).out)).toMatchObject({ root })
  })

  it('shows how far it is on a terminal, and nothing elsewhere', async () => {
    let time = 0
    const { err } = await cli(['copy', ...store, '--to', 'memory:'], { errIsTerminal: true, now: () => (time += 1000) })
    expect(err).toMatch(/Copying \d+\/\d+ [█░]{20}/)
    expect(err.endsWith('\r\u001b[K')).toBe(true)
  })

  it('ends before a record that was changed, and says how much it has', async () => {
    const path = at('broken.db')
    expect((await cli(['copy', ...store, '--to', `sqlite:${path}`])).code).toBe(0)
    const db = new DatabaseSync(path)
    db.exec(`UPDATE events SET text = replace(text, '"on":"2022', '"on":"2021') WHERE pos = 20`)
    db.close()
    const { code, out, err } = await cli(['copy', ...in_('broken.db'), '--to', `sqlite:${at('part.db')}`])
    expect([code, err]).toEqual([exitCodes.broken, expect.stringContaining('position 20')])
    const copied = Number(/has the (\d+) events/.exec(out)?.[1])
    expect(copied).toBeLessThan(20)
    expect(await verified(in_('part.db'))).toMatchObject({ events: copied })
    const finished = await cli(['copy', ...store, '--to', `sqlite:${at('part.db')}`, '--json'])
    expect(JSON.parse(finished.out)).toMatchObject({ added: events - copied, root })
  })

  it.each<[string, readonly string[], string]>([
    ['no target', [], 'noTarget'],
    ['a target of no known kind', ['--to', 'xyz:'], 'badStore'],
    ['a log that is not there', ['--log', 'other', '--to', 'sqlite:FOLDER/stray.db'], 'noSuchLog'],
  ])('refuses %s, and leaves no file behind', async (_, args, code) => {
    const ran = await cli(['copy', ...store, ...args.map((arg) => arg.replace('FOLDER', folder))])
    expect([ran.code, ran.err]).toEqual([exitCodes.invalid, expect.stringContaining(`[${code}]`)])
    expect(existsSync(at('stray.db'))).toBe(false)
  })

  it('refuses a target that holds something else, with the position', async () => {
    await cli(['init', ...in_('else.db')])
    const { code, err } = await cli(['copy', ...store, '--to', `sqlite:${at('else.db')}`])
    expect([code, err]).toEqual([exitCodes.invalid, expect.stringContaining('from position 1 on [otherLog]')])
  })
})

it('a record a line is what it was: the bytes that are hashed', async () => {
  const file = at('lines.ndjson')
  await cli(['export', '-o', file, ...store])
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  expect(lines).toHaveLength(events)
  expect(JSON.parse(lines[0] as string)).toMatchObject({ position: 1, type: 'district.opened' })
})
