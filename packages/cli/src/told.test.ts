import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exitCodes } from './index.ts'
import { runWith as cli } from './run-for-tests.ts'

// What a user gets wrong is told in one sentence: nothing is passed over in silence.

let folder = ''
let store = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bihuan 有误 '))
  store = join(folder, '南岗.db')
  expect((await cli(['init', '--template', 'nangang-1123', '--store', `sqlite:${store}`])).code).toBe(0)
}, 30_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const start = ['do', 'task.start', '--set', 'task=haxi-complex', '--as', 'p-7/housing/unit']

it('a store that is not there is told, and not made by looking at it', async () => {
  const missing = join(folder, '没有.db')
  const empty = join(folder, '空.db')
  await writeFile(empty, '')
  for (const argv of [['view'], ['view', 'ledger'], ['log'], ['verify'], ['export'], start]) {
    for (const file of [missing, empty, join(folder, 'none', 'x.db')])
      expect(await cli([...argv, '--store', `sqlite:${file}`, '--lang', 'zh'])).toMatchObject({
        code: exitCodes.invalid,
        err: `${file}里还没有日志；请先用 init 新建。 [noStoreFile]\n`,
      })
  }
  expect(existsSync(missing)).toBe(false)
  expect(await readFile(empty, 'utf8')).toBe('')
})
