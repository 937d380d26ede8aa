import { hash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type EventStore, isDuplicateCommand, type LogRecord } from '@bihuan/core'
import { type FileLayer, nodeFiles } from '../files.ts'
import { all, command } from './records.ts'

/** An index whose first line was changed, and which is right about itself all the same. */
export const forged = (index: Buffer, change: (line: string) => string): Buffer => {
  const end = index.indexOf('\n') + 1
  const body = Buffer.concat([Buffer.from(change(index.toString('latin1', 0, end))), index.subarray(end, -32)])
  return Buffer.concat([body, hash('sha256', body, 'buffer')])
}

/** Node's files, with the bytes that were read of each file by its name. */
export const counting = () => {
  const read = new Map<string, number>()
  const files: FileLayer = {
    ...nodeFiles,
    async open(path, mode) {
      const file = await nodeFiles.open(path, mode)
      const name = path.slice(path.lastIndexOf('/') + 1)
      return {
        ...file,
        async read(bytes, at) {
          const length = await file.read(bytes, at)
          read.set(name, (read.get(name) ?? 0) + length)
          return length
        },
      }
    },
  }
  return { read, files }
}

/** What is wrong with what a store says of its log `a`, which has to hold these records: undefined when nothing is. */
export const faultIn = async (store: EventStore, records: readonly LogRecord[]): Promise<string | undefined> => {
  if ((await store.head('a')) !== records.length) return `the head is ${await store.head('a')}, not ${records.length}`
  if (!isDeepStrictEqual(await all(store), records)) return 'other records are read'
  if ((await store.findCommand('a', 'nobody’s')) !== undefined) return 'a command is found that is not there'
  const named = records.flatMap(({ command, position }) => (command === undefined ? [] : [{ id: command, position }]))
  for (const [n, { id, position }] of named.entries()) {
    const found = await store.findCommand('a', id)
    const due = records.slice(position - 1, (named[n + 1]?.position ?? records.length + 1) - 1)
    if (!isDeepStrictEqual(found, due)) return `command ${id} is not found as it was appended`
  }
  return undefined
}

/** The commands of these records that a store, which is open for writing, would take a second time. */
export const takenTwice = async (store: EventStore, records: readonly LogRecord[]): Promise<string[]> => {
  const taken: string[] = []
  for (const { command: id } of records) {
    if (id === undefined) continue
    const error = await store.append('a', records.length, command(records.length + 1, 1, id)).catch((error: unknown) => error)
    if (!isDuplicateCommand(error)) taken.push(id)
  }
  return taken
}
