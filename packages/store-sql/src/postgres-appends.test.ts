import { isInvalidInput, type LogRecord } from '@bihuan/core'
import { afterEach, expect, test } from 'vitest'
import { pgDriver, postgresStore } from './index.ts'
import { destroy, place } from './testing/postgres-fixture.ts'
import { all, record } from './testing/records.ts'

const places: string[] = []

const fresh = async () => {
  const made = await place()
  places.push(made)
  return made
}

afterEach(async () => {
  for (const made of places.splice(0)) await destroy(made)
})

test('a few records and many come back as they were', async () => {
  const store = await postgresStore({ url: await fresh() })
  const texts = ['{"a":"\'$1::text\\\\"}', '\ufeff{"环":"闭"}', '', '{"a":"😀\\u0000"}', 'null', '{1,2}']
  const sent: LogRecord[] = []
  for (let size = 1; size <= 6; size++) {
    const head = sent.length
    const batch = texts.slice(0, size).map((text, i) => ({
      ...record(head + i + 1),
      text,
      subjects: i === 0 ? [] : [`task:"${text}",{}`],
    }))
    await store.append('a', head, batch)
    sent.push(...batch)
  }
  expect(await all(store, 'a')).toEqual(sent)
  await store.close()
})

test.for([1, 2, 6])('half of a surrogate pair among %i records is refused, and nothing is appended', async (size) => {
  const store = await postgresStore({ url: await fresh() })
  for (const member of ['text', 'type', 'command'] as const) {
    const batch = Array.from({ length: size }, (_, i) => ({ ...record(i + 1), ...(i === size - 1 && { [member]: '"\ud800"' }) }))
    expect(await store.append('a', 0, batch).catch((error) => error)).toSatisfy(isInvalidInput)
  }
  expect(await store.head('a')).toBe(0)
  await store.close()
})

test('who appends without a pause tells others less often, and of the last append too', async () => {
  const url = await fresh()
  const driver = pgDriver(url)
  let told = 0
  const store = await postgresStore({
    driver: {
      ...driver,
      query(sql, ...values) {
        if (sql.includes('pg_notify') && values.includes('["a"]')) told++
        return driver.query(sql, ...values)
      },
    },
    schema: new URL(url).searchParams.get('schema') ?? 'bihuan',
  })
  const other = await postgresStore({ url, pollInterval: 60_000 })
  let heard = 0
  const unwatch = other.watch('a', () => void other.head('a').then((head) => (heard = Math.max(heard, head))))
  const many = 200
  for (let i = 0; i < many; i++) await store.append('a', i, [record(i + 1)])
  await expect.poll(() => heard, { timeout: 10_000 }).toBe(many)
  expect(told).toBeGreaterThan(0)
  expect(told).toBeLessThan(many / 2)
  unwatch()
  await other.close()
  await store.close()
})
