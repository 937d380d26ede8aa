import type { FileLayer } from '../files.ts'
import { nodeFiles } from '../files.ts'

type Call = 'open' | 'create' | 'write' | 'truncate' | 'sync' | 'syncFolder'

/** An error as the operating system's are. */
const refused = (call: Call, code: string) => Object.assign(new Error(`${code}: told to fail, ${call}`), { code, errno: -5 })

/** Node's files, with calls that fail when `fails` says so. A write that fails has written half. */
export const failing = (fails: (call: Call) => string | false | undefined): FileLayer => {
  const check = (call: Call) => {
    const code = fails(call)
    if (code) throw refused(call, code)
  }
  return {
    async open(path, mode) {
      if (mode !== 'read') check(mode === 'create' ? 'create' : 'open')
      const file = await nodeFiles.open(path, mode)
      return {
        ...file,
        async write(bytes, at) {
          const code = fails('write')
          await file.write(code ? bytes.subarray(0, bytes.length / 2) : bytes, at)
          if (code) throw refused('write', code)
        },
        async truncate(length) {
          check('truncate')
          await file.truncate(length)
        },
        async sync() {
          check('sync')
          await file.sync()
        },
      }
    },
    async syncFolder(path) {
      check('syncFolder')
      await nodeFiles.syncFolder(path)
    },
  }
}
