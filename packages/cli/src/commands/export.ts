import { open } from 'node:fs/promises'
import { type EventStore, type LogRecord, type Machine, systemHasher, verifier } from '@bihuan/core'
import { redacted } from '@bihuan/core/proof'
import { exportCloudEvents, exportOcel } from '@bihuan/exchange'
import { noFile, Usage } from '../io.ts'
import { headOf, progress, type Session } from '../session.ts'

interface Options {
  readonly output?: string
  readonly format?: string
  readonly source?: string
  readonly withhold?: readonly string[]
}

/** Writes the records as they are kept, one envelope a line (canonical JSON, the bytes that are hashed), or as a format of others. */
export const exportLog = (session: Session, options: Options): Promise<void> =>
  session.withStores(async (machine, stores) => {
    const { output = '-', format } = options
    if (options.source !== undefined && format !== 'cloudevents')
      throw new Usage('goesWith', { option: '--source', needed: '--format cloudevents' })
    const written = piecesOf(session, machine, options)
    const store = await stores({ reading: true })
    const events = await headOf(store, session.options.log)
    const file = output === '-' ? undefined : await open(output, 'w').catch((error: Error) => Promise.reject(noFile(output, error)))
    const bar = progress(session.io, output)
    let done = 0
    const read = counted(store, session.options.log, (size) => {
      done += size
      bar.at(done, Math.max(done, events))
    })
    try {
      for await (const text of written(read)) {
        if (file) await file.write(text)
        else if (!session.io.out(text)) return
      }
    } finally {
      bar.end()
      await file?.close()
    }
    if (file)
      session.print(session.json ? JSON.stringify({ events: done, file: output }) : session.say('exported', { events: done, file: output }))
  })

type Pages = AsyncIterable<readonly LogRecord[]>

function piecesOf(
  session: Session,
  machine: Machine,
  { format, source, withhold = [] }: Options,
): (records: Pages) => AsyncIterable<string> {
  if (format !== undefined && withhold.length > 0) throw new Usage('goesNotWith', { option: '--withhold', other: '--format' })
  if (format === undefined) return (records) => lines(records, machine, withheld(withhold))
  if (format === 'cloudevents') return (records) => exportCloudEvents({ records, machine, ...(source !== undefined && { source }) })
  if (format === 'ocel') return (records) => exportOcel({ records, machine, lang: session.lang })
  throw new Usage('badLogFormat', { format })
}

async function* lines(records: Pages, machine: Machine, withhold: (record: LogRecord) => boolean): AsyncGenerator<string> {
  const seen = verifier(machine, systemHasher)
  const checked = async function* () {
    for await (const page of records) {
      for (const record of page) seen.take(record)
      yield page
    }
  }
  for await (const page of redacted(checked(), withhold)) yield page.map((line) => `${line}\n`).join('')
}

/** What is withheld: events of a type, or about a subject such as `post:mayor`. */
function withheld(wanted: readonly string[]): (record: LogRecord) => boolean {
  for (const one of wanted) if (!/^([a-zA-Z]+\.[a-zA-Z.]+|[a-zA-Z]+:.+)$/.test(one)) throw new Usage('badWithhold', { withhold: one })
  const asked = new Set(wanted)
  return ({ type, subjects }) => asked.has(type) || subjects.some((subject) => asked.has(subject))
}

async function* counted(store: EventStore, log: string, onPage: (size: number) => void): Pages & AsyncGenerator<readonly LogRecord[]> {
  for await (const page of store.read(log)) {
    yield page
    onPage(page.length)
  }
}
