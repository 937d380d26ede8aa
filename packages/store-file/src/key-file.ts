import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StoreError } from '@bihuan/core'
import { isMissing, nodeFiles } from './files.ts'

/** A small file that is there as a whole or not at all: some members as JSON on one line, with a hash over them. */
export type Members = Readonly<Record<string, string>>

const format = 1

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const hashOf = (members: Members) => sha256(JSON.stringify([format, ...Object.entries(members).sort()]))

export const temporary = '.tmp'

/** Writes the file, for its owner's eyes only. It and its name are on the disk when this resolves. */
export const writeMembers = async (path: string, members: Members): Promise<void> => {
  const file = await open(path + temporary, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify({ format, ...members, sha256: hashOf(members) })}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(path + temporary, path)
  await nodeFiles.syncFolder(dirname(path))
}

/**
 * What the file says, or undefined where there is none, or one that is being erased.
 * @throws StoreError `damaged` · `newer`
 */
export const readMembers = async (path: string): Promise<Members | undefined> => {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })
  if (bytes === undefined || (bytes.length > 0 && bytes.every((byte) => byte === 0))) return undefined
  const { format: of, sha256: hash, ...members } = parsed(bytes)
  if (typeof of === 'number' && of > format)
    throw new StoreError('newer', `${path}: written by a newer version (format ${of}, this one knows ${format})`)
  if (of !== format || hash !== hashOf(members as Members)) throw new StoreError('damaged', `${path}: is not what was written there`)
  return members as Members
}

const parsed = (bytes: Buffer): Readonly<Record<string, unknown>> => {
  try {
    return (JSON.parse(bytes.toString('utf8')) as Record<string, unknown> | null) ?? {}
  } catch {
    return {}
  }
}

/** Overwrites the file's bytes and takes its name away, each on the disk before the next. One that is not there is fine. */
export const wipe = async (path: string): Promise<void> => {
  try {
    const file = await open(path, constants.O_WRONLY)
    try {
      const { size } = await file.stat()
      await file.write(new Uint8Array(size), 0, size, 0)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  await rm(path, { force: true })
  await nodeFiles.syncFolder(dirname(path))
}
