import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from './index.ts'
import { runWith as cli } from './run-for-tests.ts'

let folder = ''
let store: readonly string[] = []
const at = (name: string) => join(folder, name)
const read = (name: string) => readFile(at(name), 'utf8')
let keys: readonly string[] = []
const appoint = ['do', 'officer.appoint', '--as', 'p-1/office/office', '--set', 'title=区长', '--set', 'unit=u-1', '--set', 'rank=head']

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bihuan 证明 '))
  store = ['--store', `file:${at('日志')}`]
  await cli(['init', ...store])
  await cli([
    'do',
    'unit.establish',
    '--as',
    'p-1/office/office',
    '--set',
    'unit=u-1',
    '--set',
    'name=金融办',
    '--set',
    'kind=department',
    ...store,
  ])
  for (const n of [1, 2, 3, 4]) await cli([...appoint, '--set', `post=post-${n}`, '--set', `person=p-${n}`, ...store])
  const made = await Promise.all([
    cli(['key', 'example.com/district', '-o', at('log.key')]),
    cli(['key', '审计.example', '--witness', '-o', at('witness.key')]),
  ])
  keys = made.map(({ out }) => out.trim())
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const trusted = () => keys.flatMap((key) => ['--key', key])
const checkpointed = async () => {
  expect(await cli(['checkpoint', '--key', at('log.key'), '-o', at('signed'), ...store])).toMatchObject({ code: 0 })
  expect(await cli(['checkpoint', '--key', at('witness.key'), '--cosign', at('signed'), '-o', at('cosigned'), ...store])).toMatchObject({
    code: 0,
  })
}

describe('key', () => {
  it('writes the secret for its owner alone, prints what others need, and never writes over a key', async () => {
    expect((await stat(at('log.key'))).mode & 0o777).toBe(0o600)
    expect(await read('log.key')).toMatch(/^PRIVATE\+KEY\+example\.com\/district\+[0-9a-f]{8}\+\S+\n$/)
    expect(keys[0]).toMatch(/^example\.com\/district\+[0-9a-f]{8}\+\S+$/)
    const before = await read('log.key')
    expect(await cli(['key', 'other', '-o', at('log.key')])).toMatchObject({ code: exitCodes.invalid })
    expect(await read('log.key')).toBe(before)
    expect(await cli(['key', 'two words', '-o', at('new.key')])).toMatchObject({ code: exitCodes.invalid })
    expect((await cli(['key', 'x'])).err).toContain('[noKeyFile]')
  })
})

describe('checkpoint and verify', () => {
  it('a signed and cosigned checkpoint is what the log is checked against, now and when it has grown', async () => {
    await checkpointed()
    await cli([...appoint, '--set', 'post=post-9', '--set', 'person=p-9', ...store])
    const { code, out } = await cli(['verify', '--checkpoint', at('cosigned'), ...trusted(), '--quorum', '2', ...store])
    expect(code).toBe(0)
    expect(out).toContain('example.com/district over 6 events says, signed by example.com/district, 审计.example')
    const json = JSON.parse((await cli(['verify', '--checkpoint', at('cosigned'), ...trusted(), '--json', ...store])).out)
    expect(json).toMatchObject({ events: 7, checkpoint: { size: 6, signatures: [{}, { name: '审计.example', at: 0 }] } })
  })

  it.each([
    ['too few of the trusted keys', () => ['--key', keys[0] as string, '--quorum', '2'], 'noQuorum'],
    ['another log', () => [...trusted(), '--origin', 'example.com/other'], 'otherOrigin'],
  ] as const)('%s: the checkpoint is not taken', async (_, options, code) => {
    await checkpointed()
    const ran = await cli(['verify', '--checkpoint', at('cosigned'), ...options(), ...store])
    expect(ran).toMatchObject({ code: exitCodes.broken })
    expect(ran.err).toContain(`[${code}]`)
  })

  it('a log that lost its end is found, in both languages', async () => {
    await checkpointed()
    const copy = ['--store', `sqlite:${at('cut.db')}`]
    await cli(['export', '-o', at('whole'), ...store])
    const lines = (await read('whole')).trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(5)
    await cli(['init', ...copy])
    const lost = ['verify', '--checkpoint', at('cosigned'), ...trusted(), ...copy]
    expect((await cli(lost)).err).toContain('[tooShort]')
    expect((await cli([...lost, '--lang', 'zh'])).err).toContain('末尾有事件缺失')
  })

  it('asks for what is missing', async () => {
    await checkpointed()
    expect((await cli(['verify', '--checkpoint', at('signed'), ...store])).err).toContain('[noVerifier]')
    expect((await cli(['verify', '--key', keys[0] as string, ...store])).err).toContain('[goesWith]')
    expect((await cli(['checkpoint', ...store])).err).toContain('[noKey]')
    expect((await cli(['checkpoint', '--key', at('nothing'), ...store])).err).toContain('[noFile]')
    expect((await cli(['verify', '--checkpoint', at('log.key'), ...trusted(), ...store])).err).toContain('[badCheckpoint]')
    expect((await cli(['verify', '--checkpoint', at('signed'), '--key', 'junk+00000000+AAAA', ...store])).err).toContain('[badKey]')
  })
})

