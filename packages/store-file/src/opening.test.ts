import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isStoreError, type LogRecord } from '@bihuan/core'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type FileOptions, fileStore } from './index.ts'
import { appender } from './testing/children.ts'
import { folder } from './testing/folder.ts'
import { all, command, fill } from './testing/records.ts'

const { place } = folder()

const refusal = (path: string, options: Omit<FileOptions, 'path'> = {}): unknown => {
  try {
    void fileStore({ path, ...options }).close()
  } catch (error) {
    expect(error).toSatisfy(isStoreError)
    expect(error).toMatchObject({ message: expect.stringContaining(path) })
    return error
  }
  throw new Error(`${path} was opened`)
}

const holding = (files: Readonly<Record<string, string>>) => {
  const path = place()
  mkdirSync(path)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  return path
}

const marker = (version: unknown) => ({ 'store.json': JSON.stringify({ bihuan: 'store', version }) })

test.for([
  ['a folder of something else', 'notAStore', () => holding({ 'letter.txt': 'hello' })],
  ['a folder whose store.json is another’s', 'notAStore', () => holding({ 'store.json': '{"version":1}' })],
  ['a folder whose store.json is not JSON', 'notAStore', () => holding({ 'store.json': 'null' })],
  ['a folder whose store.json was cut off', 'notAStore', () => holding({ 'store.json': '{"bihu' })],
  ['a store of a newer version', 'newer', () => holding(marker(2))],
] as const)('%s is %s, and stays as it was', ([, code, make]) => {
  const path = make()
  const before = readdirSync(path)
  for (const readOnly of [false, true]) expect(refusal(path, { readOnly })).toMatchObject({ code })
  expect(readdirSync(path)).toEqual(before)
})

test('a missing folder above it and a file in its place are unavailable', () => {
  expect(refusal(join(place(), 'nowhere'))).toMatchObject({ code: 'unavailable' })
  const path = place()
  writeFileSync(path, '')
  expect(refusal(path)).toMatchObject({ code: 'unavailable' })
})

test('an empty folder, and one whose making a crash broke off, become a store', async () => {
  for (const path of [holding({}), holding({ 'writer.lock': '', 'writer.json': '{"pi', 'store.json.tmp': '{' })]) {
    const store = fileStore({ path })
    await store.append('a', 0, command(1, 1))
    await store.close()
    expect(JSON.parse(readFileSync(join(path, 'store.json'), 'utf8'))).toEqual({ bihuan: 'store', version: 1 })
  }
})

test('a second one in the same process is told who holds it; when that is closed, it may', async () => {
  const path = place()
  const before = new Date().toISOString()
  const store = fileStore({ path })
  const error = refusal(path)
  expect(error).toMatchObject({ code: 'busy', cause: { pid: process.pid, host: hostname() } })
  const { since } = (error as { cause: { since: string } }).cause
  expect(since >= before && since <= new Date().toISOString()).toBe(true)
  expect((error as Error).message).toContain(`process ${process.pid} on ${hostname()} has held it since ${since}`)
  expect(refusal(path)).toMatchObject({ code: 'busy' })
  await fill(store, [1])
  await store.close()
  await store.close()
  const again = fileStore({ path })
  expect(refusal(path)).toMatchObject({ code: 'busy' })
  await again.close()
  expect(readdirSync(path).sort()).toEqual(['a', 'store.json', 'writer.lock'])
  expect(readFileSync(join(path, 'writer.lock'))).toHaveLength(0)
})

test('another process is told too; one that was killed holds nothing any more', { timeout: 60_000 }, async () => {
  const path = place()
  const holder = appender(path, ['x', 1_000_000, 1])
  while (holder.lines.length < 1) await sleep(2)
  expect(refusal(path)).toMatchObject({ code: 'busy', cause: { host: hostname() } })
  const other = appender(path, ['y', 1, 1])
  expect(await other.end()).toMatchObject({ code: 0 })
  expect(other.lines).toEqual(['busy'])
  holder.kill()
  await holder.end()
  const store = fileStore({ path, onRecovered: () => undefined })
  expect(await store.head('a')).toBeGreaterThanOrEqual(holder.lines.length)
  await store.close()
})

