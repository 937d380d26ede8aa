import { expect, test } from 'vitest'
import { syncing } from './files.ts'

/** Syncs on a disk that takes so many milliseconds for each, and where each was done: `.` here, `o` elsewhere, `!` where it failed. */
const syncs = async (milliseconds: readonly (number | 'fails')[]) => {
  let time = 0
  let where = ''
  let next = 0
  const take = (sign: string) => {
    const took = milliseconds[next++] as number | 'fails'
    where += sign
    time += took === 'fails' ? 4 : took
    if (took === 'fails') throw new Error('EIO')
  }
  const sync = syncing(
    () => take('.'),
    async () => take('o'),
    () => time,
  )
  for (const _ of milliseconds)
    await sync().catch(() => {
      where += '!'
    })
  return where
}

const each = (times: number, milliseconds: number) => new Array<number>(times).fill(milliseconds)

test('a disk that syncs quickly is waited for, once it was seen to do so', async () => {
  expect(await syncs(each(60, 0.1))).toMatch(/^o{38,48}\.{12,22}$/)
})

test('a disk that takes longer than it takes to wake a thread keeps nobody', async () => {
  expect(await syncs(each(200, 0.6))).toBe('o'.repeat(200))
})

test('a disk that becomes slow is left to another thread, until it was quick for a while', async () => {
  const where = await syncs([...each(80, 0.1), ...each(50, 5), ...each(80, 0.1)])
  expect(where).toMatch(/^o{38,48}\.{33,44}o{80,100}\.{20,50}$/)
})

test('one that stops for once is waited for all the same', async () => {
  expect(await syncs([...each(60, 0.1), 4, ...each(40, 0.1)])).toMatch(/^o{38,48}\.+$/)
})

test('a sync that fails rejects, here as elsewhere, and counts as one of its time', async () => {
  expect(await syncs(['fails', ...each(60, 0.1), 'fails', ...each(60, 0.1)])).toMatch(/^o!o+\.+!\.+$/)
})
