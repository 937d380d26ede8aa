import type { District, FlatTable, Readable } from '@bihuan/core'
import { reveal } from '@bihuan/core/sealing'
import { languages } from '@bihuan/core/words'
import { csv, json, markdown, terminal } from '@bihuan/render-text'
import { Usage } from '../io.ts'
import { pairsOf, type Session, wholeNumber } from '../session.ts'
import { jsonFrom } from '../text-file.ts'
import { knownType, timelineTable } from './timeline.ts'

export interface ViewOptions {
  readonly on?: string
  readonly filter?: readonly string[]
  readonly options?: string
  readonly format?: string
  readonly details?: boolean
  readonly atRecorded?: string
  readonly atPosition?: string
}

const formats = ['table', 'md', 'csv', 'json'] as const

/** Shows a view, on a day and as known then; without a name, lists them. */
export const view = (session: Session, name: string | undefined, options: ViewOptions): Promise<void> =>
  session.withDistrict(
    async (district, _, keys) => {
      const words = district.words(languages[session.lang])
      if (name === undefined) {
        const names = [...Object.keys(district.views), 'timeline']
        if (session.json) return session.print(JSON.stringify(names))
        session.print(session.say('views'))
        for (const one of names) session.print(`  ${one.padEnd(16)} ${words.view(one)}`)
        return
      }
      const format = session.json ? 'json' : (options.format ?? 'table')
      if (!formats.includes(format as (typeof formats)[number])) throw new Usage('badFormat', { format })
      const filter = { ...(await optionsFrom(session, options.options)), ...pairsOf(options.filter ?? []) }
      if (name === 'timeline') return timeline(session, district, pairsOf(options.filter ?? []), format, options)
      const seen = await momentOf(district, options)
      const given = { ...filter, ...(options.on !== undefined && { on: options.on }) }
      const value = keys ? await reveal(seen.view(name, given), keys) : seen.view(name, given)
      if (format === 'json') return session.print(json(value))
      show(session, seen.tableOf(name, value, session.lang), format, district, options.details)
    },
    { reading: true },
  )

/** Options that do not fit `--filter`, such as a drafted scheme: one JSON object in a file. */
export async function optionsFrom(session: Session, file: string | undefined): Promise<object> {
  if (file === undefined) return {}
  const options = await jsonFrom(session.io, file)
  if (typeof options !== 'object' || options === null || Array.isArray(options)) throw new Usage('notObject', { file })
  return options
}

export interface AtOptions extends Pick<ViewOptions, 'on' | 'filter' | 'options' | 'format' | 'details'> {
  readonly recorded?: string
  readonly position?: string
}

/** Shows a view as it was known then. */
export async function at(session: Session, name: string, { recorded, position, ...options }: AtOptions): Promise<void> {
  if (recorded === undefined && position === undefined) throw new Usage('noCut')
  if (name === 'timeline') throw new Usage('notOfTimeline', { option: recorded === undefined ? '--position' : '--recorded' })
  return view(session, name, {
    ...options,
    ...(recorded !== undefined && { atRecorded: recorded }),
    ...(position !== undefined && { atPosition: position }),
  })
}

/** The district now, or as it was known then. */
export async function momentOf(
  district: District,
  { atRecorded, atPosition }: Pick<ViewOptions, 'atRecorded' | 'atPosition'>,
): Promise<Readable> {
  if (atRecorded !== undefined && atPosition !== undefined) throw new Usage('oneCut')
  if (atRecorded !== undefined) return district.at({ recordedAt: atRecorded })
  if (atPosition === undefined) return district
  const position = wholeNumber(atPosition)
  if (position > district.position) throw new Usage('noPosition', { position: atPosition, last: String(district.position) })
  return district.at({ position })
}

async function timeline(
  session: Session,
  district: District,
  filter: Readonly<Record<string, string>>,
  format: string,
  options: ViewOptions,
): Promise<void> {
  if (options.on !== undefined) throw new Usage('notOfTimeline', { option: '--on' })
  if (options.atRecorded !== undefined) throw new Usage('notOfTimeline', { option: '--at-recorded' })
  if (options.atPosition !== undefined) throw new Usage('notOfTimeline', { option: '--at-position' })
  const { after, limit, types, ...rest } = filter
  for (const type of types?.split(',') ?? []) knownType(district, type)
  const page = await district.timeline({
    ...rest,
    ...(after !== undefined && { after: wholeNumber(after) }),
    ...(limit !== undefined && { limit: wholeNumber(limit) }),
    ...(types !== undefined && { types: types.split(',') }),
  })
  if (format === 'json') return session.print(json(page))
  show(session, timelineTable(district, page.events, session.lang), format, district)
  if (page.next !== undefined && format === 'table') session.print(session.say('more', { next: page.next }))
}

/** A table in one of the formats for people and programs. */
export function show(session: Session, table: FlatTable, format: string, district: District, details = false): void {
  const words = district.words(languages[session.lang])
  if (format === 'csv') session.print(csv(table, words))
  else if (format === 'md') session.print(markdown(table, words))
  else {
    session.print(terminal(table, words, { width: session.io.columns ?? 120, colour: session.colour, details }))
    if (session.io.outIsTerminal) session.print(session.say('totals', { rows: table.rows.length }))
  }
}
