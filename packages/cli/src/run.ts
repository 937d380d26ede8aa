import { type AnySlice, isConflict, isCorrupt, isInvalidInput, isRefused, isStoreError, isTampered, isUnproved } from '@bihuan/core'
import { type FileCode, ledgerWords } from '@bihuan/import'
import { visible } from '@bihuan/render-text'
import { CommanderError } from 'commander'
import { dictionaryOf } from './dictionary.ts'
import { Done, type ExitCode, exitCodes, type Io, Usage } from './io.ts'
import { program } from './program.ts'
import { langOf } from './session.ts'
import type { UsageCode } from './texts/shape.ts'
import { fill, texts } from './texts/texts.ts'

/** Runs the command line once. `argv` is what follows the program's name. Never rejects; returns the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const added: AnySlice[] = []
  try {
    await program(io, askedLang(argv, io), added).parseAsync([...argv], { from: 'user' })
    return exitCodes.ok
  } catch (error) {
    if (error instanceof Done) return error.exit
    if (
      error instanceof CommanderError &&
      (error.code === 'commander.helpDisplayed' || error.code === 'commander.version' || error.code === 'commander.help')
    )
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.invalid
    tell(error, argv, io, added)
    return exitOf(error)
  }
}

/** The language before the options are read, for what is wrong with the options. */
function askedLang(argv: readonly string[], io: Io): 'zh' | 'en' {
  const at = argv.findLastIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const asked = at < 0 ? undefined : (argv[at] as string).includes('=') ? (argv[at] as string).slice(7) : argv[at + 1]
  try {
    return langOf(asked, io.env)
  } catch {
    return langOf(undefined, {})
  }
}

function exitOf(error: unknown): ExitCode {
  if (error instanceof Usage || error instanceof CommanderError || isInvalidInput(error)) return exitCodes.invalid
  if (isRefused(error)) return exitCodes.refused
  if (isStoreError(error)) return exitCodes.store
  if (isTampered(error) || isCorrupt(error) || isUnproved(error)) return exitCodes.broken
  if (isConflict(error)) return exitCodes.conflict
  return exitCodes.unexpected
}

/** One clear sentence in the language asked for, the code, and for bad input each place. */
function tell(error: unknown, argv: readonly string[], io: Io, added: readonly AnySlice[]): void {
  const lang = askedLang(argv, io)
  const said = saidOf(error, lang, added)
  if (asksJson(argv)) io.err(`${JSON.stringify({ error: said })}\n`)
  else {
    io.err(`${visible(said.sentence)} [${said.code}]\n`)
    for (const place of said.places)
      io.err(`  ${place.path === '' ? '·' : visible(place.path)}: ${visible(place.sentence)} [${place.code}]\n`)
  }
  if (io.env.BIHUAN_DEBUG === '1' && error instanceof Error) io.err(`${error.stack}\n`)
}

/** Output is for programs: `--json` that is not followed by a file of input, as it may be with do and preview. */
function asksJson(argv: readonly string[]): boolean {
  const command = argv.find((arg, i) => !arg.startsWith('-') && argv[i - 1] !== '--lang')
  const file = (arg: string | undefined) => (command === 'do' || command === 'preview') && arg !== undefined && !/^-./.test(arg)
  return argv.some((arg, i) => arg === '--json' && !file(argv[i + 1]))
}

function saidOf(error: unknown, lang: 'zh' | 'en', added: readonly AnySlice[]): ReturnType<ReturnType<typeof dictionaryOf>['error']> {
  const { usage, trouble } = texts[lang]
  if (error instanceof Usage) {
    const { why, ...facts } = error.facts
    const told = why === undefined ? facts : { ...facts, why: Object.hasOwn(trouble, why) ? (trouble[why] as string) : why }
    const template = Object.hasOwn(usage, error.code) ? usage[error.code as UsageCode] : ledgerWords[lang].file[error.code as FileCode]
    return { code: error.code, sentence: fill(template, told), places: [] }
  }
  if (error instanceof CommanderError) {
    const [code, name] = commanderCodes[error.code] ?? ['badUsage', 'message']
    const quoted = /'([^']+)'/.exec(error.message)?.[1] ?? error.message.replace(/^error: /, '')
    return {
      code,
      sentence: fill(usage[code], { [name]: code === 'badUsage' ? error.message.replace(/^error: /, '') : quoted }),
      places: [],
    }
  }
  return dictionaryOf(lang, added).error(error)
}

const commanderCodes: Readonly<Record<string, readonly [UsageCode, string]>> = {
  'commander.unknownOption': ['unknownOption', 'option'],
  'commander.missingArgument': ['missingArgument', 'argument'],
  'commander.unknownCommand': ['unknownCommand', 'command'],
  'commander.optionMissingArgument': ['missingOptionValue', 'option'],
  'commander.excessArguments': ['excessArguments', 'arguments'],
}
