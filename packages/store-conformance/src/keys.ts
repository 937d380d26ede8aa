import { isStoreError, type KeyStore } from '@bihuan/core'
import { afterEach, describe, expect, test } from 'vitest'
import { rejection } from './records.ts'

export interface KeyStoreFixture {
  /** A key store over a medium of its own that holds nothing yet. */
  readonly open: () => Promise<KeyStore>
  /** One more over the medium of `store`, open or closed; left out where keys live as long as their store. */
  readonly reopen?: (store: KeyStore) => Promise<KeyStore>
}

/** Owners as nobody should name them, and would be taken for a path, a pattern or each other. */
const odd = [
  '..',
  '../p-1',
  '/etc/passwd',
  'p/1',
  'P-1',
  'p-1 ',
  '\0',
  'é',
  'e\u0301',
  '张三',
  '𠮷'.repeat(64),
  'con',
  '*',
  '__proto__',
  'valueOf',
]

/** Registers with vitest the tests that every key store has to pass, one for each promise of the port `KeyStore`. */
export const describeKeyStore = (name: string, fixture: KeyStoreFixture): void => {
  describe(name, () => {
    const opened: KeyStore[] = []
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close()
    })
    const kept = (store: KeyStore) => {
      opened.push(store)
      return store
    }
    const open = async () => kept(await fixture.open())

    test('makes a key of 32 bytes when there is none, and gives the same one from then on', async () => {
      const store = await open()
      const key = await store.keyOf('p-1')
      expect(key.id).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u)
      expect(key.secret).toHaveLength(32)
      expect(await store.keyOf('p-1')).toEqual(key)
      expect(await store.find(key.id)).toEqual(key)
    })

    test('gives all who ask at once the same key', async () => {
      const store = await open()
      const keys = await Promise.all(Array.from({ length: 20 }, () => store.keyOf('p-1')))
      expect(new Set(keys.map(({ id }) => id)).size).toBe(1)
      expect(new Set(keys.map(({ secret }) => secret.join())).size).toBe(1)
    })

    test('gives every owner a key of their own, whatever text they are named by', async () => {
      const store = await open()
      const keys = await Promise.all(['p-1', ...odd].map((owner) => store.keyOf(owner)))
      expect(new Set(keys.map(({ id }) => id)).size).toBe(odd.length + 1)
      expect(new Set(keys.map(({ secret }) => secret.join())).size).toBe(odd.length + 1)
      for (const [i, owner] of ['p-1', ...odd].entries()) expect(await store.keyOf(owner)).toEqual(keys[i])
      for (const key of keys) expect(key.secret.some((byte) => byte !== 0)).toBe(true)
    })

    test('finds nothing under an id that it did not make', async () => {
      const store = await open()
      await store.keyOf('p-1')
      for (const id of ['p-1', '', ...odd, '00000000-0000-4000-8000-000000000000']) expect(await store.find(id)).toBeUndefined()
    })

    test('erases the keys of one owner and no others, and says how many there were', async () => {
      const store = await open()
      const [one, other] = [await store.keyOf('p-1'), await store.keyOf('p-2')]
      expect(await store.erase('p-1')).toBe(1)
      expect(await store.find(one.id)).toBeUndefined()
      expect(await store.find(other.id)).toEqual(other)
      expect([await store.erase('p-1'), await store.erase('nobody')]).toEqual([0, 0])
    })

    test('makes another key for what is written after erasing', async () => {
      const store = await open()
      const { id } = await store.keyOf('p-1')
      const secret = (await store.keyOf('p-1')).secret.join()
      await store.erase('p-1')
      const next = await store.keyOf('p-1')
      expect([next.id === id, next.secret.join() === secret]).toEqual([false, false])
      expect(await store.find(next.id)).toEqual(next)
      expect(await store.erase('p-1')).toBe(1)
    })

    test('is closed once and for all, also twice', async () => {
      const store = await open()
      const { id } = await store.keyOf('p-1')
      await store.close()
      await store.close()
      for (const asked of [() => store.keyOf('p-1'), () => store.find(id), () => store.erase('p-1')]) {
        const error = await rejection(asked())
        expect(isStoreError(error) && error.code).toBe('closed')
      }
    })

    const { reopen } = fixture
    if (reopen) {
      test('keeps keys beyond its own life, and what is erased stays erased', async () => {
        const store = await open()
        const [one, other] = [await store.keyOf('p-1'), await store.keyOf('p-2')]
        await store.erase('p-2')
        await store.close()
        const next = kept(await reopen(store))
        expect(await next.keyOf('p-1')).toEqual(one)
        expect(await next.find(one.id)).toEqual(one)
        expect(await next.find(other.id)).toBeUndefined()
      })

      test('agrees with others over the same medium on one key, and sees what they make and erase', async () => {
        const store = await open()
        const other = kept(await reopen(store))
        const owners = ['p-1', 'p-2', 'p-3']
        const keys = await Promise.all(owners.flatMap((owner) => [store.keyOf(owner), other.keyOf(owner), store.keyOf(owner)]))
        expect(new Set(keys.map(({ id }) => id)).size).toBe(owners.length)
        const [{ id }] = keys as [(typeof keys)[0]]
        expect(await other.erase('p-1')).toBe(1)
        expect(await store.find(id)).toBeUndefined()
        const next = await store.keyOf('p-1')
        expect(next.id).not.toBe(id)
        expect(await other.keyOf('p-1')).toEqual(next)
        const [erased, again] = await Promise.all([store.erase('p-2'), other.erase('p-2')])
        expect(erased + again).toBe(1)
      })
    }
  })
}
