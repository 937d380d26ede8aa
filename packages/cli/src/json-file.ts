import { readFile } from 'node:fs/promises'
import { type Io, noFile, Usage } from './io.ts'

/** The JSON in a file, or on standard input for `-`. @throws Usage when it can not be read or is not JSON */
export async function jsonFrom(io: Io, file: string): Promise<unknown> {
  const text = new TextDecoder().decode(
    file === '-' ? await io.stdin() : await readFile(file).catch((error: Error) => Promise.reject(noFile(file, error))),
  )
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Usage('notJson', { file, why: (error as Error).message })
  }
}
