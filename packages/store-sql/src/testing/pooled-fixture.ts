import { randomUUID } from 'node:crypto'
import type { EventStore } from '@bihuan/core'
import { postgresStore } from '../index.ts'

export { destroy, supports } from './postgres-fixture.ts'

/** Processes of the suite find the pooler in their environment, as they do the server. */
export const poolerVariable = 'BIHUAN_PGBOUNCER'

/** A schema that is not there yet, behind the pooler that the test has started. */
export const place = async (): Promise<string> => `${process.env[poolerVariable]}?schema=t_${randomUUID().replaceAll('-', '')}`

/** As the document says for a pooler in transaction mode. */
export const open = (place: string): Promise<EventStore> => postgresStore({ url: place, prepare: false, listen: false, pollInterval: 20 })
