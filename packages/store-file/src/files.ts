import { type FileHandle, open } from 'node:fs/promises'
import { StoreError } from '@bihuan/core'

/** What the store needs of an open file. Positions and lengths are bytes. */
export interface OpenFile {
  size(): Promise<number>
  /** Reads into `bytes` from `at` on, and tells how many there were: fewer only at the end of the file. */
  read(bytes: Uint8Array, at: number): Promise<number>
  /** Writes all of `bytes` at `at`. */
  write(bytes: Uint8Array, at: number): Promise<void>
  truncate(length: number): Promise<void>
  /** Content and length are on the disk when it resolves (fdatasync). */
  sync(): Promise<void>
  close(): Promise<void>
}

/** Where the bytes of segments go: Node's files, or in tests some that fail. */
export interface FileLayer {
  /** Opens a file; `write` is for reading and writing, `create` makes it and fails where it is there already. */
  open(path: string, mode: 'read' | 'write' | 'create'): Promise<OpenFile>
  /** The names that were made, renamed or removed in a folder are on the disk when it resolves. */
  syncFolder(path: string): Promise<void>
}

const flags = { read: 'r', write: 'r+', create: 'wx+' } as const

const opened = (handle: FileHandle): OpenFile => ({
  size: async () => (await handle.stat()).size,
  async read(bytes, at) {
    let done = 0
    while (done < bytes.length) {
      const { bytesRead } = await handle.read(bytes, done, bytes.length - done, at + done)
      if (bytesRead === 0) break
      done += bytesRead
    }
    return done
  },
  async write(bytes, at) {
    // a disk that fills up takes a part first and says so at the next call
    for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten
  },
  truncate: (length) => handle.truncate(length),
  sync: () => handle.datasync(),
  close: () => handle.close(),
})

export const nodeFiles: FileLayer = {
  open: async (path, mode) => opened(await open(path, flags[mode])),
  async syncFolder(path) {
    // Windows can't open folders, and keeps names without being asked
    if (process.platform === 'win32') return
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
}

/** Opens a file for `work` and closes it, whatever happens. */
export const using = async <T>(
  files: FileLayer,
  path: string,
  mode: 'read' | 'write' | 'create',
  work: (file: OpenFile) => Promise<T>,
): Promise<T> => {
  const file = await files.open(path, mode)
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}

export const isMissing = (error: unknown): boolean => error instanceof Error && (error as NodeJS.ErrnoException).code === 'ENOENT'

/** `error` as this package's callers may see it: what the operating system refused is `unavailable`, the rest goes through as it is. */
export const storeError = (error: unknown, path: string): unknown =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).errno === 'number'
    ? new StoreError('unavailable', `${path}: ${error.message}`, { cause: error })
    : error

export const damaged = (path: string, position: number, what: string): StoreError =>
  new StoreError('damaged', `${path}: position ${position}: ${what}`)