describe('prove', () => {
  it('one event is checked with its proof, without the log; another one is not', async () => {
    await checkpointed()
    expect(await cli(['prove', '4', '--checkpoint', at('cosigned'), '--event', at('event'), '-o', at('proof'), ...store])).toMatchObject({
      code: 0,
    })
    const check = ['verify', '--proof', at('proof'), '--event', at('event'), ...trusted(), '--quorum', '2']
    expect((await cli(check)).out).toContain('The event stands at position 4 of example.com/district')
    await writeFile(at('event'), `${await read('event')}\n`)
    expect(await cli(check)).toMatchObject({ code: 0 })
    await writeFile(at('event'), (await read('event')).replace('post-2', 'post-7'))
    const forged = await cli(check)
    expect(forged).toMatchObject({ code: exitCodes.broken })
    expect(forged.err).toContain('[notIncluded]')
  })

  it('a later checkpoint goes on from an earlier one', async () => {
    await checkpointed()
    await cli([...appoint, '--set', 'post=post-10', '--set', 'person=p-10', ...store])
    await cli(['checkpoint', '--key', at('log.key'), '-o', at('later'), ...store])
    const proof = JSON.parse((await cli(['prove', '--since', at('signed'), '--checkpoint', at('later'), ...store])).out)
    expect(proof.second).toBe(proof.first + 1)
    expect(proof.path.length).toBeGreaterThan(0)
  })

  it('asks for what is missing, and refuses what the checkpoint does not cover', async () => {
    await checkpointed()
    expect((await cli(['prove', '4', ...store])).err).toContain('[noCheckpoint]')
    expect((await cli(['prove', '--checkpoint', at('signed'), ...store])).err).toContain('[noProved]')
    expect((await cli(['prove', '99', '--checkpoint', at('signed'), ...store])).err).toContain('[badPosition]')
    expect((await cli(['verify', '--proof', at('signed'), '--event', at('signed'), ...trusted()])).err).toContain('[badProof]')
  })
})

describe('a redacted export', () => {
  it('leaves out what is withheld and verifies against the checkpoint; a whole one too, a changed one not', async () => {
    await checkpointed()
    await cli(['export', '--withhold', 'officer.appointed', '--withhold', 'unit:u-1', '-o', at('redacted'), ...store])
    expect(await read('redacted')).not.toMatch(/p-2|金融办/)
    const check = (file: string) => cli(['verify', '--copy', at(file), '--checkpoint', at('cosigned'), ...trusted()])
    expect((await check('redacted')).out).toMatch(/events, \d+ of them withheld, are those of the checkpoint/)
    await cli(['export', '-o', at('whole'), ...store])
    expect((await check('whole')).out).toContain('0 of them withheld')
    await writeFile(at('changed'), (await read('redacted')).replace(/"withheld":"./, '"withheld":"'))
    expect((await check('changed')).code).toBe(exitCodes.broken)
    expect((await check('没有')).err).toContain('[noFile]')
    expect((await cli(['export', '--withhold', 'what?', ...store])).err).toContain('[badWithhold]')
    expect((await cli(['export', '--withhold', 'unit:u-1', '--format', 'ocel', ...store])).err).toContain('[goesNotWith]')
  })
})

describe('a store of files', () => {
  it('is made by init only, can be read while another process writes, and keeps a snapshot', async () => {
    const missing = await cli(['view', 'ledger', '--store', `file:${at('没有')}`])
    expect(missing.err).toContain('[noStoreFile]')
    expect(await cli(['refresh', '--json', ...store])).toMatchObject({ code: 0, out: expect.stringMatching(/^\{"position":\d+\}\n$/) })
    expect((await cli(['view', 'responsibility', ...store])).code).toBe(0)
  })

  it('has nothing to refresh where there is no such log', async () => {
    expect((await cli(['refresh', '--log', 'other', ...store])).err).toContain('[noSuchLog]')
  })
})

describe('names of officers with keys', () => {
  const keyed = () => ['--keys', `file:${at('密钥')}`]
  const name = '张三丰'
  const officers = async (...more: readonly string[]) => (await cli(['view', 'responsibility', '--format', 'csv', ...store, ...more])).out

  it('are sealed when they are recorded, shown to who has the keys, and gone once they are erased', async () => {
    await cli([...appoint, '--set', 'post=post-20', '--set', 'person=p-20', '--set', `name=${name}`, ...store, ...keyed()])
    await cli(['export', '-o', at('whole'), ...store])
    expect(await read('whole')).not.toContain(name)
    expect(await officers()).toContain('(sealed)')
    expect(await officers(...keyed())).toContain(name)
    const erase = ['erase', 'p-20', '--as', 'p-1/office/office', ...store, ...keyed()]
    expect(await cli(erase)).toMatchObject({ code: exitCodes.refused })
    expect(await officers(...keyed())).toContain(name)
    expect(JSON.parse((await cli([...erase, '--basis', 'document:本人申请', '--json'])).out)).toMatchObject({ person: 'p-20', keys: 1 })
    expect(await officers(...keyed())).not.toContain(name)
  })

  it('asks where the keys are', async () => {
    expect((await cli(['erase', 'p-1', '--as', 'p-1/office/office', ...store])).err).toContain('[noKeys]')
    expect((await cli(['view', 'responsibility', '--keys', 'vault:x', ...store])).err).toContain('[badKeys]')
  })
})
