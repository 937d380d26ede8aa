import { mkdir, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Renderer } from '@bihuan/core'
import { reveal } from '@bihuan/core/sealing'
import { languages } from '@bihuan/core/words'
import { csvRenderer, markdownRenderer } from '@bihuan/render-text'
import { noFile, Usage } from '../io.ts'
import { papersOf } from '../papers.ts'
import { pairsOf, type Session } from '../session.ts'
import { momentOf, optionsFrom, type ViewOptions } from './view.ts'

/** What renders, by the name that `--to` takes. Loaded when it is asked for: most commands need none of it. */
const renderers: Readonly<Record<string, () => Promise<Renderer>>> = {
  html: async () => (await import('@bihuan/render-html')).htmlRenderer(),
  svg: async () => (await import('@bihuan/render-html')).svgRenderer(),
  xlsx: async () => (await import('@bihuan/render-office')).xlsxRenderer(),
  docx: async () => (await import('@bihuan/render-office')).docxRenderer(),
  ics: async () => (await import('@bihuan/render-office')).icsRenderer(),
  md: async () => markdownRenderer(),
  csv: async () => csvRenderer(),
}

export interface RenderOptions extends Omit<ViewOptions, 'format' | 'details'> {
  readonly to?: string
  readonly output?: string
}

/** Writes a view as a file: a page, a drawing, a workbook, a document, a calendar. */
export const render = (session: Session, view: string, options: RenderOptions): Promise<void> =>
  session.withDistrict(
    async (district, _, keys) => {
      const { output } = options
      if (output === undefined || output === '') throw new Usage('noOutput')
      const to = options.to ?? extname(output).slice(1)
      const maker = Object.hasOwn(renderers, to) ? renderers[to] : undefined
      if (!maker) throw new Usage('badRenderer', { format: to, formats: Object.keys(renderers).join(', ') })
      const words = district.words(languages[session.lang])
      const seen = await momentOf(district, options)
      const filter = { ...(await optionsFrom(session, options.options)), ...pairsOf(options.filter ?? []) }
      const asked = seen.view(view, { ...filter, ...(options.on !== undefined && { on: options.on }) })
      const value = keys ? await reveal(asked, keys) : asked
      const bytes = await (await maker()).render({ view, value, table: seen.tableOf(view, value, session.lang), words })
      await keep(output, bytes)
      session.print(
        session.json ? JSON.stringify({ view, to, file: output, bytes: bytes.length }) : session.say('rendered', { file: output }),
      )
    },
    { reading: true },
  )

async function keep(file: string, bytes: Uint8Array): Promise<void> {
  await writeFile(file, bytes).catch((error: Error) => Promise.reject(noFile(file, error)))
}

export interface ReportOptions {
  readonly quarter?: string
  readonly output?: string
}

/** A quarter's papers in a folder: the report as a page, the workbook, the wall chart, the summary and the calendar. */
export const report = (session: Session, { quarter, output }: ReportOptions): Promise<void> =>
  session.withDistrict(
    async (district, _, keys) => {
      const [, year, n] = /^(\d{4})-?Q([1-4])$/.exec(quarter ?? '') ?? []
      if (year === undefined || n === undefined) throw new Usage('badQuarter', { quarter: quarter ?? '' })
      if (output === undefined || output === '') throw new Usage('noFolder')
      const files = await papersOf(district, district.words(languages[session.lang]), `${year}-Q${n}`, keys)
      await mkdir(output, { recursive: true }).catch((error: Error) => Promise.reject(noFile(output, error)))
      for (const [name, bytes] of files) await keep(join(output, name), bytes)
      const names = files.map(([name]) => name)
      session.print(
        session.json
          ? JSON.stringify({ folder: output, files: names })
          : session.say('reported', { folder: output, files: names.join(', ') }),
      )
    },
    { reading: true },
  )
