import { readFile, writeFile } from 'node:fs/promises'
import { type Io, noFile, Usage } from './io.ts'
import type { Session } from './session.ts'

/** The text in a file, in UTF-8, or on standard input for `-`. @throws Usage when it can not be read, or is longer than a string may be */
export async function textFrom(io: Io, file: string): Promise<string> {
  try {
    return new TextDecoder().decode(file === '-' ? await io.stdin() : await readFile(file))
  } catch (error) {
    throw noFile(file, error as Error)
  }
}

/** The JSON in a file, or on standard input for `-`. @throws Usage when it can not be read or is not JSON */
export async function jsonFrom(io: Io, file: string): Promise<unknown> {
  const text = await textFrom(io, file)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Usage('notJson', { file, why: (error as Error).message })
  }
}

/** Writes a text to a file, and says so; without a file, or to `-`, the text is what is printed. */
export async function write(session: Session, file: string | undefined, text: string, said: (file: string) => string): Promise<void> {
  if (file === undefined || file === '-') return session.print(text)
  await writeFile(file, text).catch((error: Error) => Promise.reject(noFile(file, error)))
  session.print(said(file))
}
