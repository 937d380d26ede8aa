import type { FileLayer } from '../files.ts'
import { nodeFiles } from '../files.ts'

type Call = 'open' | 'create' | 'write' | 'truncate' | 'sync' | 'syncFolder'

/** An error as the operating system's are. */
const refused = (call: Call, code: string) => Object.assign(new Error(`${code}: told to fail, ${call}`), { code, errno: -5 })

/** Node's files, with calls that fail when `fails` says so. A write that fails has written half. */
export const failing = (fails: (call: Call, path: string) => string | false | undefined): FileLayer => {
  const check = (call: Call, path: string) => {
    const code = fails(call, path)
    if (code) throw refused(call, code)
  }
  return {
    async open(path, mode) {
      if (mode !== 'read') check(mode === 'create' ? 'create' : 'open', path)
      const file = await nodeFiles.open(path, mode)
      return {
        ...file,
        async write(bytes, at) {
          const code = fails('write', path)
          await file.write(code ? bytes.subarray(0, bytes.length / 2) : bytes, at)
          if (code) throw refused('write', code)
        },
        async truncate(length) {
          check('truncate', path)
          await file.truncate(length)
        },
        async sync() {
          check('sync', path)
          await file.sync()
        },
      }
    },
    async syncFolder(path) {
      check('syncFolder', path)
      await nodeFiles.syncFolder(path)
    },
  }
}
