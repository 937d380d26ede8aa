import { randomUUID } from 'node:crypto'
import type { EventStore, StoreCapabilities } from '@bihuan/core'
import pg from 'pg'
import { postgresStore } from '../index.ts'

export const supports: StoreCapabilities = { durable: true, multiProcess: true, watchesOthers: true, turns: true, snapshots: true }

/** The server that the test run has started. */
export const server = (): string => {
  const url = process.env.BIHUAN_POSTGRES
  if (url === undefined) throw new Error('the setup of the tests has not started a server')
  return url
}

/** A schema that is not there yet, on the server of the test run. */
export const place = async (): Promise<string> => `${server()}?schema=t_${randomUUID().replaceAll('-', '')}`

export const open = (place: string): Promise<EventStore> => postgresStore({ url: place })

/** Runs statements on a connection of their own and gives the rows of the last. */
export const sql = async (url: string, ...statements: readonly string[]): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client(url.replace(/\?.*/, ''))
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) ({ rows } = await client.query(statement))
    return rows
  } finally {
    await client.end()
  }
}

export const schemaOf = (place: string): string => new URL(place).searchParams.get('schema') ?? ''

export const destroy = async (place: string): Promise<void> => {
  await sql(place, `DROP SCHEMA IF EXISTS "${schemaOf(place)}" CASCADE`)
}
