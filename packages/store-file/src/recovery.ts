import { rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { type FileLayer, using } from './files.ts'
import type { Tail } from './taking-in.ts'

/** What an opening cut off: the beginning of a commit that was broken off by a crash. Nobody was told that it was recorded. */
export interface Recovered {
  readonly log: string
  /** The log's last position, that of the last whole commit. */
  readonly position: number
  /** How many bytes were cut off. */
  readonly bytes: number
  /** The file beside the segment in which they are kept. */
  readonly path: string
}

const block = 1 << 20

/** Cuts `tail` off its segment after copying it to a file of its own, whose path it tells. */
export const cutOff = async (files: FileLayer, { segment, bytes }: Tail): Promise<string> => {
  const folder = dirname(segment.path)
  return using(files, segment.path, 'write', async (file) => {
    const kept = await keep(files, `${segment.path}.torn-${segment.end}`, async (aside) => {
      for (let done = 0; done < bytes; ) {
        const part = Buffer.alloc(Math.min(block, bytes - done))
        const length = await file.read(part, segment.end + done)
        if (length === 0) break
        await aside.write(part.subarray(0, length), done)
        done += length
      }
      await aside.sync()
    })
    // the copy is on the disk with its name before the original goes
    await files.syncFolder(folder)
    await file.truncate(segment.end)
    await file.sync()
    return kept
  })
}

/** Makes a file that was not there: a tail may be torn at the same place again. */
const keep = async (files: FileLayer, path: string, write: (file: Awaited<ReturnType<FileLayer['open']>>) => Promise<void>) => {
  for (let count = 1; ; count++) {
    const name = count === 1 ? path : `${path}-${count}`
    try {
      await using(files, name, 'create', write)
      return name
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      await rm(name, { force: true })
      throw error
    }
  }
}

/** Where nobody listens, Node's own channel for what an operator should know. */
export const warn = ({ log, position, bytes, path }: Recovered): void =>
  process.emitWarning(`log ${log} ends at ${position}; ${bytes} bytes of a commit that was broken off are kept in ${basename(path)}`, {
    type: 'BihuanWarning',
    code: 'BIHUAN_RECOVERED',
  })
