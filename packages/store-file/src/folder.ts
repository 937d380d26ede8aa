import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isStoreError, StoreError } from '@bihuan/core'
import { storeError } from './files.ts'
import { holderName, lockName, takeLock } from './lock.ts'

const markerName = 'store.json'
const format = 1

/** What a store has before it has its marker. */
const beginnings = new Set([lockName, holderName, `${holderName}.tmp`, `${markerName}.tmp`])

/**
 * Opens the folder of a store for its one writer, making it where it is not there or empty.
 * @returns what gives it back
 * @throws StoreError `notAStore`, `newer`, `busy`, `unavailable`; a folder that is not a store is left as it was
 */
export const openFolder = (path: string): (() => void) =>
  guarded(path, () => {
    if (!existsSync(dirname(path))) throw new StoreError('unavailable', `${path}: its folder does not exist`)
    if (!existsSync(path)) {
      mkdirSync(path)
      syncSync(dirname(path))
    }
    const known = checkMarker(path)
    const release = takeLock(path)
    try {
      if (!known && !checkMarker(path)) writeMarker(path)
      return release
    } catch (error) {
      release()
      throw error
    }
  })

/** Looks whether `path` is a store, without changing anything. */
export const checkFolder = (path: string): void =>
  guarded(path, () => {
    if (!existsSync(path)) throw new StoreError('unavailable', `${path}: is not there`)
    if (!checkMarker(path)) throw new StoreError('notAStore', `${path}: an empty folder`)
  })

const guarded = <T>(path: string, work: () => T): T => {
  try {
    return work()
  } catch (error) {
    throw isStoreError(error) ? error : storeError(error, path)
  }
}

/** Whether the marker is there; false in a folder that may become a store. */
const checkMarker = (path: string): boolean => {
  const marker = join(path, markerName)
  if (!existsSync(marker)) {
    const stranger = readdirSync(path).find((name) => !beginnings.has(name))
    if (stranger === undefined) return false
    throw new StoreError('notAStore', `${path}: holds ${stranger}, but no ${markerName}`)
  }
  const { bihuan, version } = parsed(readFileSync(marker, 'utf8'))
  if (bihuan !== 'store' || typeof version !== 'number') throw new StoreError('notAStore', `${path}: ${markerName} is not that of a store`)
  if (version > format) {
    throw new StoreError('newer', `${path}: written by a newer version (format ${version}, this one knows ${format})`)
  }
  return true
}

const parsed = (text: string): { readonly bihuan?: unknown; readonly version?: unknown } => {
  try {
    return (JSON.parse(text) as object | null) ?? {}
  } catch {
    return {}
  }
}

const writeMarker = (path: string) => {
  const temporary = join(path, `${markerName}.tmp`)
  writeFileSync(temporary, `${JSON.stringify({ bihuan: 'store', version: format })}\n`, { flush: true })
  renameSync(temporary, join(path, markerName))
  syncSync(path)
}

const syncSync = (path: string) => {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
