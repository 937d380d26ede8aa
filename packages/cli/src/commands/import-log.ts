import { type Known, keep, type Received, readCloudEvents, readOcel } from '@bihuan/exchange'
import { Usage } from '../io.ts'
import type { Session } from '../session.ts'
import { textFrom } from '../text-file.ts'

export interface LogFormat {
  readonly format?: string
}

interface Options extends LogFormat {
  readonly root?: string
}

const readers = new Map<string, (text: string, known: Known) => Received>([
  ['cloudevents', readCloudEvents],
  ['ocel', readOcel],
])

/** Options that go with the import of a ledger alone. */
const ledgerOnly = ['goal', 'from', 'due', 'year', 'createUnits', 'prefix', 'commit', 'as', 'on', 'id', 'basis'] as const

/** Takes in a log that was exported, into one that is not there yet. Everything is checked before anything is recorded. */
export const importLog = (session: Session, file: string, { format = '', root, ...others }: Options): Promise<void> =>
  session.withStores(async (machine, stores) => {
    const read = readers.get(format)
    if (!read) throw new Usage('badLogFormat', { format })
    const wrong = ledgerOnly.find((name) => Object.hasOwn(others, name))
    if (wrong) throw new Usage('goesNotWith', { option: wrong === 'createUnits' ? '--create-units' : `--${wrong}`, other: '--format' })
    const received = read(await textFrom(session.io, file), { machine, ...(root !== undefined && { root: root.toLowerCase() }) })
    const { log } = session.options
    await keep(await stores({ create: true }), log, received)
    const { records: _, ...facts } = received
    session.print(session.json ? JSON.stringify({ log, ...facts }) : session.say('imported', { log, ...facts }))
  })
