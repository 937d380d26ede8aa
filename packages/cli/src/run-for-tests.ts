import { type ExitCode, type Io, run } from './index.ts'

export interface Ran {
  readonly code: ExitCode
  readonly out: string
  readonly err: string
}

/** A world in which nothing is heard, said or set. */
export const ioForTests = (): Io => ({
  out: () => true,
  err: () => undefined,
  stdin: async () => new Uint8Array(),
  env: { LANG: 'C' },
  outIsTerminal: false,
  errIsTerminal: false,
  columns: undefined,
  onInterrupt: () => undefined,
  now: () => 0,
})

/** Runs the command line without a process: for tests. `input` is standard input; after `listens` writes nobody listens any more. */
export async function runWith(
  argv: readonly string[],
  over: Partial<Io> & { readonly input?: string; readonly listens?: number } = {},
): Promise<Ran> {
  let out = ''
  let err = ''
  let left = over.listens ?? Number.POSITIVE_INFINITY
  const io: Io = {
    ...ioForTests(),
    out(text) {
      out += text
      left--
      return left > 0
    },
    err(text) {
      err += text
    },
    stdin: async () => new TextEncoder().encode(over.input ?? ''),
    ...over,
  }
  const code = await run(argv, io)
  return { code, out, err }
}
