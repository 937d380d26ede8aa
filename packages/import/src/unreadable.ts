import { InvalidInput } from '@bihuan/core'
import { en } from './words/en.ts'
import type { FileCode } from './words/shape.ts'

export type FileFacts = Readonly<Record<string, string | number>>

/** Why a file can't be read, as an `InvalidInput` with one issue at `file`. `tellFile` says it in either language. */
export const unreadable = (code: FileCode, facts: FileFacts = {}): InvalidInput =>
  new InvalidInput([
    {
      path: ['file'],
      code,
      message: en.file[code].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? 'file')),
      params: facts,
    },
  ])
