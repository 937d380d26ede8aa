import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sqliteStore } from './index.ts'
import { appender } from './testing/children.ts'
import { folder } from './testing/folder.ts'

const { file } = folder()

const held = async (path: string) => {
  const store = sqliteStore({ path })
  const records = []
  for await (const page of store.read('a')) records.push(...page)
  return { store, records }
}

/** Positions without gaps, and each command whole: as many records as it said. */
const expectWhole = (records: readonly { position: number; text: string }[]) => {
  expect(records.map(({ position }) => position)).toEqual(records.map((_, i) => i + 1))
  for (const [i, { text }] of records.entries()) {
    const { command, n, of } = JSON.parse(text) as { command: string; n: number; of: number }
    expect(JSON.parse(records[i - n + of]?.text ?? '{}')).toMatchObject({ command, n: of })
  }
}

const expectAcknowledged = (records: readonly { position: number; command?: string }[], lines: readonly string[]) => {
  for (const line of lines) {
    const [position, command] = line.split(' ')
    expect(records[Number(position) - 1]).toMatchObject({ command })
  }
}

test('two processes that append to one new file lose, double and split nothing', { timeout: 60_000 }, async () => {
  const path = file()
  const children = ['x', 'y'].map((name) => appender(path, [name, 150, 3]))
  for (const child of children) expect(await child.end()).toEqual({ code: 0, signal: null, errors: '' })
  const { store, records } = await held(path)
  expect(records).toHaveLength(2 * 150 * 3)
  expectWhole(records)
  for (const child of children) expectAcknowledged(records, child.lines)
  expect(new Set(records.flatMap(({ command }) => command ?? [])).size).toBe(300)
  await store.close()
})

test('a process killed ten times while it appends keeps what it acknowledged, and nothing half', { timeout: 120_000 }, async () => {
  const path = file()
  const lines: string[] = []
  for (let round = 0; round < 10; round++) {
    const child = appender(path, [`round${round}`, 1_000_000, 5])
    while (child.lines.length < 3) await sleep(2)
    await sleep(Math.random() * 40)
    child.kill()
    expect(await child.end()).toMatchObject({ signal: 'SIGKILL', errors: '' })
    lines.push(...child.lines)
    const { store, records } = await held(path)
    expectWhole(records)
    expectAcknowledged(records, lines)
    await store.append('a', records.length, [])
    await store.close()
  }
  const db = new DatabaseSync(path)
  expect(Object.values(db.prepare('PRAGMA integrity_check').get() ?? {})).toEqual(['ok'])
  db.close()
})
