import { randomUUID } from 'node:crypto'
import { type Io, run } from '@bihuan/cli'
import { describe, expect, it } from 'vitest'
import { postgres } from './postgres.ts'

const url = `${postgres()}?schema=t_${randomUUID().replaceAll('-', '')}`

async function cli(argv: readonly string[], store = url) {
  let out = ''
  let err = ''
  const io: Io = {
    out: (text) => {
      out += text
      return true
    },
    err: (text) => {
      err += text
    },
    stdin: async () => new Uint8Array(),
    env: { BIHUAN_STORE: store, BIHUAN_LANG: 'zh' },
    outIsTerminal: false,
    errIsTerminal: false,
    columns: 120,
    onInterrupt: () => undefined,
    now: () => 0,
  }
  return { code: await run(argv, io), out, err }
}

describe('the command line over PostgreSQL', () => {
  it('keeps a strategy there, shows it, verifies it, and writes current rows', async () => {
    expect(await cli(['view', 'ledger'])).toMatchObject({ code: 2, err: expect.stringContaining('[noSuchLog]') })
    expect((await cli(['init', '--template', 'nangang-1123'])).code).toBe(0)
    expect((await cli(['view', 'ledger', '--on', '2022-03-31'])).out).toContain('哈西')
    expect((await cli(['verify'])).out).toContain('校验通过')
    expect((await cli(['refresh', '--json'])).out).toMatch(/^\{"position":\d+\}/)
    expect((await cli(['view', 'ledger', '--on', '2022-03-31', '--format', 'csv'])).out).toContain('哈西')
  })

  it('says in one sentence what is wrong with an address, and shows no password', async () => {
    const gone = new URL(postgres())
    gone.port = '1'
    gone.username = 'somebody'
    gone.password = 'hunter2'
    for (const address of [gone.href, 'postgres://somebody:hunter2@[::1', `${gone.href}?schema=Not-One`]) {
      const { code, out, err } = await cli(['verify'], address)
      expect([2, 4], address).toContain(code)
      expect(out + err).toMatch(/\[\w+\]\n/)
      expect(out + err).not.toContain('hunter2')
      expect(out + err).not.toMatch(/^\s+at /m)
    }
  })
})
