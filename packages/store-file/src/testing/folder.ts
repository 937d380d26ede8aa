import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** The files of the log `a` whose names have this ending, in their order: its segments when it is left out. */
export const namesIn = (path: string, ending = '.ndjson'): string[] =>
  readdirSync(join(path, 'a'))
    .filter((name) => name.endsWith(ending))
    .sort()

/** A folder for the stores of one test file, removed after it, and names in it that nobody has used. */
export const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'bihuan-file-'))
  let count = 0
  afterAll(() => rmSync(path, { recursive: true, force: true }))
  return { path, place: () => join(path, String(++count)) }
}
