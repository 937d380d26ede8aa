import { close, fdatasync, fdatasyncSync, fstat, fsync, ftruncate, open, read, write, writeSync } from 'node:fs'
import { promisify } from 'node:util'
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

// descriptors and callbacks: a FileHandle made an append a tenth slower
const [openFd, closeFd, readFd, writeFd] = [promisify(open), promisify(close), promisify(read), promisify(write)]
const [stat, truncate, datasync, sync] = [promisify(fstat), promisify(ftruncate), promisify(fdatasync), promisify(fsync)]

/** Bytes that are written at once: into the system's memory they go faster than to a thread that does it. */
const small = 65_536

/**
 * Milliseconds. A disk that syncs in less, on an average, is waited for: to wake another thread, and to be woken by it, takes as long, and on
 * a machine that is busy far longer.
 */
const brief = 0.5

/** A sync that is done `here`, by this thread, or `elsewhere`, by another, whichever costs less by what the last ones took. */
export const syncing = (here: () => void, elsewhere: () => Promise<void>, now: () => number = performance.now.bind(performance)) => {
  let average = 10 * brief
  return async (): Promise<void> => {
    const begun = now()
    try {
      if (average < brief) here()
      else await elsewhere()
    } finally {
      average += (now() - begun - average) / 16
    }
  }
}

const opened = (fd: number): OpenFile => ({
  size: async () => (await stat(fd)).size,
  async read(bytes, at) {
    let done = 0
    while (done < bytes.length) {
      const { bytesRead } = await readFd(fd, bytes, done, bytes.length - done, at + done)
      if (bytesRead === 0) break
      done += bytesRead
    }
    return done
  },
  async write(bytes, at) {
    // a disk that fills up takes a part first and says so at the next call
    for (let done = 0; done < bytes.length; ) {
      const left = bytes.length - done
      done += left <= small ? writeSync(fd, bytes, done, left, at + done) : (await writeFd(fd, bytes, done, left, at + done)).bytesWritten
    }
  },
  truncate: (length) => truncate(fd, length),
  sync: syncing(
    () => fdatasyncSync(fd),
    () => datasync(fd),
  ),
  close: () => closeFd(fd),
})

export const nodeFiles: FileLayer = {
  open: async (path, mode) => opened(await openFd(path, flags[mode])),
  async syncFolder(path) {
    // Windows can't open folders, and keeps names without being asked
    if (process.platform === 'win32') return
    const fd = await openFd(path, 'r')
    try {
      await sync(fd)
    } finally {
      await closeFd(fd)
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
