import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A folder for the files of one test file, removed after it, and names in it that nobody has used. */
export const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'bihuan-sqlite-'))
  // another user must get in, where tests run as root and need one who may not write
  chmodSync(path, 0o755)
  let count = 0
  afterAll(() => rmSync(path, { recursive: true, force: true }))
  return { path, file: () => join(path, `${++count}.db`) }
}
