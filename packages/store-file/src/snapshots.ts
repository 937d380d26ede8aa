import { hash } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SnapshotHead, SnapshotStore } from '@bihuan/core'
import { type FileLayer, isMissing, using } from './files.ts'
import { readHead, readParts, writeSnapshot } from './snapshot-file.ts'

const digits = 16
const suffix = '.ndjson'

/** A shape in the name of a file, where not every character can stand. */
const hashOf = (shape: string) => hash('sha256', shape).slice(0, 32)

const nameOf = ({ position, shape }: SnapshotHead) => `${String(position).padStart(digits, '0')}-${hashOf(shape)}${suffix}`

const positionOf = (name: string) => Number(name.slice(0, digits))

const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

const unlessMissing = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Snapshots as files, one folder for each log. A file gets its name once it is whole and on the disk. */
export const snapshotFiles = (folderOf: (log: string) => string, files: FileLayer): SnapshotStore => {
  const writing = new Set<string>()
  let count = 0

  /** The snapshots of a log and a shape, newest first. */
  const ofShape = async (log: string, shape: string): Promise<string[]> =>
    (await namesIn(folderOf(log)))
      .filter((name) => name.endsWith(`-${hashOf(shape)}${suffix}`))
      .sort()
      .reverse()

  const liesBehind = async (log: string, { position, shape }: SnapshotHead): Promise<boolean> => {
    const [newest] = await ofShape(log, shape)
    return newest !== undefined && positionOf(newest) > position
  }

  /** Drops what a new snapshot makes old, and what saves left that a crash broke off. */
  const tidy = async (folder: string, position: number) => {
    for (const name of await namesIn(folder)) {
      const old = name.endsWith(suffix) ? positionOf(name) < position : !writing.has(name)
      if (old) await rm(join(folder, name), { force: true })
    }
  }

  return {
    async find(log, shape) {
      for (const name of await ofShape(log, shape)) {
        const head = await unlessMissing(() => using(files, join(folderOf(log), name), 'read', readHead))
        if (head?.shape === shape && head.position === positionOf(name)) return head
      }
      return undefined
    },

    async *parts(log, head) {
      const file = await unlessMissing(() => files.open(join(folderOf(log), nameOf(head)), 'read'))
      if (file === undefined) return
      try {
        // another one of the same position and shape may have taken its place
        const held = await readHead(file)
        if (held?.parts === head.parts && held.text === head.text) yield* readParts(file)
      } finally {
        await file.close()
      }
    },

    async save(log, head, parts) {
      if (await liesBehind(log, head)) return
      const folder = folderOf(log)
      const temporary = `${nameOf(head)}.tmp-${process.pid}-${++count}`
      writing.add(temporary)
      try {
        if ((await mkdir(folder, { recursive: true })) !== undefined) await files.syncFolder(dirname(folder))
        await using(files, join(folder, temporary), 'create', (file) => writeSnapshot(file, head, parts))
        if (await liesBehind(log, head)) return
        await rename(join(folder, temporary), join(folder, nameOf(head)))
        await files.syncFolder(folder)
        await tidy(folder, head.position)
      } finally {
        await rm(join(folder, temporary), { force: true })
        writing.delete(temporary)
      }
    },

    async drop(log) {
      for (const name of await namesIn(folderOf(log))) if (!writing.has(name)) await rm(join(folderOf(log), name), { force: true })
    },
  }
}
