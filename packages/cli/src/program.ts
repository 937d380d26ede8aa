import type { AnySlice } from '@bihuan/core'
import { Command, Help, Option } from 'commander'
import { checkpoint, key } from './commands/checkpoint.ts'
import { copy } from './commands/copy.ts'
import { erasePerson } from './commands/erase.ts'
import { explain } from './commands/explain.ts'
import { exportLog } from './commands/export.ts'
import { importLedger } from './commands/import.ts'
import { importLog, type LogFormat } from './commands/import-log.ts'
import { init } from './commands/init.ts'
import { log } from './commands/log.ts'
import { prove } from './commands/prove.ts'
import { refresh } from './commands/refresh.ts'
import { render, report } from './commands/render.ts'
import { preview, send } from './commands/send.ts'
import { verify } from './commands/verify.ts'
import { at, view } from './commands/view.ts'
import { type Io, Usage } from './io.ts'
import { type Session, type Shared, sessionOf } from './session.ts'
import type { CommandName, OptionName } from './texts/shape.ts'
import { fill, texts } from './texts/texts.ts'
import { version } from './version.ts'

const each = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

/** The command line: every command with its options, in one language. `added` takes in the slices of `--with`. */
export function program(io: Io, lang: 'zh' | 'en', added: AnySlice[] = []): Command {
  const { help } = texts[lang]
  const root = new Command('bihuan')
  const option = (flags: string, name: OptionName) => new Option(flags, help.option[name])
  const many = (flags: string, name: OptionName) => option(flags, name).argParser(each)

  /** Options of every command come after its name, so that `bihuan view ledger --store …` reads as it is said. */
  function command(
    name: CommandName,
    flags: readonly Option[],
    run: (session: Session, args: readonly (string | undefined)[], options: never) => Promise<void>,
    args: readonly (readonly [spec: string, text: string])[] = [],
  ): void {
    const own = new Command(name).description(help.command[name])
    for (const [spec, text] of args) own.argument(spec, text)
    const shared = [
      option('--store <url>', 'store'),
      option('--log <name>', 'log').default('district'),
      option('--lang <lang>', 'lang'),
      many('--with <module>', 'with'),
      option('--keys <url>', 'keys'),
      option('--no-colour', 'colour'),
    ]
    const json = flags.some((flag) => flag.long === '--json') ? [] : [option('--json', 'json')]
    for (const flag of [...flags, ...shared, ...json]) own.addOption(flag)
    own.action(async (...given: unknown[]) => {
      // `--lang` stands before the command's name or behind it.
      const options = { ...root.opts<Pick<Shared, 'lang'>>(), ...(given[args.length] as Shared) }
      await run(sessionOf(io, options, added), given.slice(0, args.length) as (string | undefined)[], options as never)
    })
    configured(own, io, lang)
    root.addCommand(own)
  }

  const sending = [
    many('--set <field=value>', 'set'),
    option('--input <file>', 'input'),
    option('--json [file]', 'json'),
    option('--as <actor>', 'as'),
    option('--on <day>', 'on'),
    option('--id <id>', 'id'),
    option('--basis <kind:title>', 'basis'),
    option('--on-behalf-of <whom>', 'onBehalfOf'),
  ]
  const seeing = [
    option('--on <day>', 'on'),
    many('--filter <name=value>', 'filter'),
    option('--options <file>', 'options'),
    option('--format <format>', 'format'),
    option('--details', 'details'),
    option('--at-recorded <instant>', 'atRecorded'),
    option('--at-position <n>', 'atPosition'),
  ]

  command(
    'init',
    [option('--template <name>', 'template').default('empty'), option('--year', 'year'), option('--seed <n>', 'seed')],
    (session, _, options) => init(session, options),
  )
  command('do', sending, (session, [name], options) => send(session, name as string, options), [['<command>', help.argument.command]])
  command('preview', sending, (session, [name], options) => preview(session, name as string, options), [
    ['<command>', help.argument.command],
  ])
  command('view', seeing, (session, [name], options) => view(session, name, options), [['[view]', help.argument.view]])
  command(
    'at',
    [...seeing.slice(0, 5), option('--recorded <instant>', 'atRecorded'), option('--position <n>', 'atPosition')],
    (session, [name], options) => at(session, name as string, options),
    [['<view>', help.argument.view]],
  )
  command(
    'log',
    [option('--tail <n>', 'tail'), option('--subject <kind:id>', 'subject'), many('--type <type>', 'type'), option('--follow', 'follow')],
    (session, _, options) => log(session, options),
  )
  command(
    'explain',
    [option('--round <id>', 'round'), option('--unit <id>', 'unit'), option('--rule <id>', 'rule'), option('--format <format>', 'format')],
    (session, _, options) => explain(session, options),
  )
  command(
    'verify',
    [
      option('--root <hex>', 'root'),
      option('--checkpoint <file>', 'checkpoint'),
      many('--key <key>', 'verifierKey'),
      option('--quorum <n>', 'quorum'),
      option('--origin <name>', 'origin'),
      option('--proof <file>', 'proof'),
      option('--event <file>', 'event'),
      option('--copy <file>', 'copyFile'),
    ],
    (session, _, options) => verify(session, options),
  )
  command(
    'key',
    [option('-o, --output <file>', 'output'), option('--witness', 'witness')],
    (session, [name], options) => key(session, name as string, options),
    [['<name>', help.argument.keyName]],
  )
  command(
    'checkpoint',
    [
      option('--key <file>', 'signingKey'),
      option('--cosign <file>', 'cosign'),
      option('--origin <name>', 'signedOrigin'),
      option('-o, --output <file>', 'output'),
    ],
    (session, _, options) => checkpoint(session, options),
  )
  command(
    'prove',
    [
      option('--checkpoint <file>', 'leadsTo'),
      option('--since <file>', 'since'),
      option('--event <file>', 'eventOut'),
      option('-o, --output <file>', 'output'),
    ],
    (session, [position], options) => prove(session, position, options),
    [['[position]', help.argument.position]],
  )
  command(
    'erase',
    [option('--as <actor>', 'as'), option('--on <day>', 'on'), option('--id <id>', 'id'), option('--basis <kind:title>', 'basis')],
    (session, [person], options) => erasePerson(session, person as string, options),
    [['<person>', help.argument.person]],
  )
  command('refresh', [], (session) => refresh(session))
  command(
    'import',
    [
      option('--goal <id>', 'goal'),
      option('--from <day>', 'from'),
      option('--due <day>', 'due'),
      option('--year <year>', 'importYear'),
      option('--create-units', 'createUnits'),
      option('--prefix <text>', 'prefix'),
      option('--sheet <name>', 'sheet'),
      option('--update', 'update'),
      option('--commit', 'commit'),
      option('--as <actor>', 'as'),
      option('--on <day>', 'on'),
      option('--id <id>', 'id'),
      option('--basis <kind:title>', 'basis'),
      option('--format <format>', 'logFormat'),
      option('--root <hex>', 'root'),
    ],
    (session, [file], options) =>
      ((options as LogFormat).format === undefined ? importLedger : importLog)(session, file as string, options),
    [['<file>', help.argument.file]],
  )
  command(
    'export',
    [
      option('-o, --output <file>', 'output'),
      option('--format <format>', 'logFormat'),
      option('--source <uri>', 'source'),
      many('--withhold <what>', 'withhold'),
    ],
    (session, _, options) => exportLog(session, options),
  )
  command('copy', [option('--to <url>', 'to'), option('--as <name>', 'asLog')], (session, _, options) => copy(session, options))

  command(
    'render',
    [
      ...seeing.filter(({ long }) => long !== '--format' && long !== '--details'),
      option('--to <format>', 'toFormat'),
      option('-o, --output <file>', 'output'),
    ],
    (session, [name], options) => render(session, name as string, options),
    [['<view>', help.argument.view]],
  )
  command('report', [option('--quarter <quarter>', 'quarter'), option('-o, --output <folder>', 'folder')], (session, _, options) =>
    report(session, options),
  )

  // The library's own help command shows the list of commands when it does not know the one asked for.
  const helping = new Command('help').description(help.command.help).argument('[command]', help.argument.name)
  helping.addOption(option('--lang <lang>', 'lang')).action((name?: string) => {
    const found = name === undefined ? root : root.commands.find((one) => one.name() === name)
    if (!found) throw new Usage('unknownCommand', { command: name as string })
    found.outputHelp()
  })
  configured(helping, io, lang)
  root.addCommand(helping)

  root.enablePositionalOptions()
  root.description(help.description).version(version, '-V, --version', help.option.version).helpCommand(false)
  root.addOption(option('--lang <lang>', 'lang'))
  root.addHelpText('after', `\n${help.footer}`)
  configured(root, io, lang)
  return root
}

function configured(command: Command, io: Io, lang: 'zh' | 'en'): void {
  const { help } = texts[lang]
  const titles = new Map([
    ['Usage:', help.usage],
    ['Options:', help.options],
    ['Commands:', help.commands],
    ['Arguments:', help.arguments],
  ])
  command
    .exitOverride()
    .showHelpAfterError(false)
    .helpOption('-h, --help', help.option.help)
    .configureOutput({
      writeOut: (text) => void io.out(text),
      writeErr: (text) => io.err(text),
      outputError: () => undefined,
      getOutHelpWidth: () => io.columns ?? 120,
    })
  command.createHelp = () =>
    Object.assign(new Help(), {
      styleTitle: (title: string) => titles.get(title) ?? title,
      optionDescription: ({ description, defaultValue }: Option) =>
        description + (typeof defaultValue === 'string' ? fill(help.leftOut, { value: defaultValue }) : ''),
    })
}
