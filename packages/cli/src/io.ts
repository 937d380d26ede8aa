/** Variables of the environment that are read: all of them, since `env` has no others. Documented in docs/cli.md. */
export const environment = [
  'BIHUAN_STORE',
  'BIHUAN_LANG',
  'BIHUAN_ACTOR',
  'BIHUAN_KEYS',
  'BIHUAN_DEBUG',
  'NO_COLOR',
  'LC_ALL',
  'LC_MESSAGES',
  'LANG',
] as const
export type Environment = { readonly [Name in (typeof environment)[number]]?: string | undefined }

/** What a run of the command line touches outside itself: passed in, so that tests need no process. */
export interface Io {
  /** Writes to standard output. Returns false once nobody listens any more. */
  readonly out: (text: string) => boolean
  readonly err: (text: string) => void
  readonly stdin: () => Promise<Uint8Array>
  readonly env: Environment
  /** Standard output is a terminal: `columns` wide. */
  readonly outIsTerminal: boolean
  readonly errIsTerminal: boolean
  readonly columns: number | undefined
  /** Calls back when the user asks to stop. */
  readonly onInterrupt: (stop: () => void) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What a run ends with. Documented in `--help` and in docs/cli.md. */
export const exitCodes = { ok: 0, unexpected: 1, invalid: 2, refused: 3, store: 4, broken: 5, conflict: 6 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Something the user did wrong at the command line itself: `code` names a sentence in `texts`, with its facts. */
export class Usage extends Error {
  readonly code: string
  readonly facts: Readonly<Record<string, string>>
  constructor(code: string, facts: Readonly<Record<string, string>> = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

/** Trouble with a file: told by the system's code, for which there are words in both languages, else by what it says. */
export const noFile = (file: string, error: NodeJS.ErrnoException): Usage => new Usage('noFile', { file, why: error.code ?? error.message })

/** Ends a run with a code after all has been said. */
export class Done extends Error {
  readonly exit: ExitCode
  constructor(exit: ExitCode) {
    super(`exit ${exit}`)
    this.exit = exit
  }
}
