import { describeEventStore, describeKeyStore } from '@bihuan/store-conformance'
import { expect, test } from 'vitest'
import { memoryKeys, memoryStore } from './index.ts'

describeEventStore('memoryStore', new URL('./testing/fixture.ts', import.meta.url))

test('gives out records that cannot be changed', async () => {
  const store = memoryStore()
  await store.append('a', 0, [
    { position: 1, type: 't', recordedAt: '2026-01-01T00:00:00.000Z', subjects: ['task:T-1'], leaf: '0'.repeat(64), text: '{}' },
  ])
  for await (const [record] of store.read('a')) {
    expect(Object.isFrozen(record)).toBe(true)
    expect(Object.isFrozen(record?.subjects)).toBe(true)
  }
})

describeKeyStore('memoryKeys', { open: async () => memoryKeys() })