test('of many that want it after a crash, one gets it', { timeout: 60_000 }, async () => {
  const path = place()
  const holder = appender(path, ['x', 1_000_000, 1])
  while (holder.lines.length < 1) await sleep(2)
  holder.kill()
  await holder.end()
  const children = Array.from({ length: 4 }, (_, n) => appender(path, [`y${n}`, 300, 1]))
  for (const child of children) expect(await child.end()).toMatchObject({ code: 0, errors: '' })
  const served = children.filter(({ lines }) => lines[0] !== 'busy')
  expect(served.length).toBeGreaterThanOrEqual(1)
  const store = fileStore({ path })
  const records = await all(store)
  for (const { lines } of served) {
    for (const line of lines) {
      const [position, id] = line.split(' ')
      expect(records[Number(position) - 1]).toMatchObject({ command: id })
    }
  }
  await store.close()
})

test('who only reads takes no lock, sees what a writer commits meanwhile, and may not write', async () => {
  const path = place()
  expect(refusal(path, { readOnly: true })).toMatchObject({ code: 'unavailable' })
  const writer = fileStore({ path, segmentBytes: 2000 })
  const reader = fileStore({ path, readOnly: true })
  expect(await reader.logs()).toEqual([])
  expect(await reader.head('a')).toBe(0)
  const records: LogRecord[] = []
  for (let i = 0; i < 20; i++) {
    const batch = command(records.length + 1, 3)
    await writer.append('a', records.length, batch)
    records.push(...batch)
    expect(await reader.head('a')).toBe(records.length)
  }
  expect(await all(reader)).toStrictEqual(records)
  expect(await reader.logs()).toEqual(['a'])
  expect(await reader.findCommand('a', 'c-7')).toStrictEqual(records.slice(6, 9))
  await expect(reader.append('a', records.length, command(records.length + 1, 1))).rejects.toMatchObject({ code: 'unsupported' })
  await expect(reader.snapshots?.drop('a')).rejects.toMatchObject({ code: 'unsupported' })
  await writer.close()
  expect(await all(reader)).toStrictEqual(records)
  await reader.close()
  await expect(reader.head('a')).rejects.toMatchObject({ code: 'closed' })
})

test('who only reads stops at a commit that is not whole, goes on when it is, and sees when it was taken back', async () => {
  const path = place()
  const writer = fileStore({ path })
  const records = await fill(writer, [2, 2, 1])
  await writer.close()
  const segment = join(path, 'a', '0000000000000001.ndjson')
  const bytes = readFileSync(segment)
  const reader = fileStore({ path, readOnly: true })
  for (const length of [bytes.length - 1, bytes.length - 300, bytes.length, bytes.length - 1]) {
    writeFileSync(segment, bytes.subarray(0, length))
    expect(await all(reader)).toStrictEqual(length === bytes.length ? records : records.slice(0, 4))
    expect(readFileSync(segment)).toHaveLength(length)
  }
  expect(readdirSync(join(path, 'a'))).toHaveLength(1)
  writeFileSync(segment, Buffer.from(bytes).fill('x', 500, 501))
  await expect(all(reader)).rejects.toMatchObject({ code: 'damaged' })
  await expect(all(reader)).rejects.toMatchObject({ code: 'damaged' })
  writeFileSync(segment, bytes)
  expect(await all(reader)).toStrictEqual(records)
  await reader.close()
})

test('what was cut off is a warning of the process where nobody listens', async () => {
  const path = place()
  const store = fileStore({ path })
  await fill(store, [1])
  await store.close()
  const segment = join(path, 'a', '0000000000000001.ndjson')
  writeFileSync(segment, readFileSync(segment).subarray(0, 50))
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  onTestFinished(() => warn.mockRestore())
  const again = fileStore({ path })
  expect(await again.logs()).toEqual([])
  expect(await again.head('a')).toBe(0)
  expect(warn.mock.calls).toEqual([
    [expect.stringContaining('log a ends at 0; 50 bytes'), { type: 'BihuanWarning', code: 'BIHUAN_RECOVERED' }],
  ])
  await again.close()
  rmSync(path, { recursive: true })
})
