import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isInvalidInput, isStoreError, type KeyStore } from '@bihuan/core'
import { describeKeyStore } from '@bihuan/store-conformance'
import { expect, test } from 'vitest'
import { fileKeys } from './index.ts'
import { keyholder } from './testing/children.ts'
import { folder } from './testing/folder.ts'

const { place, path: top } = folder()
const places = new WeakMap<KeyStore, string>()
const at = (path: string): KeyStore => {
  const store = fileKeys({ path })
  places.set(store, path)
  return store
}

describeKeyStore('fileKeys', {
  open: async () => at(place()),
  reopen: async (store) => at(places.get(store) ?? ''),
})

const files = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true }).map((entry) => ({
    name: entry.name,
    path: join(entry.parentPath, entry.name),
    isFile: entry.isFile(),
  }))
const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'was accepted',
    (error: unknown) => error,
  )
const secretOf = (secret: Uint8Array) => Buffer.from(secret).toString('hex')
const keyFile = (path: string, id: string) => join(path, 'keys', id)

test('its folder is for its owner’s eyes only, names nobody, and stays within itself', async () => {
  const path = place()
  const before = readdirSync(top)
  const store = fileKeys({ path })
  for (const owner of ['../../escaped', 'zhang-san', '张三']) await store.keyOf(owner)
  await store.close()
  expect(readdirSync(top).filter((name) => !before.includes(name))).toEqual([path.slice(top.length + 1)])
  expect(statSync(path).mode & 0o777).toBe(0o700)
  for (const file of files(path).filter(({ name }) => name !== 'keys.lock')) {
    expect(statSync(file.path).mode & 0o777, file.name).toBe(file.isFile ? 0o600 : 0o700)
    if (file.isFile) expect(file.name + readFileSync(file.path, 'utf8')).not.toMatch(/escaped|zhang|张三/)
  }
})

test('erasing leaves the secret in none of its files, also in one that is held open', async () => {
  const path = place()
  const store = fileKeys({ path })
  const { id, secret } = await store.keyOf('p-1')
  const held = openSync(keyFile(path, id), 'r')
  await store.erase('p-1')
  const bytes = Buffer.alloc(1000)
  const length = readSync(held, bytes, 0, bytes.length, 0)
  closeSync(held)
  expect(length).toBeGreaterThan(64)
  expect(bytes.every((byte) => byte === 0)).toBe(true)
  for (const file of files(path)) if (file.isFile) expect(readFileSync(file.path, 'utf8')).not.toContain(secretOf(secret))
  await store.close()
})

test('a file that is not what was written is damaged, whichever byte it is, and is erased all the same', async () => {
  const path = place()
  const store = fileKeys({ path })
  const { id } = await store.keyOf('p-1')
  const whole = readFileSync(keyFile(path, id))
  for (let i = 0; i < whole.length - 1; i++) {
    const changed = Buffer.from(whole)
    changed[i] = (changed[i] as number) ^ 1
    writeFileSync(keyFile(path, id), changed)
    const error = await rejection(store.find(id))
    expect(isStoreError(error) && ['damaged', 'newer'].includes(error.code), `byte ${i}`).toBe(true)
  }
  for (const part of [whole.subarray(0, 40), Buffer.alloc(0)]) {
    writeFileSync(keyFile(path, id), part)
    expect(await rejection(store.find(id))).toMatchObject({ code: 'damaged' })
    expect(await rejection(store.keyOf('p-1'))).toMatchObject({ code: 'damaged' })
  }
  expect(await store.erase('p-1')).toBe(1)
  expect(await store.find(id)).toBeUndefined()
  await store.close()
})

test('a key whose owner’s file is lost or damaged is erased with the owner, and what can’t be read is told', async () => {
  const path = place()
  const store = fileKeys({ path })
  const [one, other] = [await store.keyOf('p-1'), await store.keyOf('p-2')]
  for (const name of readdirSync(join(path, 'owners'))) writeFileSync(join(path, 'owners', name), 'x')
  expect(await rejection(store.keyOf('p-1'))).toMatchObject({ code: 'damaged' })
  expect(await store.erase('p-1')).toBe(1)
  expect(await store.find(one.id)).toBeUndefined()
  expect(await store.find(other.id)).toEqual(other)
  writeFileSync(keyFile(path, other.id), 'x')
  expect(await rejection(store.erase('p-1'))).toMatchObject({ code: 'damaged' })
  await store.close()
})

test('asks for a sound owner, and for the folder that it lies in', async () => {
  const store = fileKeys({ path: place() })
  for (const owner of ['', 'x'.repeat(65), '\ud800', 7 as never]) {
    expect(await rejection(store.keyOf(owner))).toSatisfy(isInvalidInput)
    expect(await rejection(store.erase(owner))).toSatisfy(isInvalidInput)
  }
  await store.close()
  const nowhere = fileKeys({ path: join(place(), 'in', 'nothing') })
  expect(await rejection(nowhere.keyOf('p-1'))).toMatchObject({ code: 'unavailable' })
})

test('four processes at once agree on the keys of all owners', { timeout: 60_000 }, async () => {
  const path = place()
  const children = Array.from({ length: 4 }, () => keyholder(path, ['p-', 15]))
  for (const child of children) expect(await child.end()).toEqual({ code: 0, signal: null, errors: '' })
  const lines = children.flatMap((child) => child.lines)
  expect(lines).toHaveLength(60)
  expect(new Set(lines).size).toBe(15)
  expect(readdirSync(join(path, 'keys'))).toHaveLength(15)
})

test('a process killed twelve times keeps the keys that it gave, and nothing half', { timeout: 120_000 }, async () => {
  const path = place()
  const given = new Map<string, string>()
  for (let round = 0; round < 12; round++) {
    const child = keyholder(path, [`r${round}-`, 1_000_000, 'erases'])
    while (child.lines.length < 5) await sleep(2)
    await sleep(Math.random() * 30)
    child.kill()
    expect(await child.end()).toMatchObject({ signal: 'SIGKILL', errors: '' })
    for (const line of child.lines) given.set(...(line.split(' ') as [string, string]))
    const store = fileKeys({ path })
    await store.keyOf('somebody')
    expect(files(path).filter(({ name }) => name.endsWith('.tmp'))).toEqual([])
    const held = new Map(await Promise.all(readdirSync(join(path, 'keys')).map(async (name) => [name, await store.find(name)] as const)))
    for (const [owner, said] of given) {
      const [id = '', secret] = said.split('.')
      if (secret !== undefined) expect(secretOf(held.get(id)?.secret ?? new Uint8Array()), owner).toBe(secret)
    }
    const [last = '', said = ''] = child.lines.at(-1)?.split(' ') ?? []
    const key = await store.keyOf(last)
    if (said.includes('.')) expect(`${key.id}.${secretOf(key.secret)}`).toBe(said)
    await store.close()
  }
  expect([...given.values()].filter((said) => said === '-').length).toBeGreaterThan(10)
})
