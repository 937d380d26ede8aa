import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { fileStore } from './index.ts'
import { appender } from './testing/children.ts'
import { folder, namesIn } from './testing/folder.ts'
import { all } from './testing/records.ts'

const { place } = folder()

/** Positions without gaps, and each command whole: as many records as it said. */
const expectWhole = (records: readonly { position: number; text: string }[]) => {
  expect(records.map(({ position }) => position)).toEqual(records.map((_, i) => i + 1))
  for (const [i, { text }] of records.entries()) {
    const { command, n, of } = JSON.parse(text) as { command: string; n: number; of: number }
    expect(JSON.parse(records[i - n + of]?.text ?? '{}')).toMatchObject({ command, n: of })
  }
}

test('a process killed ten times while it appends keeps what it acknowledged, and nothing half', { timeout: 120_000 }, async () => {
  const path = place()
  const lines: string[] = []
  for (let round = 0; round < 10; round++) {
    const child = appender(path, [`round${round}`, 1_000_000, 5])
    while (child.lines.length < 3) await sleep(2)
    await sleep(Math.random() * 40)
    child.kill()
    expect(await child.end()).toMatchObject({ signal: 'SIGKILL', errors: '' })
    lines.push(...child.lines)
    const store = fileStore({ path, onRecovered: () => undefined })
    const records = await all(store)
    expectWhole(records)
    for (const line of lines) {
      const [position, command] = line.split(' ')
      expect(records[Number(position) - 1]).toMatchObject({ command })
    }
    await store.append('a', records.length, [])
    await store.close()
    expect(namesIn(path, '.index')).toHaveLength(namesIn(path).length - 1)
    expect(namesIn(path, '.tmp')).toEqual([])
  }
  expect(namesIn(path).length).toBeGreaterThan(2)
})
