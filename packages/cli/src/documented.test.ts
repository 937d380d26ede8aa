import { readFileSync } from 'node:fs'
import { coreSlices } from '@bihuan/core'
import { describe, expect, it } from 'vitest'
import { environment, exitCodes } from './io.ts'
import { program } from './program.ts'
import { ioForTests } from './run-for-tests.ts'

// What the command line has is told in its document, in both languages.

const { commands, options } = program(ioForTests(), 'en')

/** The part of a document below the heading that names a command, or all of it. */
const partOf = (text: string, command: string): string =>
  text.split(/^(?=## )/m).find((part) => part.split('\n')[0]?.includes(`\`bihuan ${command}\``)) ?? ''

const mentions = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w-])${name.replace(/[.$]/g, '\\$&')}(?![\\w-])`, 'u').test(text)

describe.each(['cli.md', 'cli.zh.md'])('docs/%s', (name) => {
  const whole = readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8')
  // An example is no explanation.
  const text = whole.replace(/^<!--.*-->$/gm, '').replace(/^```[\s\S]*?^```/gm, '')
  const shared = text.split(/^(?=## `bihuan)/m)[0] as string

  it.each(commands.map((command) => command.name()))('has a part on %s, with its options', (command) => {
    const part = partOf(text, command)
    expect(part).not.toBe('')
    const own = commands.find((one) => one.name() === command)?.options ?? []
    expect(own.flatMap(({ long, short }) => [long, short]).filter((flag) => flag && !mentions(shared + part, flag))).toEqual([])
  })

  it('has the options that come before a command', () => {
    expect(options.filter(({ long }) => !mentions(text, long as string))).toEqual([])
  })

  it('has every exit code and every variable of the environment', () => {
    for (const code of Object.values(exitCodes)) expect(text).toContain(`\n| ${code} | `)
    for (const variable of environment) expect(text).toMatch(new RegExp(`^\\|.*\`${variable}\`.*\\|`, 'm'))
  })

  it('has every view with its filters', () => {
    for (const slice of coreSlices)
      for (const [view, { options: given }] of Object.entries(slice.views)) {
        const line = text.split('\n').find((one) => one.startsWith(`| \`${view}\` |`)) ?? ''
        const filters = Object.keys((given as unknown as { shape: object }).shape)
        expect([view, filters.filter((filter) => !line.includes(`\`${filter}\``))]).toEqual([view, []])
      }
  })
})
