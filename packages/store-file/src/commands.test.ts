import { expect, test } from 'vitest'
import { digestOf, positionIn, tableOf } from './commands.ts'

test('a table finds each of its commands and no other, also among digests that begin alike', async () => {
  const count = 200_000
  const commands = new Map(Array.from({ length: count }, (_, n) => [`c-${n}`, 2 ** 40 + n]))
  const table = await tableOf(commands)
  expect(table).toHaveLength(24 * count)
  const alike = Array.from({ length: count - 1 }, (_, n) => n).filter(
    (n) => table.readUInt32BE(24 * n) === table.readUInt32BE(24 * (n + 1)),
  )
  expect(alike.length).toBeGreaterThan(0)
  for (let n = 1; n < count; n++) {
    if (table.compare(table, 24 * n, 24 * n + 16, 24 * (n - 1), 24 * n - 8) >= 0)
      throw new Error(`digest ${n} is not behind the one before`)
  }
  const lost = [...commands].filter(([command, position]) => positionIn(table, digestOf(command)) !== position)
  expect(lost).toEqual([])
  const strangers = Array.from({ length: count }, (_, n) => `d-${n}`).filter(
    (command) => positionIn(table, digestOf(command)) !== undefined,
  )
  expect(strangers).toEqual([])
})

test('ids that differ only in what UTF-8 can’t carry are different; a table may have one command or none', async () => {
  const ids = ['\ud800', '\ud801', '\udfff\ud800', '\ufffd', '', '"', '\\ud800', '𠮷', 'é', 'e\u0301']
  const table = await tableOf(new Map(ids.map((id, n) => [id, n + 1])))
  expect(ids.map((id) => positionIn(table, digestOf(id)))).toEqual(ids.map((_, n) => n + 1))
  const none = await tableOf(new Map())
  expect(ids.map((id) => positionIn(none, digestOf(id)))).toEqual(ids.map(() => undefined))
  const one = await tableOf(new Map([['c', 7]]))
  expect(['c', ...ids].map((id) => positionIn(one, digestOf(id)))).toEqual([7, ...ids.map(() => undefined)])
})

test('others get their turn while a table is made', async () => {
  let turns = 0
  let made = false
  const count = () => {
    turns++
    if (!made) setImmediate(count)
  }
  setImmediate(count)
  await tableOf(new Map(Array.from({ length: 20_000 }, (_, n) => [`c-${n}`, n])))
  made = true
  expect(turns).toBeGreaterThan(20)
})
